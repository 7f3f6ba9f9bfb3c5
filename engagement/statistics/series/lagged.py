"""Whether two time series move together, at once or with a lag, beyond what each does by itself.

Two series that both grow, or both peak before Christmas, correlate without a connection. So trend, season and
autocorrelation are first removed from each, and what is left is compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from engagement.statistics.interval import LEVEL, Array, normal_ppf, normal_quantile, two_sided_p

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: Weeks of memory that are looked for.
_MOST_MEMORY: Final = 4


class Lagged(NamedTuple):
    """The correlation of y with x `lag` steps before it: its interval, p, and the n pairs behind it."""

    lag: int
    value: float
    low: float
    high: float
    p: float
    n: int


class Innovations(NamedTuple):
    """The residuals of a series without trend, season and autocorrelation; `spent` degrees of freedom."""

    values: Array
    spent: int


def innovations(values: Array, season: NDArray[np.int64]) -> Innovations:
    """Return what each value brings that those before it, the trend and the season do not tell.

    Counts are taken as log(1 + x), then the differences from one step to the next. Of these the mean of
    each place in the `season` (the week of the year of each value) is taken out, so that a peak that comes
    every year is none; then their own past, by autoregression (least squares, of an order up to 4 by
    Schwarz's criterion). The residuals are shorter than `values` by 1 + 4. Box, Jenkins and Reinsel (Time
    Series Analysis, chapter 12) call it prewhitening; here it is done to both series, as Haugh (1976, JASA
    71, 378-385) does, so that the correlations of independent ones are independent, with a variance of
    1 / n. Empty under 20 values or where nothing varies.
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
    """Return the rank correlation of `y` with `x` so many steps before, for each of the `lags`.

    Both are of equal length and of the same steps; a negative lag sets `x` after `y`. By ranks (Spearman),
    so that one wild week does not decide. `n` are the pairs less what taking out season and memory has
    spent; the interval is Fisher's with the variance of Bonett and Wright (2000, Psychometrika 65, 23-28),
    p that of r sqrt(n - 1) (Hotelling and Pabst 1936). NaN where n is under ten.
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
    """Return how many pairs show such a correlation with this power, as one of so many comparisons.

    ((z(level) + z(power)) / atanh r)² + 3, the level shared among the comparisons (Fisher 1921).
    """
    shared = 1 - (1 - level) / max(1, comparisons)
    z = normal_quantile(shared) + float(normal_ppf(power))
    return int(np.ceil((z / np.arctanh(correlation)) ** 2 + 3))


def _residuals(columns: Array, y: Array) -> Array:
    fitted, *_ = np.linalg.lstsq(columns, y, rcond=None)
    return np.asarray(y - columns @ fitted)


def _ranks(values: Array) -> Array:
    """Return ranks from 1; equal values share the mean of theirs."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(count) - (count - 1) / 2)[place], dtype=np.float64)
