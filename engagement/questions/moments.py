"""Days that a sentence names without a year: a month, a day, "three months ago", a season, Black Friday."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final

#: What is named, its number, and a day. "months 3": the whole month of three months ago. "season 6": three
#: months from June on. "offers 0 3": from Black Friday to the Monday after it.
WITHOUT_YEAR: Final = re.compile(
    r"(?P<what>month|quarter|half|day|ago|weeks|months|quarters|years|season|offers) "
    r"(?P<number>\d+)(?: (?P<day>\d+))?"
)
#: Kinds that are counted back from today: they have no year of their own.
COUNTED_BACK: Final = frozenset({"ago", "weeks", "months", "quarters", "years"})
_MONTHS_OF: Final = {"months": 1, "quarters": 3, "years": 12}
_SEASON: Final = 3


def days_without_year(
    match: re.Match[str], today: dt.date, year: int | None = None
) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day; without a year the latest that has begun. None: there is no such day."""
    what, number = match["what"], int(match["number"])
    if what in COUNTED_BACK:
        return _back(what, number, today)
    day = int(match["day"] or 0)
    of_year = _of_year(what, number, day, year or today.year)
    if year is None and of_year is not None and of_year[0] > today:
        return _of_year(what, number, day, today.year - 1)
    return of_year


def months_of(year: int, first_month: int, count: int) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of so many months."""
    past = year * 12 + first_month - 1 + count
    return dt.date(year, first_month, 1), dt.date(past // 12, past % 12 + 1, 1) - dt.timedelta(1)


def _back(what: str, number: int, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """Return the day, or the whole calendar week, month, quarter or year, so many of them ago."""
    if what == "ago":
        day = today - dt.timedelta(number)
        return day, day
    if what == "weeks":
        monday = today - dt.timedelta(today.weekday() + 7 * number)
        return monday, monday + dt.timedelta(6)
    count = _MONTHS_OF[what]
    first = (today.year * 12 + today.month - 1) // count * count - number * count
    return months_of(first // 12, first % 12 + 1, count) if first >= dt.MINYEAR * 12 else None


def _of_year(what: str, number: int, day: int, year: int) -> tuple[dt.date, dt.date] | None:
    if what == "season":
        return months_of(year, number, _SEASON)
    if what == "offers":
        friday = _black_friday(year)
        return friday + dt.timedelta(number), friday + dt.timedelta(day)
    if what == "day":
        if not 1 <= day <= calendar.monthrange(year, number)[1]:
            return None
        return dt.date(year, number, day), dt.date(year, number, day)
    months = {"quarter": 3, "half": 6}.get(what, 1)
    return months_of(year, months * (number - 1) + 1, months)


def _black_friday(year: int) -> dt.date:
    """Return the day after the fourth Thursday of November."""
    first = dt.date(year, 11, 1)
    thursday = first + dt.timedelta((calendar.THURSDAY - first.weekday()) % 7 + 21)
    return thursday + dt.timedelta(1)
