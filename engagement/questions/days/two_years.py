"""A month or a feast of two years that are compared: "Easter 2026 vs 2025", "in May, this year vs last"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from engagement.questions.days.moments import (
    COUNTED_BACK,
    WITHOUT_YEAR,
    days_without_year,
    span_spelt,
    year_of,
)
from engagement.questions.days.pieces_found import THAN, Found

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

_TWO: Final = 2


def of_two_years(pieces: Sequence[Found], today: dt.date) -> list[Found]:
    """Return the pieces, one month or feast given its days in each of two years that are compared.

    Unchanged unless a sentence has exactly one such piece, two years and a "than" between them.
    """
    periods = [piece for piece in pieces if piece.kind == "period"]
    years = [piece for piece in periods if year_of(piece.meaning, today) is not None]
    parts = [piece for piece in periods if WITHOUT_YEAR.fullmatch(piece.meaning) and piece not in years]
    if (len(periods), len(years), len(parts)) != (_TWO + 1, _TWO, 1):
        return list(pieces)
    than = any(piece.kind == THAN and years[0].end <= piece.start < years[1].start for piece in pieces)
    match = WITHOUT_YEAR.fullmatch(parts[0].meaning)
    if not than or match is None or match["what"] in COUNTED_BACK:
        return list(pieces)
    spelt: dict[Found, str] = {}
    for year in years:
        days = days_without_year(match, today, year_of(year.meaning, today))
        if days is None:
            return list(pieces)
        spelt[year] = span_spelt(days)
    spelt[parts[0]] = spelt[years[0]]
    return [replace(piece, meaning=spelt.get(piece, piece.meaning)) for piece in pieces]
