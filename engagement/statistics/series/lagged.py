"""Whether two time series are correlated, with or without a lag, beyond trend, season and autocorrelation.

Two series that both grow, or both peak before Christmas, correlate without a connection. So trend, season
and autocorrelation are removed from each, and the residuals are compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from engagement.statistics.interval import LEVEL, Array, normal_ppf, normal_quantile, two_sided_p

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: The highest order of autoregression, in weeks.
_MOST_MEMORY: Final = 4


class Lagged(NamedTuple):
    """The correlation of y with x `lag` steps earlier: its interval, its p value, and its n pairs."""

    lag: int
    value: float
    low: float
    high: float
    p: float
    n: int


class Innovations(NamedTuple):
    """The residuals of a series; `spent` is the number of degrees of freedom that the model used."""

    values: Array
    spent: int


def innovations(values: Array, season: NDArray[np.int64]) -> Innovations:
    """Return the residuals of a series after trend, season and autocorrelation are removed.

    Counts are transformed by log(1 + x) and differenced. The mean of each place in the `season` (the week
    of the year of each value) is subtracted, which removes yearly peaks. Then an autoregression (least
    squares, of an order up to 4 by Schwarz's criterion) is fitted. The residuals are shorter than `values`
    by 1 + 4. Box, Jenkins and Reinsel (Time Series Analysis, chapter 12) call this prewhitening; here it is
    done to both series, as by Haugh (1976, JASA 71, 378-385), so that the correlations of independent
    series are independent with a variance of 1 / n. Empty for under 20 values or where nothing varies.
    """
    x = np.diff(np.log1p(np.maximum(np.asarray(values, dtype=np.float64), 0)))
    if x.size < 20 or not np.ptp(x) > 0:
        return Innovations(np.zeros(0), 0)
    _, place = np.unique(season[1:], return_inverse=True)
    mean = np.bincount(place, x) / np.bincount(place)
    x = x - mean[place]
    explained = x[_MOST_MEMORY:]
    pasts = np.column_stack([x[_MOST_MEMORY - k : x.size - k] for k in range(1, _MOST_MEMORY + 1)])
    best, order, least = explained, 0, np.inf
    for memory in range(_MOST_MEMORY + 1):
        residuals = _residuals(pasts[:, :memory], explained) if memory else explained
        variance = float((residuals**2).mean())
        if variance <= 0:
            return Innovations(np.zeros(0), 0)
        score = explained.size * np.log(variance) + memory * np.log(explained.size)
        if score < least:
            best, order, least = residuals, memory, score
    return Innovations(np.asarray(best), mean.size + order)


def lagged_correlations(
    x: Innovations, y: Innovations, lags: Sequence[int], level: float = LEVEL
) -> list[Lagged]:
    """Return the rank correlation of `y` with `x` at each of the `lags`, in steps.

    Both series have the same length and steps; with a positive lag `x` is earlier, with a negative one
    later. Spearman's correlation is used because a single extreme week does not dominate it. `n` is the
    number of pairs less the degrees of freedom spent on season and autoregression. The interval is Fisher's
    with the variance of Bonett and Wright (2000, Psychometrika 65, 23-28); p is that of r sqrt(n - 1)
    (Hotelling and Pabst 1936). NaN where n is under ten.
    """
    correlations = []
    for lag in lags:
        x_values = x.values[: x.values.size - lag] if lag >= 0 else x.values[-lag:]
        y_values = y.values[lag:] if lag >= 0 else y.values[: y.values.size + lag]
        n = min(x_values.size, y_values.size) - max(x.spent, y.spent)
        if n < 10 or not (np.ptp(x_values) > 0 and np.ptp(y_values) > 0):
            correlations.append(Lagged(lag, np.nan, np.nan, np.nan, np.nan, max(n, 0)))
            continue
        r = float(np.corrcoef(_ranks(x_values), _ranks(y_values))[0, 1])
        half = normal_quantile(level) * np.sqrt((1 + r * r / 2) / (n - 3))
        centre = np.arctanh(np.clip(r, -0.999999, 0.999999))
        p = float(two_sided_p(np.asarray(r * np.sqrt(n - 1))))
        correlations.append(
            Lagged(lag, r, float(np.tanh(centre - half)), float(np.tanh(centre + half)), p, n)
        )
    return correlations


def pairs_needed(correlation: float, comparisons: int, power: float = 0.8, level: float = LEVEL) -> int:
    """Return the number of pairs needed to detect a correlation with this power among several comparisons.

    ((z(level) + z(power)) / atanh r)² + 3, with the error probability divided by `comparisons` (Fisher
    1921).
    """
    shared = 1 - (1 - level) / max(1, comparisons)
    z = normal_quantile(shared) + float(normal_ppf(power))
    return int(np.ceil((z / np.arctanh(correlation)) ** 2 + 3))


def _residuals(columns: Array, y: Array) -> Array:
    fitted, *_ = np.linalg.lstsq(columns, y, rcond=None)
    return np.asarray(y - columns @ fitted)


def _ranks(values: Array) -> Array:
    """Return ranks from 1; ties get their mean rank."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(count) - (count - 1) / 2)[place], dtype=np.float64)
