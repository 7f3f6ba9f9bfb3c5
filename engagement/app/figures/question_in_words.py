"""A question in words, where it cannot be changed: the period, the step, the filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.app.figures.dimensions import label_of, value_of
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.locale import Message, message

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


def in_words(question: Question, last_day: int | None, hidden: Collection[str] = ()) -> list[str]:
    """Say a question in parts, as inert text; `hidden` dimensions are not named.

    Where no `last_day` is known, only the length of the period is said.
    """
    parts = [_period(question, last_day)]
    for dimension, values in question.filters:
        if dimension not in hidden:
            named = ", ".join(inert(value_of(dimension, value)) for value in values)
            parts.append(f"{label_of(dimension)}: {named}")
    if question.currency:
        parts.append(inert(value_of("currency", question.currency)))
    if question.net:
        parts.append(say(message("money net of refunds")))
    return parts


def _period(question: Question, last_day: int | None) -> str:
    if last_day is not None or question.days is None:
        return period(question.days or ALL_DAYS, last_day)
    return say(message("{days} day", "{days} days", n=question.days, days=question.days))


def compared_with(question: Question) -> Message:
    """Say with what a period is compared."""
    if question.days is None:
        return message("all days, so nothing is compared")
    if question.days < _YEAR and question.compare != "before":
        return message("change is against the same days a year before, or the period before")
    return message("change is against the period before")


def period(days: int, last_day: int | None) -> str:
    """Name a period of so many days that ends on a day."""
    if days == ALL_DAYS or last_day is None:
        return say(message("all days"))
    day = words().day_short(last_day)
    if days in _PERIODS:
        return say(_PERIODS[days].filled(day=day))
    return say(message("{days} day to {day}", "{days} days to {day}", n=days, days=days, day=day))
