"""A projection of a series of periods, from its year-on-year changes.

It needs two years of data: with one, a season cannot be told from a trend.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engagement.statistics.interval import LEVEL, t_ppf

if TYPE_CHECKING:
    from engagement.statistics.interval import Array


class Projection(NamedTuple):
    """The expected value, and its 95 % prediction limits."""

    value: float
    low: float
    high: float


def seasonal_projection(values: Array, ahead: int, year: int) -> Projection | None:
    """Return the expected value of a series of separate periods, `ahead` periods after its last one.

    It is the value of the same period in the last year plus the mean change from year to year; the spread
    of these changes gives the limits (seasonal naive with drift; Hyndman and Athanasopoulos, Forecasting:
    Principles and Practice, 5.2 and 5.5), by Student's t. `year` is the number of periods in a year. None
    for less than two years, for a missing value (NaN) in that period of the last year, and for fewer than 4
    changes.
    """
    values = np.asarray(values, dtype=np.float64)
    if values.size < 2 * year or ahead < 1:
        return None
    steps = values[year:] - values[:-year]
    steps = steps[~np.isnan(steps)]
    years = -(-ahead // year)
    base = float(values[values.size - 1 + ahead - years * year])
    return None if np.isnan(base) else _moved(base, steps, years, 1.0)


def rolling_projection(values: Array, ahead: int, year: int) -> Projection | None:
    """Return the expected value of a figure over a rolling year, `ahead` periods after its last one.

    Neighbouring points share most of their rows, and the figure has no season: a random walk with drift (as
    above, 5.2). The last point is also part of the mean change, so the error of that mean counts twice.
    None for fewer than 4 changes or less than a year of them, which requires two years of data.
    """
    values = np.asarray(values, dtype=np.float64)
    steps = np.diff(values)
    steps = steps[~np.isnan(steps)]
    if ahead < 1 or steps.size < year or np.isnan(values[-1]):
        return None
    return _moved(float(values[-1]), steps, ahead, 2.0)


def _moved(base: float, steps: Array, times: int, sampled: float) -> Projection | None:
    """Return `base` after `times` steps, with limits; `sampled` is the weight of the mean's own error."""
    if steps.size < 4:
        return None
    mean, spread = float(steps.mean()), float(steps.std(ddof=1))
    value = base + times * mean
    deviation = spread * float(np.sqrt(times + sampled * times**2 / steps.size))
    half = deviation * float(t_ppf((1 + LEVEL) / 2, steps.size - 1))
    return Projection(value, value - half, value + half)
