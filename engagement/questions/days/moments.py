"""Work out first and last days: of named periods, dates, months without a year, Black Friday and the like."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final

import pandas as pd
from pandas.tseries.offsets import Easter

from engagement.metrics.comparing.named_periods import window_of
from engagement.metrics.sums.periods import as_date
from engagement.questions.figure_question import PERIODS, TO

#: Days without a year: what is named, and one or two numbers.
#: - "month 10": October. "this month 12": December of the running year. "last month 12": one that is over.
#: - "quarter 3", "half 2": of a year. "season 6": three months from June on.
#: - "ago 3": the day three days ago. "months 3": the whole month of three months ago.
#: - "day 3 15": 15 March. "days 1201 1224": from 1 to 24 December.
#: - "offers 0 3", "easter -2 1": from so many to so many days after Black Friday, after Easter Sunday.
#: - "sunday 5 2": the second Sunday of May. "weekday 6": the last Saturday before today.
#: - "weekend 1": the weekend of the week before this one. "isoweek 40": the week of that number in its year.
#: - "since_years 1": from the first day of last year up to today.
WITHOUT_YEAR: Final = re.compile(
    r"(?:(?P<led>this|last) )?"
    r"(?P<what>month|quarter|half|days?|ago|weeks|months|quarters|years|season|offers|easter|sunday|weekday"
    r"|weekend|isoweek|since_months|since_quarters|since_years) (?P<number>-?\d+)(?: (?P<day>-?\d+))?"
)
#: Kinds that are counted back from today: they have no year of their own.
COUNTED_BACK: Final = frozenset(
    {
        *("ago", "weeks", "months", "quarters", "years", "weekday", "weekend"),
        *("since_months", "since_quarters", "since_years"),
    }
)
#: Begins a kind that reaches from the first day of what is named up to today.
_SINCE: Final = "since_"
#: Kinds that fall on other days in each year.
MOVING: Final = ("offers", "easter", "sunday")
_MONTHS_OF: Final = {"months": 1, "quarters": 3, "years": 12}
#: The months of a season.
_SEASON: Final = 3
_WEEK: Final = 7
_EPOCH: Final = dt.date(1970, 1, 1)


def days_without_year(
    match: re.Match[str], today: dt.date, year: int | None = None
) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of a match of `WITHOUT_YEAR`; None if there are no such days.

    Without a `year` it is the latest that has begun by `today`. "Last October" must be over: in October it is
    that of the year before. "This December" is None before it has begun.
    """
    what, number = match["what"], int(match["number"])
    if what in COUNTED_BACK:
        return _back(what, number, today)
    day = int(match["day"] or 0)
    of_year = _of_year(what, number, day, year or today.year)
    if year is not None or of_year is None:
        return of_year
    if of_year[0] <= today and not (match["led"] == "last" and today <= of_year[1]):
        return of_year
    return None if match["led"] == "this" else _of_year(what, number, day, today.year - 1)


