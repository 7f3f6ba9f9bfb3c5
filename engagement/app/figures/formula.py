"""What is divided by what, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.app.ui.reader import say
from engagement.locale import message

if TYPE_CHECKING:
    from engagement.metrics.model import Metric


def opened(said: str) -> str:
    """Begin with a capital, as what stands alone does; the rest stays as it is."""
    return said[:1].upper() + said[1:]


def formula(metric: Metric) -> str:
    """Say a metric's formula in one line."""
    numerator = opened(say(metric.numerator))
    if metric.denominator is None:
        return numerator
    return say(
        message(
            "{numerator}, divided by {denominator}", numerator=numerator, denominator=say(metric.denominator)
        )
    )
