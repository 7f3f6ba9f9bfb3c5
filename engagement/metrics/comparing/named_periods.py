"""Periods of the calendar by their names: this month so far, the last whole quarter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.metrics.model import Window, public
from engagement.metrics.sums.periods import as_date, first_day_of, period_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message
    from engagement.metrics.core.data import Data
    from engagement.metrics.model import Grain, NamedPeriod, Question

#: For each name the grain, and the number of periods before the one in which the data end.
MEANING: Final[Mapping[NamedPeriod, tuple[Grain, int]]] = {
    "this_week": ("week", 0),
    "this_month": ("month", 0),
    "this_quarter": ("quarter", 0),
    "this_year": ("year", 0),
    "last_week": ("week", 1),
    "last_month": ("month", 1),
    "last_quarter": ("quarter", 1),
    "last_year": ("year", 1),
}
#: Said of a comparison of short periods (`on_other_weekdays`).
OTHER_WEEKDAYS: Final = message("the days compared are other days of the week")
#: The days of a week, and how many days are too many for a week's days to weigh unequally.
_WEEK, _MANY = 7, 28


def end_of(data: Data) -> int | None:
    """Return the day of the last order, else the last day of any table; None without data."""
    orders = data.coverage("orders") if data.has("orders") else None
    return orders.last_day if orders is not None else data.newest()


def window_of(name: NamedPeriod, as_of: int) -> Window:
    """Return the days of a named period: a running one up to the as-of day, a last one in full.

    A period that ends on the as-of day is complete, but still counts as running: it is "this" one.
    """
    grain, back = MEANING[name]
    number = period_of(as_of, grain) - back
    return Window(first_day_of(number, grain), min(first_day_of(number + 1, grain) - 1, as_of))


def resolved(question: Question, data: Data) -> Question:
    """Return the question with the days of its named period, if it names one."""
    end = None if question.period is None else end_of(data)
    if question.period is None or end is None:
        return question
    window = window_of(question.period, end)
    return replace(question, days=window.days, as_of=window.last_day)


def have_other_weekdays(window: Window, earlier: Window) -> bool:
    """Return whether two short windows of one length consist of other days of the week.

    Whole weeks have each day equally often wherever they begin, and of many days the rest weighs little.
    """
    few = window.days < _MANY and window.days % _WEEK != 0
    return few and (window.first_day - earlier.first_day) % _WEEK != 0


def same_days_before(question: Question, window: Window) -> Window | None:
    """Return the same number of first days of the period before a running one; None where there are none.

    A period that ends with the data is over: it is compared as it will be from the next day on.
    """
    if question.period is None or MEANING[question.period][1]:
        return None
    grain = MEANING[question.period][0]
    number = period_of(window.first_day, grain)
    if window.last_day == first_day_of(number + 1, grain) - 1:
        return None
    first = first_day_of(number - 1, grain)
    earlier = Window(first, first + window.days - 1)
    return earlier if earlier.last_day < window.first_day else None


def on_other_weekdays(question: Question, last_day: int | None) -> bool:
    """Return whether a period, which ends on `last_day`, is compared with other days of the week."""
    end = last_day if question.as_of is None else question.as_of
    if question.days is None or end is None:
        return False
    window = Window(end - question.days + 1, end)
    if isinstance(question.compare, tuple):
        earlier = Window(*question.compare)
        return earlier.days == window.days and have_other_weekdays(window, earlier)
    # A year before lies 365 or 366 days back, which are no whole weeks: as the period just before.
    before = Window(window.first_day - window.days, window.first_day - 1)
    if question.compare == "before":
        before = same_days_before(question, window) or before
    return have_other_weekdays(window, before)


def running(question: Question, data_end: int | None) -> tuple[Message, ...]:
    """Return a note for a question with a named last day: its period is not over, or the data end before."""
    last = question.as_of
    if last is None or data_end is None or last < data_end:
        return ()
    if last > data_end:
        short = message(
            "The data end on {end}, before the last day that is asked for, {day}.",
            end=as_date(data_end),
            day=as_date(last),
        )
        return (public(short),)
    grain = question.grain if question.period is None else MEANING[question.period][0]
    ends = first_day_of(period_of(last, grain) + 1, grain) - 1
    if ends == last:
        return ()
    sentence = message(
        "The period ends within one that is still running: that one goes on to {day}, the data to {end}.",
        day=as_date(ends),
        end=as_date(data_end),
    )
    return (public(sentence),)
