"""The days of a cohort and of a later period, from the text by which a list names them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engagement.metrics.retention.cohorts import first_day
from engagement.metrics.sums.periods import first_day_of, period_of

if TYPE_CHECKING:
    from engagement.metrics.model import Grain

_EPOCH: Final = 719_163
_NAMED: Final = re.compile(r"(\d{4}(?:-(?:W\d{2}|Q[1-4]|\d{2}))?)(?:/(\d{1,3}))?", re.ASCII)
_GRAINS: Final[tuple[tuple[str, Grain], ...]] = (
    ("-W", "week"),
    ("-Q", "quarter"),
    ("-", "month"),
    ("", "year"),
)


@dataclass(frozen=True, slots=True)
class Span:
    """Days first..last since 1970-01-01."""

    first_day: int
    last_day: int


def cohort(name: str) -> tuple[Span, Span]:
    """Return the days of a cohort and those of the period so many periods later.

    `name` is "2025-03", "2025-W10", "2025-Q1" or "2025"; a number behind it ("2025-03/3") is the number of
    periods. Without a number both spans are the same. Raises ValueError for any other text.
    """
    match = _NAMED.fullmatch(name)
    if match is None:
        raise ValueError(name)
    period, steps = match.groups()
    grain = grain_of(period)
    start = period_of(first_day(period).toordinal() - _EPOCH, grain)
    return _days(start, grain), _days(start + int(steps or 0), grain)


def grain_of(period: str) -> Grain:
    """Return the grain (week, month, quarter, year) of a period from its name."""
    return next(grain for mark, grain in _GRAINS if mark in period)


def _days(period: int, grain: Grain) -> Span:
    return Span(first_day_of(period, grain), first_day_of(period + 1, grain) - 1)
