"""Counts of independent events: their rate, and the mean number of events per unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.statistics.interval import (
    LEVEL,
    Estimate,
    Interval,
    Real,
    chi2_isf,
    chi2_ppf,
    like,
    normal_quantile,
    quiet,
    t_ppf,
)

if TYPE_CHECKING:
    from engagement.statistics.interval import Array

#: Days within which the mean is taken as constant: whole weeks.
_BLOCK: Final = 28
_WEEK: Final = 7


def poisson(events: Real, exposure: Real, level: float = LEVEL, dispersion: float = 1.0) -> Interval[Real]:
    """Return events / exposure with the exact Poisson interval; NaN where the exposure is 0.

    chi²(a/2; 2k) / 2 to chi²(1 - a/2; 2k + 2) / 2, divided by the exposure. Garwood (1936), Biometrika 28,
    437-442. The variance of clustered events is `dispersion` times as large (quasi-Poisson, McCullagh and
    Nelder 1989, Generalized Linear Models, 6.2); the limits are then those of k / dispersion events. Likes
    and shares are clustered by post: use a ratio by post for them.
    """
    k, e = np.asarray(events, dtype=np.float64), np.asarray(exposure, dtype=np.float64)
    tail = (1 - level) / 2
    with quiet():
        e = np.where(e > 0, e, np.nan)
        worth = k / dispersion
        low = np.where(k > 0, chi2_ppf(tail, 2 * np.where(k > 0, worth, 1)) / 2, 0.0) * dispersion / e
        high = chi2_isf(tail, 2 * worth + 2) / 2 * dispersion / e
    return Interval(like(events, k / e), like(events, low), like(events, high))


def dispersion_of_days(daily: Array, level: float = LEVEL) -> float:
    """Return the variance of daily counts as a multiple of the Poisson variance; 1 at least.

    Pearson's chi² over its degrees of freedom (McCullagh and Nelder 1989, 4.5), with a mean for every four
    weeks and, from four weeks on, a factor for each weekday; multiplied by (t / z)² for the uncertainty of
    few days. NaN for less than a week.
    """
    counts = np.asarray(daily, dtype=np.float64)
    if counts.size < _WEEK:
        return float("nan")
    place = np.arange(counts.size)
    block = np.minimum(place // _BLOCK, max(counts.size // _BLOCK - 1, 0))
    expected = (np.bincount(block, counts) / np.bincount(block))[block]
    freedom = counts.size - int(block[-1]) - 1
    with quiet():
        if counts.size >= _BLOCK:
            weekday = place % _WEEK
            factor = np.bincount(weekday, counts) / np.bincount(weekday, expected)
            expected = expected * np.nan_to_num(factor)[weekday]
            freedom -= _WEEK - 1
        excess = np.where(expected > 0, (counts - expected) ** 2 / expected, 0.0)
    stretch = (float(t_ppf(0.5 + level / 2, freedom)) / normal_quantile(level)) ** 2
    return max(1.0, float(excess.sum()) / freedom * stretch)


def mean_count(
    n: Real, total: Real, total_of_squares: Real, least: float = 0, level: float = LEVEL
) -> Estimate[Real]:
    """Return the mean of n counts, none below `least`, with a gamma interval for the excess over `least`.

    With the mean excess e and the variance of the mean v, the limits are the gamma quantiles of shape e² /
    v (lower) and of (e + w)² / (v + w²) (upper), where w is the effect of one more event, at least 1 / n
    and v / e. Fay and Feuer (1997), Statistics in Medicine 16, 791-801; for Poisson counts it equals
    Garwood's exact interval. For people who all bought once, the mean is 1 with an upper limit of 1 + 3.69
    / n.
    """
    m, s, q = (np.asarray(x, dtype=np.float64) for x in (n, total, total_of_squares))
    tail = (1 - level) / 2
    with quiet():
        m = np.where(m > 0, m, np.nan)
        mean = s / m
        excess = np.maximum(mean - least, 0)
        variance = np.maximum(q - s * mean, 0) / np.where(m > 1, m - 1, np.nan) / m
        scale = np.where(excess > 0, variance / np.where(excess > 0, excess, 1), 0)
        low = np.where(
            scale > 0, scale / 2 * chi2_ppf(tail, 2 * excess / np.where(scale > 0, scale, 1)), excess
        )
        step = np.maximum(1 / m, scale)
        above, spread = excess + step, variance + step**2
        high = spread / (2 * above) * chi2_isf(tail, 2 * above**2 / spread)
    least_variation = np.where(m > 1, 0.0, np.nan) + least
    parts = (mean, least_variation + low, least_variation + high, np.sqrt(variance))
    return Estimate(*(like(n, np.asarray(part)) for part in parts))
