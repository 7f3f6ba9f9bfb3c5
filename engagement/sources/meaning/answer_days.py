"""Columns of dates in a survey: what their names say (`[answer-days]` in the files of words)."""

from __future__ import annotations

import re
from typing import Final

from engagement.sources.meaning.header_words import fold_name
from engagement.sources.words.word_files import patterns

_WORDS: Final = patterns("answer-days")
_OF_ANSWERS: Final = re.compile(_WORDS["of_answers"])
#: A date under such a name is the day of the answer, where no column is known for that.
_ANSWERED: Final = re.compile(f"{_WORDS['of_answers']}|{_WORDS['answered']}")
_OF_FEEDBACK: Final = re.compile(_WORDS["of_feedback"])
_SENT: Final = re.compile(_WORDS["sent"])
_ANOTHER_DAY: Final = re.compile(_WORDS["another_day"])


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


def says_of_feedback(name: str) -> bool:
    """Whether a column is named after feedback: "feedback_date", "review id"."""
    return _OF_FEEDBACK.search(fold_name(name)) is not None
