"""A question in words, where it cannot be changed: the period, the step, the filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.app import filters
from engagement.app.dimensions import label_of, value_of
from engagement.app.escape import inert
from engagement.app.reader import say
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Collection

    from engagement.metrics.model import Question


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
        return filters.window_name(question, last_day)
    return say(message("{days} day", "{days} days", n=question.days, days=question.days))
