"""What changed between two publications of a link: the figures that moved by more than their rounding."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.metrics.model import Reading, Unit
    from engagement.metrics.published import PublishedView

#: By what a figure is rounded on the page, in its own unit.
_STEP: Final[Mapping[Unit, float]] = {
    "share": 0.001,
    "percent": 0.01,
    "points": 1,
    "money": 0.01,
    "count": 1,
    "ratio": 0.01,
    "days": 1,
    "score": 0.01,
}


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure of the newer bundle that reads otherwise than in the one before."""

    key: str
    before: Reading
    after: Reading


def moved(before: PublishedView, after: PublishedView) -> list[Moved]:
    """Return the figures of both bundles that read otherwise now, in reading order.

    A figure that is in one of them only, or whose currency is another one, is not compared.
    """
    known = set(before.keys())
    pairs = [(key, before.reading(key), after.reading(key)) for key in after.keys() if key in known]  # noqa: SIM118 - a method
    return [Moved(key, was, now) for key, was, now in pairs if _reads_otherwise(was, now)]


def _reads_otherwise(was: Reading, now: Reading) -> bool:
    if was.value is None or now.value is None or (was.unit, was.currency) != (now.unit, now.currency):
        return False
    step = _STEP[now.unit]
    return math.floor(was.value / step + 0.5) != math.floor(now.value / step + 0.5)
