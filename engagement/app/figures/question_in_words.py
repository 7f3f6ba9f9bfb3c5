"""A question in words (period, grain, filters), where it cannot be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.app.figures.split_names import label_of, value_of
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.locale import Message, message
from engagement.metrics.words import phrases

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from engagement.metrics.model import Question

_YEAR: Final = 365
#: The length of a period that takes in all there is.
ALL_DAYS: Final = 0
_PERIODS: Final[Mapping[int, Message]] = {
    91: message("3 months to {day}"),
    182: message("6 months to {day}"),
    365: message("12 months to {day}"),
    730: message("24 months to {day}"),
}
#: Periods of the calendar, as the menu calls them.
NAMED: Final[Mapping[str, Message]] = {
    "this_week": message("this week so far"),
    "this_month": message("this month so far"),
    "this_quarter": message("this quarter so far"),
    "this_year": message("this year so far"),
    "last_week": message("the last whole week"),
    "last_month": message("the last whole month"),
    "last_quarter": message("the last whole quarter"),
    "last_year": message("the last whole year"),
}


def in_words(question: Question, last_day: int | None, hidden: Collection[str] = ()) -> list[str]:
    """Return a question as phrases escaped for Markdown, without `hidden` dimensions.

    `last_day` is the last day of the data (since 1970-01-01); with None only the name or length of the period
    is given.
    """
    parts = [_period(question, last_day)]
    for dimension, values in question.filters:
        if dimension not in hidden:
            named = ", ".join(inert(value_of(dimension, value)) for value in values)
            parts.append(f"{label_of(dimension)}: {named}")
    if question.currency:
        parts.append(inert(value_of("currency", question.currency)))
    if question.net:
        parts.append(say(phrases.net_of_refunds(on_refund_day=question.refund_day)))
    if question.last_answers:
        parts.append(say(message("one answer per person")))
    return parts


def days_in_words(first_day: int, last_day: int) -> str:
    """Return "from day to day" for days since 1970-01-01."""
    t = words()
    return say(message("{first} to {last}", first=t.day_short(first_day), last=t.day_short(last_day)))


def _period(question: Question, last_day: int | None) -> str:
    if question.as_of is not None and question.days is not None:
        spelt = days_in_words(question.as_of - question.days + 1, question.as_of)
        return spelt if question.period is None else f"{say(NAMED[question.period])} ({spelt})"
    if question.period is not None:
        return say(NAMED[question.period])
    if last_day is not None or question.days is None:
        return period(question.days or ALL_DAYS, last_day)
    return say(message("{days} day", "{days} days", n=question.days, days=question.days))


def compared_with(question: Question, last_day: int | None) -> Message:
    """Return in words with what a period is compared, which ends on `last_day` (since 1970-01-01)."""
    if question.days is None:
        return message("all days, so nothing is compared")
    if isinstance(question.compare, tuple):
        return _with_own_days(question, question.days, question.compare, last_day)
    if question.days < _YEAR and question.compare != "before":
        return message("change is against the same days a year before, or the period before")
    return message("change is against the period before")


def _with_own_days(
    question: Question, days: int, compared_days: tuple[int, int], last_day: int | None
) -> Message:
    first, last = map(words().day_short, compared_days)
    if compared_days[1] - compared_days[0] + 1 != days:
        return message(
            "nothing is compared: {first} to {last} is not as long as the period", first=first, last=last
        )
    end = last_day if question.as_of is None else question.as_of
    if end is not None and compared_days[1] > end - days:
        return message(
            "nothing is compared: {first} to {last} is not before the period", first=first, last=last
        )
    return message("change is against {first} to {last}", first=first, last=last)


def period(days: int, last_day: int | None) -> str:
    """Return the name of a period of so many `days` that ends on `last_day` (since 1970-01-01)."""
    if days == ALL_DAYS or last_day is None:
        return say(message("all days"))
    day = words().day_short(last_day)
    if days in _PERIODS:
        return say(_PERIODS[days].filled(day=day))
    return say(message("{days} day to {day}", "{days} days to {day}", n=days, days=days, day=day))
