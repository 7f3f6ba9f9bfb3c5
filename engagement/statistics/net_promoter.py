"""The net promoter score: its adjusted Wald interval, and the comparison of two scores."""

from __future__ import annotations

import numpy as np

from engagement.statistics.interval import (
    LEVEL,
    Array,
    Comparison,
    Estimate,
    Real,
    like,
    normal_quantile,
    quiet,
    two_sided_p,
)


def _points(promoters: Array, detractors: Array, n: Array) -> tuple[Array, Array]:
    """Return the score in points and its standard error, from unadjusted counts."""
    with quiet():
        n = np.where(n > 0, n, np.nan)
        p, d = promoters / n, detractors / n
        # (p - d)² exceeds p + d only by rounding errors.
        variance = np.maximum(p + d - (p - d) ** 2, 0) / n
        return 100 * (p - d), 100 * np.sqrt(variance)


def _adjusted(promoters: Real, detractors: Real, n: Real) -> tuple[Array, Array]:
    """Return score and standard error with 3/4 added to promoters and to detractors, and 3 to n."""
    k, d, m = (np.asarray(x, dtype=np.float64) for x in (promoters, detractors, n))
    return _points(k + 0.75, d + 0.75, np.where(m > 0, m + 3, np.nan))


def net_promoter_score(promoters: Real, detractors: Real, n: Real, level: float = LEVEL) -> Estimate[Real]:
    """Return 100 (promoters - detractors) / n in points, with the adjusted Wald interval.

    The interval is centred on the adjusted score (3/4 added to promoters and to detractors, 3 to n) and cut
    at -100 and 100; `se` is the plain standard error, 100 sqrt((p + d - (p - d)²) / n). Rocks (2016),
    Interval estimation for the net promoter score, American Statistician 70, 365-372. All NaN where n is 0.
    """
    k, d, m = (np.asarray(x, dtype=np.float64) for x in (promoters, detractors, n))
    value, se = _points(k, d, m)
    centre, adjusted_se = _adjusted(promoters, detractors, n)
    half = normal_quantile(level) * adjusted_se
    return Estimate(
        like(n, value),
        like(n, np.maximum(centre - half, -100)),
        like(n, np.minimum(centre + half, 100)),
        like(n, se),
    )


def nps_difference(
    first: tuple[Real, Real, Real], second: tuple[Real, Real, Real], level: float = LEVEL
) -> Comparison[Real]:
    """Return the difference of two independent scores, first minus second, in points.

    Each side is (promoters, detractors, n). `value` is the plain difference; limits and p come from z with
    the adjusted scores (Rocks 2016, as above).
    """
    value = np.asarray(net_promoter_score(*first).value) - np.asarray(net_promoter_score(*second).value)
    (score1, se1), (score2, se2) = _adjusted(*first), _adjusted(*second)
    difference, se = score1 - score2, np.hypot(se1, se2)
    half = normal_quantile(level) * se
    with quiet():
        p = two_sided_p(difference / se)
    kind = first[2]
    return Comparison(
        like(kind, value), like(kind, difference - half), like(kind, difference + half), like(kind, p)
    )
