"""A month against its past: limits of an individuals chart (XmR), and which points signal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from engagement.statistics.interval import Array

Flags = NDArray[np.bool_]

#: 3 / d2 for ranges of two, d2 = 1.128 (Wheeler, Understanding Variation).
_SPREAD = 2.66
#: Complete periods below which no limits are drawn.
PERIODS = 12
#: So many in a row on one side of the mean are a shift.
RUN = 8


class Limits(NamedTuple):
    """Mean and natural limits of a series."""

    mean: float
    low: float
    high: float


def xmr(values: Array, periods: int = PERIODS) -> Limits | None:
    """Return mean ± 2.66 times the mean moving range; None under `periods` known values.

    NaN is a missing period: no range is taken across it.
    """
    values = np.asarray(values, dtype=np.float64)
    known = values[~np.isnan(values)]
    ranges = np.abs(np.diff(values))
    ranges = ranges[~np.isnan(ranges)]
    if known.size < periods or not ranges.size:
        return None
    mean, half = float(known.mean()), _SPREAD * float(ranges.mean())
    return Limits(mean, mean - half, mean + half)


def beyond(values: Array, limits: Limits) -> Flags:
    """Return, for each value, whether it lies outside the limits; False where it is missing."""
    values = np.asarray(values, dtype=np.float64)
    return np.asarray((values < limits.low) | (values > limits.high))


def shifted(values: Array, limits: Limits) -> Flags:
    """Return, for each value, whether it is part of eight or more in a row on one side.

    A value on the mean or a missing one ends the run.
    """
    side = np.sign(np.nan_to_num(np.asarray(values, dtype=np.float64) - limits.mean))
    edges = np.flatnonzero(np.diff(side)) + 1
    starts = np.concatenate(([0], edges))
    lengths = np.diff(np.concatenate((starts, [side.size])))
    return np.asarray(np.repeat(lengths >= RUN, lengths) & (side != 0))
