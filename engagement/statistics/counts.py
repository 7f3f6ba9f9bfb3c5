"""A count of events that come independently, their rate, and how often events come to each of many."""

from __future__ import annotations

import numpy as np

from engagement.statistics.interval import LEVEL, Estimate, Interval, Real, chi2_isf, chi2_ppf, like, quiet


def poisson(events: Real, exposure: Real, level: float = LEVEL) -> Interval[Real]:
    """Return events / exposure with the exact Poisson interval; NaN where the exposure is 0.

    chi²(a/2; 2k) / 2 to chi²(1 - a/2; 2k + 2) / 2, over the exposure. Garwood (1936), Biometrika
    28, 437-442. Likes and shares come in bursts, so for them use a ratio by post instead.
    """
    k, e = np.asarray(events, dtype=np.float64), np.asarray(exposure, dtype=np.float64)
    tail = (1 - level) / 2
    with quiet():
        e = np.where(e > 0, e, np.nan)
        low = np.where(k > 0, chi2_ppf(tail, 2 * np.where(k > 0, k, 1)) / 2, 0.0) / e
        high = chi2_isf(tail, 2 * k + 2) / 2 / e
    return Interval(like(events, k / e), like(events, low), like(events, high))


def mean_count(
    n: Real, total: Real, total_of_squares: Real, least: float = 0, level: float = LEVEL
) -> Estimate[Real]:
    """Return the mean of n counts, none below `least`, with a gamma interval for what exceeds it.

    With e the mean excess and v the variance of the mean: the gamma quantiles of shape e² / v below, and
    of (e + w)² / (v + w²) above, w what one more event would add, at least 1 / n and v / e. Fay and Feuer
    (1997), Statistics in Medicine 16, 791-801; it is Garwood's exact one where counts are Poisson. So the
    mean of people who all bought once is 1, with an upper limit of 1 + 3.69 / n.
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
