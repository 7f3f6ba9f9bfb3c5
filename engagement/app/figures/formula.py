"""The formula of a metric in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.app.ui.reader import say
from engagement.locale import message

if TYPE_CHECKING:
    from engagement.metrics.model import Metric


def capitalized(text: str) -> str:
    """Return a text with its first letter in upper case and the rest unchanged."""
    return text[:1].upper() + text[1:]


def formula(metric: Metric) -> str:
    """Return a metric's formula in words, on one line."""
    numerator = capitalized(say(metric.numerator))
    if metric.denominator is None:
        return numerator
    return say(
        message(
            "{numerator}, divided by {denominator}", numerator=numerator, denominator=say(metric.denominator)
        )
    )
