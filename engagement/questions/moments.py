"""First and last days: of periods by name or date, of a month or season without its year, of Black Friday."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final

from engagement.metrics.comparing.named_periods import window_of
from engagement.metrics.sums.periods import as_date
from engagement.questions.figure_question import PERIODS, TO

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
_WEEK: Final = 7
_EPOCH: Final = dt.date(1970, 1, 1)


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


def span_of(said: str, today: dt.date, year: int | None = None) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of a piece; without a year the latest that has begun."""
    if TO in said:
        first, _, last = said.partition(TO)
        try:
            return dt.date.fromisoformat(first), dt.date.fromisoformat(last)
        except ValueError:
            return None
    named = next((name for name in PERIODS if name == said), None)
    if named is not None:
        window = window_of(named, (today - _EPOCH).days)
        return as_date(window.first_day), as_date(window.last_day)
    match = WITHOUT_YEAR.fullmatch(said)
    return None if match is None else days_without_year(match, today, year)


def span_spelt(days: tuple[dt.date, dt.date]) -> str:
    """Return two days as a question spells them."""
    return f"{days[0].isoformat()}{TO}{days[1].isoformat()}"


def unit_of(said: str, days: tuple[dt.date, dt.date]) -> str:
    """Return whether days are a week, a month, a quarter, a season or a year; empty for others."""
    return said.partition("_")[2] if said in PERIODS else unit_of_span(days)


def unit_of_span(days: tuple[dt.date, dt.date]) -> str:
    """Return whether two days are those of a week, month, quarter, season or year; empty for others."""
    first, last = days
    if first == last:
        return "day"
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if first.day > 1 or last.day < calendar.monthrange(last.year, last.month)[1]:
        return "week" if first.weekday() == 0 and (last - first).days == _WEEK - 1 else ""
    if (first.month - 1) % months:
        return "season" if months == _SEASON else ""
    return {1: "month", 3: "quarter", 6: "half", 12: "year"}.get(months, "")
