"""Groups that differ by more than chance: whether a new one lies outside what the others let expect."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import stats

from engagement.statistics.interval import LEVEL, Array, quiet


class Expected(NamedTuple):
    """What a new group's share is expected to be, with the interval that a new one falls into, and p."""

    value: float
    low: float
    high: float
    p: float


def expected_share(
    successes: float, n: float, others: Array, others_n: Array, level: float = LEVEL
) -> Expected:
    """Compare one group's share with those of other groups that differ among themselves.

    The others' mean is weighted, their spread beyond chance is DerSimonian and Laird's moment
    estimator (1986, Controlled Clinical Trials 7), and a new group of n is predicted with a t
    distribution of two degrees of freedom fewer than there are others (Higgins, Thompson and
    Spiegelhalter 2009, JRSS A 172). All NaN under four others.
    """
    k, m = np.asarray(others, dtype=np.float64), np.asarray(others_n, dtype=np.float64)
    if k.size < 4 or n <= 0:
        return Expected(np.nan, np.nan, np.nan, np.nan)
    pooled = k.sum() / m.sum()
    # The variance under the common share: that of a small group's own share would be 0 at 0 of n.
    variance = np.maximum(pooled * (1 - pooled), 1e-12) / m
    weight = 1 / variance
    mean = float((weight * k / m).sum() / weight.sum())
    q = float((weight * (k / m - mean) ** 2).sum())
    spare = float(weight.sum() - (weight**2).sum() / weight.sum())
    between = max(0.0, (q - (k.size - 1)) / spare)
    weight = 1 / (variance + between)
    mean = float((weight * k / m).sum() / weight.sum())
    error = float(np.sqrt(between + 1 / weight.sum() + max(mean * (1 - mean), 1e-12) / n))
    with quiet():
        distance = (successes / n - mean) / error
    freedom = k.size - 2
    reach = float(stats.t.ppf((1 + level) / 2, freedom)) * error
    return Expected(
        mean, max(0.0, mean - reach), min(1.0, mean + reach), float(2 * stats.t.sf(abs(distance), freedom))
    )
