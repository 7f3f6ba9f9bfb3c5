"""A median, with the interval between two order statistics: no assumption about the shape."""

from __future__ import annotations

import numpy as np
from scipy import stats

from engagement.statistics.interval import LEVEL, Array, Estimate


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
    rank = int(stats.binom.ppf((1 - level) / 2, n, 0.5))
    if rank < 1:
        return Estimate(middle, np.nan, np.nan, np.nan)
    low, high = ranked(rank), ranked(n - rank + 1)
    # What lies outside one limit: the probability that the ranks really leave out.
    outside = float(stats.binom.cdf(rank - 1, n, 0.5))
    return Estimate(middle, low, high, (high - low) / (2 * float(stats.norm.isf(outside))))
