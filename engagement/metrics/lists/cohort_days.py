"""A cohort as a list names it: its period, and one so many periods later."""

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
    """Return the days of "2025-03", "2025-W10", "2025-Q1" or "2025", and of the period "/3" after it.

    Without a number the second are the same days. Raises ValueError for what is no period.
    """
    found = _NAMED.fullmatch(name)
    if found is None:
        raise ValueError(name)
    period, steps = found.groups()
    grain = grain_of(period)
    start = period_of(first_day(period).toordinal() - _EPOCH, grain)
    return _days(start, grain), _days(start + int(steps or 0), grain)


def grain_of(period: str) -> Grain:
    """Return the grain of a period by its name."""
    return next(grain for mark, grain in _GRAINS if mark in period)


def _days(period: int, grain: Grain) -> Span:
    return Span(first_day_of(period, grain), first_day_of(period + 1, grain) - 1)
