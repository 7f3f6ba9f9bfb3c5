"""A ratio of sums, or a mean, for few clusters of skewed values (money, likes).

Student's t covers too rarely there: 83 to 93 % with 30 to 300 customers, some of whom spend much more than
others.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from engagement.statistics.interval import LEVEL, Array, Estimate, normal_quantile, quiet, t_ppf
from engagement.statistics.ratios import ratio_by_cluster

SEED: Final = 20_260_101
DRAWS: Final = 1_999
#: From this number of clusters, the interval of `ratios` reaches its level.
FEW: Final = 400
#: A small sample shows too little of a long tail; this correction is divided by the root of its size.
_UNSEEN: Final = 2.0


def ratio_by_bootstrap(x: Array, y: Array, level: float = LEVEL) -> Estimate[float]:
    """Return (sum of y) / (sum of x) from one row per cluster, with a bootstrap-t interval.

    Clusters are resampled; the distribution of (R* - R) / se* replaces Student's t and keeps the skewness
    (Efron and Tibshirani, An Introduction to the Bootstrap, 12.5; Hall 1988, Annals of Statistics 16,
    927-953). The tails that are cut are those of the level times (1 - 2 / sqrt(n)). So coverage is 93 to 97
    % for lognormal spends (sigma 1) from 30 clusters, where the plain bootstrap-t covers 91 to 94 %. No
    limits where nothing varies, nor of under five clusters, where nothing is left of the tails. Equal rows
    give equal limits, in any order.
    """
    rows = np.column_stack((np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)))
    rows = rows[np.lexsort(rows.T)]
    ratio = ratio_by_cluster(rows[:, 0], rows[:, 1])
    n = len(rows)
    none = Estimate(ratio.value, np.nan, np.nan, ratio.se)
    if not (n > _UNSEEN**2 and ratio.se > 0):
        return none
    rows[:, 1] -= ratio.value * rows[:, 0]  # residuals: what the ratio leaves unexplained
    products = np.column_stack((rows, rows[:, 1] ** 2, rows[:, 0] * rows[:, 1], rows[:, 0] ** 2))
    below, away, squares, crossed, twice = (_draws(n) @ products).T
    with quiet():
        off = away / below
        spread = np.sqrt(np.maximum(n / (n - 1) * (squares - 2 * off * crossed + off**2 * twice), 0)) / below
        t = off / spread
    t = t[np.isfinite(t)]
    if t.size < DRAWS / 2:
        return none
    tail = (1 - level_for_few(n, level)) / 2
    least, most = np.quantile(t, (tail, 1 - tail))
    return Estimate(
        ratio.value,
        ratio.value - float(most) * ratio.se,
        ratio.value - float(least) * ratio.se,
        ratio.se,
    )


def level_for_few(n: float, level: float = LEVEL) -> float:
    """Return the nominal level at which the interval of n skewed values has a coverage of `level`.

    The tails shrink by 2 / sqrt(n), because a small sample shows too little of a long tail; found by
    simulation with lognormal spends of sigma 0.6 to 1.3.
    """
    return 1 - (1 - level) * max(1 - _UNSEEN / float(np.sqrt(n)), 0)


def widened_for_few(
    limits: tuple[Array, Array, Array], n: Array, level: float = LEVEL
) -> tuple[Array, Array]:
    """Return the limits of a ratio of means, widened for few people.

    `limits` are value, low and high, at `level` and normal on the log scale. They are widened to Student's
    t with n - 1 degrees of freedom at `level_for_few`, where n is the number of people of the smaller side.
    """
    value, low, high = limits
    with quiet():
        m = np.where(np.asarray(n) > 1, n, np.nan)
        unseen_factor = np.maximum(1 - _UNSEEN / np.sqrt(m), 1e-9)
        factor = -t_ppf((1 - level) / 2 * unseen_factor, m - 1) / normal_quantile(level)
        return value * (low / value) ** factor, value * (high / value) ** factor


@lru_cache(maxsize=4)
def _draws(n: int) -> Array:
    """Return how often each of n clusters is drawn, one row per resample."""
    picked = np.random.default_rng(SEED).integers(0, n, size=(DRAWS, n))
    places = picked + np.arange(DRAWS)[:, None] * n
    return np.bincount(places.ravel(), minlength=DRAWS * n).reshape(DRAWS, n).astype(np.float64)
