"""The ratio of two sums over clusters: order value by customer, likes by post.

Orders of one customer resemble each other, so the customer is the sampling unit: an interval that takes
orders as independent covers far less often than its level.
"""

from __future__ import annotations

from typing import Generic, NamedTuple

import numpy as np

from engagement.statistics.interval import LEVEL, Array, Estimate, Real, like, quiet, t_ppf


class RatioSums(NamedTuple, Generic[Real]):
    """Sums over clusters for the interval of a ratio; y is the numerator, x the denominator.

    `n` clusters, and the sums of x, y, x², y² and xy. One scan of a table gives them.
    """

    n: Real
    x: Real
    y: Real
    xx: Real
    yy: Real
    xy: Real


def ratio_of_sums(sums: RatioSums[Real], level: float = LEVEL) -> Estimate[Real]:
    """Return (sum of y) / (sum of x) with a delta interval by cluster.

    R ± t(n - 1) sqrt(n / (n - 1) sum (y - R x)²) / sum x: the linearised variance of a ratio
    (Cochran, Sampling Techniques, 3rd edition, chapter 6), approximate. NaN where x sums to 0; no
    limits for one cluster.
    """
    n, x, y, xx, yy, xy = (np.asarray(s, dtype=np.float64) for s in sums)
    with quiet():
        ratio = y / np.where(x > 0, x, np.nan)
        residuals = np.maximum(yy - 2 * ratio * xy + ratio**2 * xx, 0)
    return _linearised(sums.n, n, x, ratio, residuals, level)


def ratio_by_cluster(x: Array, y: Array, level: float = LEVEL) -> Estimate[float]:
    """Return the same as `ratio_of_sums`, from one row per cluster, without cancellation errors."""
    x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    total = float(x.sum())
    if total <= 0:
        return Estimate(np.nan, np.nan, np.nan, np.nan)
    ratio = np.asarray(y.sum() / total)
    residuals = np.asarray(((y - ratio * x) ** 2).sum())
    n = np.asarray(x.size, dtype=np.float64)
    return _linearised(float(x.size), n, np.asarray(total), ratio, residuals, level)


def _linearised(
    kind: Real, n: Array, x: Array, ratio: Array, residuals: Array, level: float
) -> Estimate[Real]:
    m = np.where(n > 1, n, np.nan)
    with quiet():
        se = np.sqrt(m / (m - 1) * residuals) / x
        half = t_ppf(0.5 + level / 2, m - 1) * se
    return Estimate(like(kind, ratio), like(kind, ratio - half), like(kind, ratio + half), like(kind, se))
