"""A median with the interval between two ranked values, without an assumption about the distribution.

For independent values the ranks are those of the sign test; for values in clusters (orders of a customer)
they follow from the clustered share below the median.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.statistics.clusters import effective_number, half_limits, share_sums
from engagement.statistics.interval import (
    LEVEL,
    Array,
    Estimate,
    coin_cdf,
    coin_ppf,
    normal_ppf,
    normal_quantile,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: The fewest independent values that have an interval at 95 %.
_FEWEST: Final = 6


def median(values: Array, level: float = LEVEL) -> Estimate[float]:
    """Return the median of independent values; NaN without values, no limits for under six at 95 %."""
    values = np.asarray(values, dtype=np.float64)
    return median_of_counts(values, np.ones(values.size), level)


def median_of_counts(values: Array, counts: Array, level: float = LEVEL) -> Estimate[float]:
    """Return the median where `values[i]` occurs `counts[i]` times, in any order.

    The limits are the k-th smallest and k-th largest value, where k is the largest rank for which
    P(Binomial(n, 1/2) < k) is below (1 - level) / 2 (David and Nagaraja, Order Statistics, 3rd edition,
    7.1); coverage is at least `level`. `se` is the width divided by twice the normal quantile of the exact
    level of these ranks (Price and Bonett 2002, Journal of Statistical Computation and Simulation 72,
    119-124).
    """
    values, counts = np.asarray(values, dtype=np.float64), np.asarray(counts, dtype=np.float64)
    order = np.argsort(values, kind="stable")
    values, upto = values[order], np.cumsum(counts[order])
    n = int(upto[-1]) if upto.size else 0
    if n == 0:
        return Estimate(np.nan, np.nan, np.nan, np.nan)

    def ranked(rank: int) -> float:
        return float(values[np.searchsorted(upto, rank)])

    middle = (ranked((n + 1) // 2) + ranked(n // 2 + 1)) / 2
    rank = coin_ppf((1 - level) / 2, n)
    if rank < 1:
        return Estimate(middle, np.nan, np.nan, np.nan)
    low, high = ranked(rank), ranked(n - rank + 1)
    # The exact probability outside one limit.
    outside = coin_cdf(rank - 1, n)
    return Estimate(middle, low, high, (high - low) / (-2 * float(normal_ppf(outside))))


def median_by_cluster(values: Array, clusters: NDArray[np.number], level: float = LEVEL) -> Estimate[float]:
    """Return the median of values that come in clusters.

    `clusters[i]` is any whole number that identifies the cluster of `values[i]`. The limits are the values
    at the ranks given by the interval of the clustered share below the median (Woodruff 1952, JASA 47,
    635-646), with the effective sample size of `clusters.effective_number`. `se` is the width divided by
    twice the normal quantile. No limits for an effective sample size under six.
    """
    values = np.asarray(values, dtype=np.float64)
    n = values.size
    if n == 0:
        return Estimate(np.nan, np.nan, np.nan, np.nan)
    ranked = np.sort(values, kind="stable")  # fast if they are sorted already
    middle = float(ranked[(n - 1) // 2] + ranked[n // 2]) / 2
    number = _worth(values, np.asarray(clusters), middle, level)
    if number < _FEWEST:
        return Estimate(middle, np.nan, np.nan, np.nan)
    rank = int(np.ceil(half_limits(number, level)[0] * n))
    low, high = ranked[rank - 1], ranked[n - rank]
    return Estimate(middle, float(low), float(high), float(high - low) / (2 * normal_quantile(level)))


def _worth(values: Array, clusters: NDArray[np.number], middle: float, level: float) -> float:
    """Return the effective sample size of the share below the median.

    With ties at the median, the shares below and up to it differ; the smaller sample size counts.
    """
    place = _dense(clusters)
    size = np.bincount(place).astype(np.float64)
    sides = [np.bincount(place, is_below, size.size) for is_below in (values < middle, values <= middle)]
    side_sums = [share_sums(size, np.asarray(is_below, dtype=np.float64)) for is_below in sides]
    informative = [one_side for one_side in side_sums if 0 < one_side.k < one_side.m] or side_sums
    return min(effective_number(one_side, level) for one_side in informative)


def weight_of_values(clusters: NDArray[np.number]) -> float:
    """Return the number of equally large clusters with the weight of these; 0 for none."""
    if not np.size(clusters):
        return 0.0
    size = np.bincount(_dense(np.asarray(clusters))).astype(np.float64)
    return float(size.sum() ** 2 / (size**2).sum())


def _dense(clusters: NDArray[np.number]) -> NDArray[np.intp]:
    """Return numbers small enough for counting; a few distinct ones need no sort."""
    low = clusters.min()
    if clusters.max() - low < 4 * clusters.size:
        return np.asarray(clusters - low, dtype=np.intp)
    return np.asarray(np.unique(clusters, return_inverse=True)[1], dtype=np.intp)
