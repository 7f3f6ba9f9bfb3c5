"""A count of events that come independently, and their rate."""

from __future__ import annotations

import numpy as np
from scipy import stats

from engagement.statistics.interval import LEVEL, Interval, Real, like, quiet


def poisson(events: Real, exposure: Real, level: float = LEVEL) -> Interval[Real]:
    """Return events / exposure with the exact Poisson interval; NaN where the exposure is 0.

    chi²(a/2; 2k) / 2 to chi²(1 - a/2; 2k + 2) / 2, over the exposure. Garwood (1936), Biometrika
    28, 437-442. Likes and shares come in bursts, so for them use a ratio by post instead.
    """
    k, e = np.asarray(events, dtype=np.float64), np.asarray(exposure, dtype=np.float64)
    tail = (1 - level) / 2
    with quiet():
        e = np.where(e > 0, e, np.nan)
        low = np.where(k > 0, stats.chi2.ppf(tail, 2 * np.where(k > 0, k, 1)) / 2, 0.0) / e
        high = stats.chi2.isf(tail, 2 * k + 2) / 2 / e
    return Interval(like(events, k / e), like(events, low), like(events, high))