def months_of(year: int, first_month: int, count: int) -> tuple[dt.date, dt.date]:
    """Return the first and last day of `count` months, from a month (1 to 12) of a year on."""
    past = year * 12 + first_month - 1 + count
    return dt.date(year, first_month, 1), dt.date(past // 12, past % 12 + 1, 1) - dt.timedelta(1)


def _back(what: str, number: int, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of what lies `number` days, weeks, months, quarters or years ago.

    Weeks, months, quarters and years are whole ones of the calendar. A "weekday" (1: Monday) is the last such
    day before today. None for days before the calendar begins.
    """
    if what.startswith(_SINCE):
        begun = _back(what.removeprefix(_SINCE), number, today)
        return None if begun is None else (begun[0], today)
    if what == "ago":
        day = today - dt.timedelta(number)
        return day, day
    if what == "weekday":
        day = today - dt.timedelta((today.weekday() - number) % _WEEK + 1)
        return day, day
    if what in {"weeks", "weekend"}:
        monday = today - dt.timedelta(today.weekday() + _WEEK * number)
        first = monday if what == "weeks" else monday + dt.timedelta(calendar.SATURDAY)
        return first, monday + dt.timedelta(calendar.SUNDAY)
    count = _MONTHS_OF[what]
    month = (today.year * 12 + today.month - 1) // count * count - number * count
    return months_of(month // 12, month % 12 + 1, count) if month >= dt.MINYEAR * 12 else None


def _of_year(what: str, number: int, day: int, year: int) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of a month, season or the like in a year; None if there are none."""
    if what in MOVING:
        return _moving(what, number, day, year)
    if what == "days":
        return _of_days(year, divmod(number, 100), divmod(day, 100))
    if what == "day":
        return _of_days(year, (number, day), (number, day))
    if what == "isoweek":
        return _numbered_week(year, number)
    if what == "season":
        return months_of(year, number, _SEASON)
    months = {"quarter": 3, "half": 6}.get(what, 1)
    return months_of(year, months * (number - 1) + 1, months)


def _numbered_week(year: int, number: int) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of a week by its number in a year (ISO 8601); None if it has none."""
    try:
        monday = dt.date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    return monday, monday + dt.timedelta(calendar.SUNDAY)


def _moving(what: str, number: int, day: int, year: int) -> tuple[dt.date, dt.date]:
    """Return the days `number` to `day` after Easter Sunday or Black Friday, or a numbered Sunday of a month.

    For "sunday", `number` is the month and `day` says which of its Sundays.
    """
    if what == "sunday":
        first = dt.date(year, number, 1)
        sunday = first + dt.timedelta(calendar.SUNDAY - first.weekday() + _WEEK * (day - 1))
        return sunday, sunday
    easter = (pd.Timestamp(year, 1, 1) + Easter()).date()
    feast = easter if what == "easter" else _black_friday(year)
    return feast + dt.timedelta(number), feast + dt.timedelta(day)


def _of_days(year: int, first: tuple[int, int], last: tuple[int, int]) -> tuple[dt.date, dt.date] | None:
    """Return two days of a year, each given as month and day; None if one does not exist.

    A last day that comes before the first is in the next year.
    """
    try:
        return dt.date(year, *first), dt.date(year + (last < first), *last)
    except ValueError:
        return None


def _black_friday(year: int) -> dt.date:
    """Return the day after the fourth Thursday of November."""
    first = dt.date(year, 11, 1)
    thursday = first + dt.timedelta((calendar.THURSDAY - first.weekday()) % 7 + 21)
    return thursday + dt.timedelta(1)


def span_of(text: str, today: dt.date, year: int | None = None) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day that a text names; None if it names none.

    The text is two days, the name of a period, or one that `WITHOUT_YEAR` matches. The last is of `year`, and
    without it the latest that has begun by `today`.
    """
    if TO in text:
        first, _, last = text.partition(TO)
        try:
            return dt.date.fromisoformat(first), dt.date.fromisoformat(last)
        except ValueError:
            return None
    named = next((name for name in PERIODS if name == text), None)
    if named is not None:
        window = window_of(named, (today - _EPOCH).days)
        return as_date(window.first_day), as_date(window.last_day)
    match = WITHOUT_YEAR.fullmatch(text)
    return None if match is None else days_without_year(match, today, year)


def moves(text: str) -> bool:
    """Return whether days without a year lie elsewhere in each year, such as Easter."""
    match = WITHOUT_YEAR.fullmatch(text)
    return match is not None and match["what"] in MOVING


def part_of_month(days: tuple[dt.date, dt.date], first: int, last: int) -> tuple[dt.date, dt.date]:
    """Return the days `first` to `last` of a month; negative numbers count from its end (-1: the last)."""
    length = (days[1] - days[0]).days + 1
    begins, ends = (number - 1 if number > 0 else length + number for number in (first, last))
    return days[0] + dt.timedelta(begins), days[0] + dt.timedelta(min(ends, length - 1))


def _weekend_of(month: tuple[dt.date, dt.date], number: int) -> tuple[dt.date, dt.date] | None:
    """Return a weekend of a month by its number (-1: the last); None where one lies in two months."""
    first, last = month
    if number < 0:
        saturday = last - dt.timedelta((last.weekday() - calendar.SATURDAY) % _WEEK)
        is_parted = last.weekday() == calendar.SATURDAY
    else:
        saturday = first + dt.timedelta((calendar.SATURDAY - first.weekday()) % _WEEK + _WEEK * (number - 1))
        is_parted = first.weekday() == calendar.SUNDAY
    return None if is_parted else (saturday, saturday + dt.timedelta(1))


def part_named(part: str, month: str, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """Return the days of a part ("11 20", "weekend -1") of a month, at most up to `today`; None without any.

    Of a month without a year it is the latest part that has begun.
    """
    days = span_of(month, today)
    if days is None or unit_of(month, days) != "month":
        return None
    for year in (days[0].year, days[0].year - 1):
        named = _part(part, months_of(year, days[0].month, 1))
        if named is None:
            return None
        begins, ends = named
        if begins <= today:
            return begins, min(ends, today)
        if WITHOUT_YEAR.fullmatch(month) is None:
            return None
    return None


def _part(part: str, month: tuple[dt.date, dt.date]) -> tuple[dt.date, dt.date] | None:
    """Return the days of a part of a month, in full; None for a weekend that lies in two months."""
    first, last = part.split()
    return (
        _weekend_of(month, int(last)) if first == "weekend" else part_of_month(month, int(first), int(last))
    )


def of_year_after(earlier: str, later: str, today: dt.date) -> str:
    """Return a month, quarter or half as its last days before those named after it: "January and March 2025".

    Other texts are returned as they are.
    """
    match, days = WITHOUT_YEAR.fullmatch(earlier), span_of(later, today) if TO in later else None
    if match is None or days is None or match["what"] not in {"month", "quarter", "half"}:
        return earlier
    in_years = [days_without_year(match, today, days[0].year - back) for back in (0, 1)]
    before = next((each for each in in_years if each is not None and each[1] < days[0]), None)
    return earlier if before is None else span_spelt(before)


def span_spelt(days: tuple[dt.date, dt.date]) -> str:
    """Return two days as a question spells them: "2026-01-01..2026-03-31"."""
    return f"{days[0].isoformat()}{TO}{days[1].isoformat()}"


def unit_of(text: str, days: tuple[dt.date, dt.date]) -> str:
    """Return the unit of days: day, week, month, quarter, half, season or year; empty for others."""
    return text.partition("_")[2] if text in PERIODS else unit_of_span(days)


def unit_of_span(days: tuple[dt.date, dt.date]) -> str:
    """Return the unit of two days: day, week, month, quarter, half, season or year; empty for others."""
    first, last = days
    if first == last:
        return "day"
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if first.day > 1 or last.day < calendar.monthrange(last.year, last.month)[1]:
        return "week" if first.weekday() == 0 and (last - first).days == _WEEK - 1 else ""
    if (first.month - 1) % months:
        return "season" if months == _SEASON else ""
    return {1: "month", 3: "quarter", 6: "half", 12: "year"}.get(months, "")


def is_month(text: str, today: dt.date) -> bool:
    """Return whether a text names a month of the calendar, with or without its year."""
    days = None if text in PERIODS else span_of(text, today)
    return days is not None and unit_of_span(days) == "month"


def follows(earlier: str, later: str, today: dt.date) -> bool:
    """Return whether a month begins right after another, or several, end: "July and August"."""
    days, others = span_of(earlier, today), span_of(later, today)
    if days is None or others is None or not is_month(later, today):
        return False
    return days[0].day == 1 and days[1] + dt.timedelta(1) == others[0]


def year_of(text: str, today: dt.date) -> int | None:
    """Return the year if a text names a whole year; None otherwise."""
    if text in {"this_year", "last_year"}:
        return today.year - (text == "last_year")
    if text.startswith("years "):
        return today.year - int(text.removeprefix("years "))
    days = span_of(text, today) if TO in text else None
    return days[0].year if days is not None and unit_of_span(days) == "year" else None
