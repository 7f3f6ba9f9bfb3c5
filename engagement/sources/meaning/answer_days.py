"""Columns of dates in a survey: what their names say (`words.answer_days`)."""

from __future__ import annotations

import re
from typing import Final

from engagement.sources.meaning.survey_topics import fold_name
from engagement.sources.words import answer_days as words

_OF_ANSWERS: Final = re.compile(words.OF_ANSWERS)
_ANSWERED: Final = re.compile(words.ANSWERED)
_SENT: Final = re.compile(words.SENT)
_ANOTHER_DAY: Final = re.compile(words.ANOTHER_DAY)


def says_sent(name: str) -> bool:
    """Whether a column of dates is named for something's being sent or filled in, in some language."""
    return _SENT.search(fold_name(name)) is not None


def says_another_day(name: str) -> bool:
    """Whether a column of dates is named for another day than the answer's: an order's, a birth."""
    return _ANOTHER_DAY.search(fold_name(name)) is not None


def says_answered(name: str) -> bool:
    """Whether a column of dates is named for the survey or the answer: "answer_datetime"."""
    return _ANSWERED.search(fold_name(name)) is not None


def says_of_answers(name: str) -> bool:
    """Whether a column is named for answers, and for nothing that other tables have: "ans.time"."""
    return _OF_ANSWERS.search(fold_name(name)) is not None
