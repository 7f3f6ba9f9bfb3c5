"""Shares: Wilson's interval, Newcombe's for a difference, the share expected from other groups, shrinkage."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from engagement.statistics.interval import (
    LEVEL,
    Array,
    Comparison,
    Interval,
    Real,
    like,
    normal_quantile,
    quiet,
    t_ppf,
    t_sf,
    two_sided_p,
)


def wilson(successes: Real, n: Real, level: float = LEVEL) -> Interval[Real]:
    """Return successes / n with Wilson's score interval; all NaN where n is 0.

    (p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n). Wilson (1927), JASA 22, 209-212;
    Newcombe (1998), Statistics in Medicine 17, 857-872, method 3, without continuity correction.
    """
    k, m = np.asarray(successes, dtype=np.float64), np.asarray(n, dtype=np.float64)
    z = normal_quantile(level)
    with quiet():
        m = np.where(m > 0, m, np.nan)
        p = k / m
        centre = (p + z * z / (2 * m)) / (1 + z * z / m)
        half = z * np.sqrt(p * (1 - p) / m + z * z / (4 * m * m)) / (1 + z * z / m)
    # At 0 of n and n of n one limit equals the value; rounding must not move it beyond.
    low = np.where(k == 0, 0 * p, np.minimum(centre - half, p))
    high = np.where(k == m, p, np.maximum(centre + half, p))
    return Interval(like(successes, p), like(successes, low), like(successes, high))


def newcombe(
    successes: Real, n: Real, other_successes: Real, other_n: Real, level: float = LEVEL
) -> Comparison[Real]:
    """Return the difference of two independent shares, first minus second.

    The interval is Newcombe's hybrid score (1998, Statistics in Medicine 17, 873-890, method 10);
    p is that of the pooled score test. Where the pooled share is 0 or 1, p is 1.
    """
    first, second = wilson(successes, n, level), wilson(other_successes, other_n, level)
    difference, low, high, _ = difference_of_shares(first, second, level=level)
    m1, m2 = np.asarray(n, dtype=np.float64), np.asarray(other_n, dtype=np.float64)
    with quiet():
        pooled = (np.asarray(successes) + np.asarray(other_successes)) / (m1 + m2)
        se = np.sqrt(pooled * (1 - pooled) * (1 / m1 + 1 / m2))
        z = np.where(np.asarray(difference) == 0, 0.0 * np.asarray(difference), difference / se)
    return Comparison(difference, low, high, like(successes, two_sided_p(z)))


def difference_of_shares(
    first: Interval[Real], second: Interval[Real], correlation: Array | float = 0.0, level: float = LEVEL
) -> Comparison[Real]:
    """Return first minus second, from Wilson's intervals and the correlation of the two shares.

    d - sqrt((p1 - l1)² - 2 r (p1 - l1)(u2 - p2) + (u2 - p2)²), and likewise for the upper limit: Newcombe's
    hybrid score (1998, Statistics in Medicine 17, 2635-2650), generalised by Zou and Donner (2008,
    Statistics in Medicine 27, 1693-1702), for samples that share people. p is that of the limit nearer to
    0.
    """
    p1, l1, u1 = (np.asarray(x, dtype=np.float64) for x in first)
    p2, l2, u2 = (np.asarray(x, dtype=np.float64) for x in second)
    r = np.clip(np.asarray(correlation, dtype=np.float64), -1, 1)
    below, above = _together(p1 - l1, u2 - p2, r), _together(u1 - p1, p2 - l2, r)
    d = p1 - p2
    with quiet():
        z = np.where(d == 0, 0 * d, d / np.where(d > 0, below, above)) * normal_quantile(level)
    kind = first.value
    return Comparison(like(kind, d), like(kind, d - below), like(kind, d + above), like(kind, two_sided_p(z)))


def _together(first: Array, second: Array, correlation: Array) -> Array:
    """Return the distance of a limit of the difference, from those of its two sides."""
    squared = first**2 - 2 * correlation * first * second + second**2
    return np.asarray(np.sqrt(np.maximum(squared, 0)))  # rounding errors must not make it negative


class Expected(NamedTuple):
    """The expected share of a new group, its prediction interval, and p."""

    value: float
    low: float
    high: float
    p: float


def expected_share(
    successes: float, n: float, others: Array, others_n: Array, level: float = LEVEL
) -> Expected:
    """Compare one group's share with those of other groups that differ among themselves.

    The mean of the others is weighted; their variance beyond chance is DerSimonian and Laird's moment
    estimator (1986, Controlled Clinical Trials 7). A new group of n is predicted with a t distribution of
    two degrees of freedom fewer than the number of others (Higgins, Thompson and Spiegelhalter 2009, JRSS A
    172). All NaN for fewer than four others.
    """
    k, m = np.asarray(others, dtype=np.float64), np.asarray(others_n, dtype=np.float64)
    if k.size < 4 or n <= 0:
        return Expected(np.nan, np.nan, np.nan, np.nan)
    mean, between, weight = _spread(k, m)
    error = float(np.sqrt(between + 1 / weight.sum() + max(mean * (1 - mean), 1e-12) / n))
    with quiet():
        distance = (successes / n - mean) / error
    freedom = k.size - 2
    reach = float(t_ppf((1 + level) / 2, freedom)) * error
    return Expected(
        mean, max(0.0, mean - reach), min(1.0, mean + reach), float(2 * t_sf(abs(distance), freedom))
    )


def shrunk_shares(successes: Array, n: Array) -> Array:
    """Return each group's share shrunk towards the overall share, more for smaller groups.

    (k + M p) / (n + M), the mean of a beta distribution after k of n (Efron and Morris 1975, JASA 70,
    311-319). The prior's weight M = p (1 - p) / v - 1 follows from the mean p of the groups and their
    variance beyond chance v (DerSimonian and Laird); where v is 0, all are p. NaN where n is 0.
    """
    k, m = np.asarray(successes, dtype=np.float64), np.asarray(n, dtype=np.float64)
    has_rows = m > 0
    estimate = np.full(k.shape, np.nan)
    if not has_rows.any():
        return estimate
    mean, between, _ = _spread(k[has_rows], m[has_rows])
    if between <= 0:
        estimate[has_rows] = mean
        return estimate
    prior = max(0.0, mean * (1 - mean) / between - 1)
    estimate[has_rows] = (k[has_rows] + prior * mean) / (m[has_rows] + prior)
    return estimate


def _spread(k: Array, m: Array) -> tuple[float, float, Array]:
    """Return the weighted mean of shares k / m, their variance beyond chance, and the weights."""
    pooled = k.sum() / m.sum()
    # The variance at the common share: at a group's own share it would be 0 for 0 of n.
    variance = np.maximum(pooled * (1 - pooled), 1e-12) / m
    weight = 1 / variance
    mean = float((weight * k / m).sum() / weight.sum())
    q = float((weight * (k / m - mean) ** 2).sum())
    spare = float(weight.sum() - (weight**2).sum() / weight.sum())
    between = max(0.0, (q - (k.size - 1)) / spare) if k.size > 1 else 0.0
    weight = 1 / (variance + between)
    return float((weight * k / m).sum() / weight.sum()), between, weight
