"""Two estimates that share people: this year's customers against last year's, many of them the same."""

from __future__ import annotations

import numpy as np

from engagement.statistics.interval import (
    LEVEL,
    Comparison,
    Estimate,
    Interval,
    Real,
    like,
    normal_quantile,
    quiet,
    two_sided_p,
)


def difference_of_shares(
    one: Interval[Real], two: Interval[Real], correlation: Real, level: float = LEVEL
) -> Comparison[Real]:
    """Return first minus second, from Wilson's intervals and the correlation of the two shares.

    d - sqrt((p1 - l1)² - 2 r (p1 - l1)(u2 - p2) + (u2 - p2)²), and likewise above: Newcombe's
    hybrid score (1998, Statistics in Medicine 17, 2635-2650) as generalised by Zou and Donner
    (2008, Statistics in Medicine 27, 1693-1702). With r = 0 it is `rates.newcombe`. p is that of
    the limit that lies towards 0.
    """
    p1, l1, u1 = (np.asarray(x, dtype=np.float64) for x in one)
    p2, l2, u2 = (np.asarray(x, dtype=np.float64) for x in two)
    r = np.clip(np.asarray(correlation, dtype=np.float64), -1, 1)
    below = np.sqrt((p1 - l1) ** 2 - 2 * r * (p1 - l1) * (u2 - p2) + (u2 - p2) ** 2)
    above = np.sqrt((u1 - p1) ** 2 - 2 * r * (u1 - p1) * (p2 - l2) + (p2 - l2) ** 2)
    d = p1 - p2
    with quiet():
        z = np.where(d == 0, 0 * d, d / np.where(d > 0, below, above)) * normal_quantile(level)
    kind = one.value
    return Comparison(like(kind, d), like(kind, d - below), like(kind, d + above), like(kind, two_sided_p(z)))


def ratio(
    one: Estimate[Real], two: Estimate[Real], covariance: Real, level: float = LEVEL
) -> Comparison[Real]:
    """Return first divided by second; `covariance` is that of the two logarithms.

    log a - log b ± z sqrt((se a / a)² + (se b / b)² - 2 cov). With no covariance it is
    `compare.ratio`. NaN where either value is not above 0.
    """
    a, b = (np.asarray(e.value, dtype=np.float64) for e in (one, two))
    with quiet():
        a, b = np.where(a > 0, a, np.nan), np.where(b > 0, b, np.nan)
        log = np.log(a / b)
        variance = (one.se / a) ** 2 + (two.se / b) ** 2 - 2 * np.asarray(covariance)
        se = np.sqrt(np.maximum(variance, 0))
        half = normal_quantile(level) * se
        z = np.where((log == 0) & (se == 0), 0.0, log / se)
        value, low, high = np.exp(log), np.exp(log - half), np.exp(log + half)
    return Comparison(*(like(one.value, np.asarray(x)) for x in (value, low, high, two_sided_p(z))))
