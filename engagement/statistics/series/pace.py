"""Where a series of periods will stand some periods on, by what it did in each year so far.

Nothing is told of less than two years: with one, a season cannot be told from a trend.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engagement.statistics.interval import LEVEL, t_ppf

if TYPE_CHECKING:
    from engagement.statistics.interval import Array


class Pace(NamedTuple):
    """The value that is expected, and its 95 % limits."""

    value: float
    low: float
    high: float


def seasonal_pace(values: Array, ahead: int, year: int) -> Pace | None:
    """Return where a series of separate periods will stand `ahead` periods after its last one.

    It is expected where it stood in the same period of the last year, moved by the mean of all steps from
    one year to the next; what these steps differ by is its noise (seasonal naive with drift; Hyndman and
    Athanasopoulos, Forecasting: Principles and Practice, 5.2 and 5.5). Limits by Student's t. None for
    fewer than two years, for a period of the last year that is not known (NaN), and under 4 steps.
    """
    values = np.asarray(values, dtype=np.float64)
    if values.size < 2 * year or ahead < 1:
        return None
    steps = values[year:] - values[:-year]
    steps = steps[~np.isnan(steps)]
    years = -(-ahead // year)
    base = float(values[values.size - 1 + ahead - years * year])
    return None if np.isnan(base) else _moved(base, steps, years, 1.0)


def rolling_pace(values: Array, ahead: int, year: int) -> Pace | None:
    """Return the same of a rolling period of a year, which neighbouring points share most of.

    It wanders by what comes and what goes, and has no season of its own: a random walk with drift (as
    above, 5.2). Its last point is part of its mean step, too, so that mean's error counts twice. None for
    fewer than a year of steps, which rest on two years, and under 4.
    """
    values = np.asarray(values, dtype=np.float64)
    steps = np.diff(values)
    steps = steps[~np.isnan(steps)]
    if ahead < 1 or steps.size < year or np.isnan(values[-1]):
        return None
    return _moved(float(values[-1]), steps, ahead, 2.0)


def _moved(base: float, steps: Array, times: int, sampled: float) -> Pace | None:
    """Move a value by so many steps like these; their mean is `sampled` from few, so many times."""
    if steps.size < 4:
        return None
    mean, spread = float(steps.mean()), float(steps.std(ddof=1))
    value = base + times * mean
    deviation = spread * float(np.sqrt(times + sampled * times**2 / steps.size))
    half = deviation * float(t_ppf((1 + LEVEL) / 2, steps.size - 1))
    return Pace(value, value - half, value + half)
