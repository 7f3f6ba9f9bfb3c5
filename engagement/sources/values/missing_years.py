"""The year of days that a file writes without one ("December 30", "17 settembre").

Known facts: the days are in order, so each turn of the year is visible; the last one is not in the future;
29 February proves a leap year, and a step from 28 February to 1 March in an unbroken series proves the
opposite; and a file's name may contain the year.
"""

from __future__ import annotations

import re
from calendar import isleap
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.sources.values.dates import Yearless

_YEAR: Final = re.compile(r"(?<!\d)(20[1-4]\d)(?!\d)|(?<!\d)(20[1-4]\d)(?=(?:0[1-9]|1[0-2])[0-3]\d(?!\d))")
#: The most turns of the year; with more, the days are unordered.
_TURNS: Final = 3
_EARLIEST: Final = 2016


def years_in(name: str) -> frozenset[int]:
    """Return the years in a file's name."""
    return frozenset(int(year or start) for year, start in _YEAR.findall(name))


def place(
    days: Sequence[Yearless | None], *, today: date, named: frozenset[int] = frozenset()
) -> list[date | None]:
    """Return the days with their years; None stays None, as does a day that never exists (31 June).

    `named` are the years in the file's name; they decide as far as the days allow.
    """
    given_days = [(d.month, d.day) for d in days if d is not None]
    if not given_days:
        return [None] * len(days)
    falling = sum(a > b for a, b in pairwise(given_days)) > sum(a < b for a, b in pairwise(given_days))
    ordered = given_days[::-1] if falling else given_days
    turns = _turns(ordered)
    if turns[-1] > _TURNS:
        return [None if d is None else _latest(d.month, d.day, today) for d in days]
    last = _last_year(ordered, turns, today, named)
    offsets = turns[::-1] if falling else turns
    years = iter([last - turns[-1] + offset for offset in offsets])
    return [None if d is None else _day(next(years), d.month, d.day) for d in days]


def _turns(ordered: Sequence[tuple[int, int]]) -> list[int]:
    """How often the year has turned up to each day."""
    turns = [0]
    for earlier, later in pairwise(ordered):
        turns.append(turns[-1] + (later < earlier))
    return turns


def _last_year(
    ordered: Sequence[tuple[int, int]], turns: Sequence[int], today: date, named: frozenset[int]
) -> int:
    """The latest year of the last day that the days, today and the file's name allow."""
    allowed = [
        year
        for year in range(today.year, _EARLIEST - 1, -1)
        if _possible(ordered, [year - turns[-1] + t for t in turns], today)
    ]
    by_name = [year for year in allowed if year in named]
    return next(iter(by_name or allowed), today.year)


def _possible(ordered: Sequence[tuple[int, int]], years: Sequence[int], today: date) -> bool:
    """Return whether the days exist in these years, end by today and skip no leap day."""
    dated = [_day(year, *day) for year, day in zip(years, ordered, strict=True)]
    real = [d for d in dated if d is not None]
    if len(real) < len(dated) and any(
        day == (2, 29) and d is None for day, d in zip(ordered, dated, strict=True)
    ):
        return False
    if real and max(real) > today:
        return False
    skips = any(
        a == (2, 28) and b == (3, 1) and isleap(year)
        for (a, b), year in zip(pairwise(ordered), years, strict=False)
    )
    return not (skips and _unbroken(real))


def _unbroken(days: Sequence[date]) -> bool:
    """Return whether nearly every day follows the one before."""
    steps = [(later - earlier).days for earlier, later in pairwise(days)]
    return sum(step == 1 for step in steps) >= len(steps) - 1


def _latest(month: int, day: int, today: date) -> date | None:
    """Return the last time this day was, up to today."""
    years = range(today.year, today.year - 9, -1)
    return next((d for year in years if (d := _day(year, month, day)) is not None and d <= today), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
