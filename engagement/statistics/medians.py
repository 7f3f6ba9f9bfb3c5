"""A median, with the interval between two ranked values: no assumption about the shape.

Of independent values the ranks are those of the sign test; of values that come in clusters (orders of
a customer) they are those of the clustered share below the median.
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

#: Fewer independent values than these have no interval at 95 %.
_FEWEST: Final = 6


def median(values: Array, level: float = LEVEL) -> Estimate[float]:
    """Return the median of independent values; NaN without values, no limits under six at 95 %."""
    values = np.asarray(values, dtype=np.float64)
    return median_of_counts(values, np.ones(values.size), level)


def median_of_counts(values: Array, counts: Array, level: float = LEVEL) -> Estimate[float]:
    """Return the median where `values[i]` occurs `counts[i]` times, in any order.

    The limits are the k-th smallest and k-th largest value, k the largest rank for which
    P(Binomial(n, 1/2) < k) stays under (1 - level) / 2 (David and Nagaraja, Order Statistics,
    3rd edition, 7.1); they hold at least `level`. `se` is the width over twice the normal
    quantile of the level that the ranks hold exactly (Price and Bonett 2002, Journal of
    Statistical Computation and Simulation 72, 119-124).
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
    # What lies outside one limit: the probability that the ranks really leave out.
    outside = coin_cdf(rank - 1, n)
    return Estimate(middle, low, high, (high - low) / (-2 * float(normal_ppf(outside))))


def median_by_cluster(values: Array, clusters: NDArray[np.number], level: float = LEVEL) -> Estimate[float]:
    """Return the median of values of which those of one cluster resemble each other.

    `clusters[i]` is whole numbers, any, that tell whose `values[i]` is. The limits are the values at
    the ranks that the interval of the share below the median gives, by cluster (Woodruff 1952, JASA
    47, 635-646), with the effective number of `clusters.effective_number`. `se` is the width over twice
    the normal quantile. No limits where the values are worth fewer than six.
    """
    values = np.asarray(values, dtype=np.float64)
    n = values.size
    if n == 0:
        return Estimate(np.nan, np.nan, np.nan, np.nan)
    ranked = np.sort(values, kind="stable")  # quick where they are in order
    middle = float(ranked[(n - 1) // 2] + ranked[n // 2]) / 2
    number = _worth(values, np.asarray(clusters), middle, level)
    if number < _FEWEST:
        return Estimate(middle, np.nan, np.nan, np.nan)
    rank = int(np.ceil(half_limits(number, level)[0] * n))
    low, high = ranked[rank - 1], ranked[n - rank]
    return Estimate(middle, float(low), float(high), float(high - low) / (2 * normal_quantile(level)))


def _worth(values: Array, clusters: NDArray[np.number], middle: float, level: float) -> float:
    """Return how many independent values these are worth at their middle.

    Of many equal values the share below and the share up to the middle differ: the lesser counts.
    """
    place = _dense(clusters)
    size = np.bincount(place).astype(np.float64)
    sides = [np.bincount(place, is_below, size.size) for is_below in (values < middle, values <= middle)]
    side_sums = [share_sums(size, np.asarray(is_below, dtype=np.float64)) for is_below in sides]
    informative = [one_side for one_side in side_sums if 0 < one_side.k < one_side.m] or side_sums
    return min(effective_number(one_side, level) for one_side in informative)


def weight_of_values(clusters: NDArray[np.number]) -> float:
    """Return the number of equal clusters that have the weight of these; 0 for none."""
    if not np.size(clusters):
        return 0.0
    size = np.bincount(_dense(np.asarray(clusters))).astype(np.float64)
    return float(size.sum() ** 2 / (size**2).sum())


def _dense(clusters: NDArray[np.number]) -> NDArray[np.intp]:
    """Return numbers that may be counted; few of them need no sorting."""
    low = clusters.min()
    if clusters.max() - low < 4 * clusters.size:
        return np.asarray(clusters - low, dtype=np.intp)
    return np.asarray(np.unique(clusters, return_inverse=True)[1], dtype=np.intp)
