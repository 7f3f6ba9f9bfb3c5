"""Names of dimensions of customers and of their values, as plain text in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.app.ui.reader import words
from engagement.locale import message
from engagement.metrics.segments.description import Bought, IsOneOf, Ordered
from engagement.readable.value_names import customer_dimension, customer_value

if TYPE_CHECKING:
    from engagement.locale import Message
    from engagement.metrics.segments.description import Condition, Segment


def label(dimension: str) -> str | None:
    """Return the name of a dimension of customers; None for any other dimension."""
    return customer_dimension(dimension, words())


def value(dimension: str, key: str) -> str:
    """Return the name of a value (`key`) of a dimension of customers."""
    return customer_value(dimension, key, words())


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
