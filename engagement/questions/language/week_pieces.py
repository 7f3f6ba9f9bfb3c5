"""The expressions of one language for weeks by their number in the year: "week 40", "KW 40 2025"."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from engagement.questions.figure_question import TO
from engagement.questions.language.patterns import Piece, any_of

if TYPE_CHECKING:
    import re

    from engagement.questions.language.language_files import Words

_NUMBER: Final = r"(?P<number>0?[1-9]|[1-4]\d|5[0-3])"


def numbered_weeks(of_word: str, year: str, words: Words) -> list[Piece]:
    """Return the pieces for "week 40" (meaning "isoweek 40") and, with its days, for "week 40 of 2025".

    `of_word` and `year` are the expressions of what stands before a year, and of a year.
    """
    pieces = []
    for text in words["time"]["week_number"]:
        week = text.replace("NUMBER", _NUMBER)
        pieces.append(Piece("period", any_of([f"{week} {of_word}{year}"]), _of_year))
        pieces.append(Piece("period", any_of([week]), lambda match: f"isoweek {int(match['number'])}"))
    return pieces


def _of_year(match: re.Match[str]) -> str | None:
    """Return the days of a week of a year; None if that year has no such week."""
    try:
        monday = dt.date.fromisocalendar(int(match[2]), int(match["number"]), 1)
    except ValueError:
        return None
    return f"{monday.isoformat()}{TO}{(monday + dt.timedelta(6)).isoformat()}"
