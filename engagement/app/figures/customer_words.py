"""Names of dimensions of customers and of their values, as plain text in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.app.ui.reader import words
from engagement.locale import message
from engagement.metrics.segments.description import Bought, IsOneOf, Ordered, name_in
from engagement.metrics.segments.dimensions import (
    ANSWER,
    BY_KEY,
    COLUMN,
    INSIDE,
    NPS_ANSWERS,
    SEGMENT,
    SPLIT,
    knows,
)
from engagement.readable.value_labels import value_label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message
    from engagement.metrics.segments.description import Condition, Segment

#: The column of orders or members whose values a dimension has.
_COLUMNS: Final[Mapping[str, str]] = {
    "first_country": "country",
    "first_region": "region",
    "first_channel": "channel",
    "member_tier": "tier",
}


def label(dimension: str) -> str | None:
    """Return the name of a dimension of customers; None for any other dimension."""
    if not knows(dimension):
        return None
    if dimension == SEGMENT:
        return words().t(message("Saved segment"))
    if dimension.startswith(SPLIT):
        return words().t(message("Segment: {name}", name=name_in(dimension.removeprefix(SPLIT))))
    if dimension.startswith((ANSWER, COLUMN)):
        return dimension.partition(":")[2]
    return words().t(BY_KEY[dimension].name)


def value(dimension: str, key: str) -> str:
    """Return the name of a value (`key`) of a dimension of customers."""
    if dimension == SEGMENT:
        return name_in(key)
    if dimension.startswith(SPLIT):
        name = name_in(dimension.removeprefix(SPLIT))
        return name if key == INSIDE else words().t(message("all others"))
    if dimension.startswith(ANSWER):
        words_of_value = NPS_ANSWERS.get(key)
        return key if words_of_value is None else words().t(words_of_value)
    if dimension.startswith(COLUMN):
        return value_label(dimension.removeprefix(COLUMN), key, words())
    words_of_value = BY_KEY[dimension].values.get(key)
    return (
        value_label(_COLUMNS.get(dimension, dimension), key, words())
        if words_of_value is None
        else words().t(words_of_value)
    )


def condition(part: Condition) -> str:
    """Return one condition of a segment in words."""
    if isinstance(part, IsOneOf):
        named = [
            value(part.dimension, text) if text else words().t(message("not said")) for text in part.values
        ]
        name = label(part.dimension) or part.dimension
        return words().t(message("{dimension}: {values}", dimension=name, values=", ".join(named)))
    return words().t(_bought(part) if isinstance(part, Bought) else _ordered(part))


def _bought(bought: Bought) -> Message:
    products = ", ".join(bought.products)
    if bought.never:
        return message("Has never bought: {products}", products=products)
    if bought.in_window:
        return message("Has bought in the period: {products}", products=products)
    return message("Has bought: {products}", products=products)


def _ordered(ordered: Ordered) -> Message:
    if ordered.at_most is None:
        return message("Orders: {least} or more", least=ordered.at_least)
    if ordered.at_most == ordered.at_least:
        return message("Orders: {count}", count=ordered.at_least)
    return message("Orders: {least} to {most}", least=ordered.at_least, most=ordered.at_most)


def conditions(segment: Segment) -> str:
    """Return all conditions of a segment in words, on one line."""
    return " · ".join(condition(part) for part in segment.all_of)
