"""Find what a sentence compares its days with, and which of two periods is the later one."""

from __future__ import annotations

import datetime as dt
from typing import Final, get_args

from engagement.metrics.model import Grain
from engagement.questions.days.moments import (
    COUNTED_BACK,
    WITHOUT_YEAR,
    days_without_year,
    moves,
    span_of,
    span_spelt,
    unit_of,
    unit_of_span,
)
from engagement.questions.figure_question import PERIODS, TO

_STEPS: Final = frozenset(get_args(Grain))
#: Begins the kind of a piece such as "than the month before"; its unit follows.
BEFORE: Final = "before "
#: The kinds of pieces such as "than the same day last week" and "than the same period of 2025".
SAME_WEEKDAY: Final = f"{BEFORE}weekday"
OF_YEAR: Final = f"{BEFORE}of year"
_WEEK: Final = dt.timedelta(7)


def against_what(kind: str, other: str, main: str | None, today: dt.date) -> tuple[str | None, str | None]:
    """Return the comparison that a sentence asks for, and the days to compare if these are not `main`.

    `kind` is that of a period, or `BEFORE` with a unit. `other` are the days after "compared with", `main`
    the other days of the sentence, None without any. The comparison is "before", "year" or two days, as in
    `FigureQuestion`; None if the meaning is not certain.
    """
    days = None if main is None else span_of(main, today)
    if kind.startswith(BEFORE):
        return _with_those_before(kind, other, main, days)
    if other == main and other.isdigit():
        return "before", None  # the last 7 days and the 7 days before them
    if other == "last_year":
        return _a_year_before(main, days, today), None
    if main is None and WITHOUT_YEAR.fullmatch(other):
        return _implied(span_of(other, today), today)
    if other in PERIODS and other.startswith("last_") and main in {None, other.replace("last_", "this_")}:
        return "before", None if main else other.replace("last_", "this_")
    return (None, None) if main is None or days is None else _with_days(other, main, days, today)


def _with_those_before(
    kind: str, other: str, main: str | None, days: tuple[dt.date, dt.date] | None
) -> tuple[str | None, str | None]:
    """Return the comparison of a kind that begins with `BEFORE`, and the days to compare if not `main`."""
    if kind in {SAME_WEEKDAY, OF_YEAR}:
        return None if days is None else _with_the_same(kind, other, days), None
    return _with_the_one_before(kind.removeprefix(BEFORE), main, days)


def _with_the_same(kind: str, year: str, days: tuple[dt.date, dt.date]) -> str | None:
    """Return the comparison of a day with that of the week before, or of days with those of `year`.

    None for several days, or where `year` is not the one before.
    """
    if kind == OF_YEAR:
        return "year" if days[0].year == days[1].year == int(year) + 1 else None
    return span_spelt((days[0] - _WEEK, days[1] - _WEEK)) if days[0] == days[1] else None


def _with_the_one_before(
    unit: str, main: str | None, days: tuple[dt.date, dt.date] | None
) -> tuple[str | None, str | None]:
    """Return the comparison of "than the month before", and the days to compare if these are not `main`.

    Without days in the sentence they are the running month, or whichever unit is named. Both are None if the
    unit is not that of the days.
    """
    if unit == "period" or (days is not None and main is not None and unit == unit_of(main, days)):
        return "before", None
    return ("before", f"this_{unit}") if main is None and unit != "day" else (None, None)


def _a_year_before(main: str | None, days: tuple[dt.date, dt.date] | None, today: dt.date) -> str | None:
    """Return the comparison with the same days a year before; None if the meaning is not certain.

    Black Friday and Easter move, so they are compared with their days of that year.
    """
    if main is not None and days is not None and moves(main):
        before = span_of(main, today, days[0].year - 1)
        return None if before is None else span_spelt(before)
    of_this_year = main != "last_year" and (days is None or main in PERIODS or days[1].year == today.year)
    return "year" if of_this_year else None


def _implied(earlier: tuple[dt.date, dt.date] | None, today: dt.date) -> tuple[str | None, str | None]:
    """Return the comparison where only earlier days are named, and the running month or quarter to compare.

    Both are None if the earlier days are not the month or quarter right before it.
    """
    unit = "" if earlier is None else unit_of_span(earlier)
    if earlier is None or unit not in {"month", "quarter"}:
        return None, None
    running = span_of(f"this_{unit}", today)
    follows = running is not None and earlier[1] + dt.timedelta(1) == running[0]
    return ("before", f"this_{unit}") if follows else (None, None)


def _with_days(
    other_text: str, main: str, days: tuple[dt.date, dt.date], today: dt.date
) -> tuple[str | None, str | None]:
    """Return the comparison of two periods, and the later one where it is not the one named first.

    Both are None where the two are not of one kind, such as a month and a quarter.
    """
    if _of_another_year(main, other_text, today):
        return None, None
    dated = TO in main and TO not in other_text and other_text not in PERIODS
    other = span_of(other_text, today, days[0].year if dated else None)
    if other == days and WITHOUT_YEAR.fullmatch(other_text):
        return "year", None  # "in October vs last October"
    if other is None or other == days or unit_of(other_text, other) != unit_of(main, days):
        return None, None
    if (
        unit_of(main, days) == ""
        and other[1] - other[0] != days[1] - days[0]
        and not _parts_alike(other, days)
    ):
        return None, None
    if other[0] > days[0]:
        return _before(days, other_text, other, today), other_text
    return _before(other, main, days, today), None


def _of_another_year(main: str, other_text: str, today: dt.date) -> bool:
    """Return whether days without a year may be of the year of the others: "H1 vs H2 2025"."""
    match, other = WITHOUT_YEAR.fullmatch(main), span_of(other_text, today) if TO in other_text else None
    if match is None or other is None or match["what"] in COUNTED_BACK:
        return False
    return days_without_year(match, today, other[0].year) not in {other, span_of(main, today)}


def _parts_alike(first: tuple[dt.date, dt.date], other: tuple[dt.date, dt.date]) -> bool:
    """Return whether both are ends of months from the same day on, or the two halves of one month."""
    ends = [(last + dt.timedelta(1)).day == 1 for _, last in (first, other)]
    earlier, later = sorted((first, other))
    halves = earlier[0].day == 1 and later[1].month == earlier[0].month and ends.count(True) == 1
    meet = earlier[1] + dt.timedelta(1) == later[0]
    return (all(ends) and first[0].day == other[0].day) or (halves and meet)


def _a_year_apart(earlier: tuple[dt.date, dt.date], days: tuple[dt.date, dt.date]) -> bool:
    """Return whether a month or quarter begins exactly a year before other days begin."""
    first, last = earlier[0], days[0]
    in_same_days = (first.month, first.day) == (last.month, last.day) and first.year == last.year - 1
    return in_same_days and unit_of_span(earlier) in {"month", "quarter"}


def _before(
    earlier: tuple[dt.date, dt.date], later: str, days: tuple[dt.date, dt.date], today: dt.date
) -> str:
    """Return the comparison with the earlier of two periods: "year", "before", or its days.

    "year" and "before" are for a later period that still runs: as many days of both are then compared.
    `later` and `days` are the later period as text and as its first and last day.
    """
    if days[1] >= today and _a_year_apart(earlier, days):
        return "year"
    in_steps = unit_of(later, days) in _STEPS  # of a half or season, "before" means as many days
    running = later.startswith("this_") or (TO not in later and days[1] > today and in_steps)
    return "before" if running and earlier[1] + dt.timedelta(1) == days[0] else span_spelt(earlier)
