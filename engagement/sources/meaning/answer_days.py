"""The meaning of columns of dates in a survey, by their headers (`[answer-days]` in the word files)."""

from __future__ import annotations

import re
from typing import Final

from engagement.sources.meaning.header_words import fold_name
from engagement.sources.words.word_files import patterns

_WORDS: Final = patterns("answer-days")
_OF_ANSWERS: Final = re.compile(_WORDS["of_answers"])
#: Headers of dates that are the day of the answer if no better column is found.
_ANSWERED: Final = re.compile(f"{_WORDS['of_answers']}|{_WORDS['answered']}")
_OF_FEEDBACK: Final = re.compile(_WORDS["of_feedback"])
_SENT: Final = re.compile(_WORDS["sent"])
_ANOTHER_DAY: Final = re.compile(_WORDS["another_day"])


def says_sent(name: str) -> bool:
    """Return whether a header of dates says that something was sent or filled in."""
    return _SENT.search(fold_name(name)) is not None


def says_another_day(name: str) -> bool:
    """Return whether a header of dates means another day than that of the answer: an order's, of birth."""
    return _ANOTHER_DAY.search(fold_name(name)) is not None


def says_answered(name: str) -> bool:
    """Return whether a header of dates means the day of the answer or survey: "answer_datetime"."""
    return _ANSWERED.search(fold_name(name)) is not None


def says_of_answers(name: str) -> bool:
    """Return whether a header means answers and cannot mean anything in other tables: "ans.time"."""
    return _OF_ANSWERS.search(fold_name(name)) is not None


def says_of_feedback(name: str) -> bool:
    """Return whether a header mentions feedback: "feedback_date", "review id"."""
    return _OF_FEEDBACK.search(fold_name(name)) is not None
