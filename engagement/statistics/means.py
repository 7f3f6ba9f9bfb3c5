"""A mean of independent values, with Student's t interval."""

from __future__ import annotations

import numpy as np
from scipy import stats

from engagement.statistics.interval import LEVEL, Array, Estimate, Real, like, quiet


def mean(values: Array, level: float = LEVEL) -> Estimate[float]:
    """Return the mean of a one-dimensional array; NaN without values, no limits for only one."""
    values = np.asarray(values, dtype=np.float64)
    n = values.size
    if n == 0:
        return Estimate(np.nan, np.nan, np.nan, np.nan)
    value = float(values.mean())
    # Centred, so that large values of small spread lose no digits.
    return _student(float(n), value, float(((values - value) ** 2).sum()), level)


def mean_from_sums(n: Real, total: Real, total_of_squares: Real, level: float = LEVEL) -> Estimate[Real]:
    """Return the mean, from the number of values, their sum and the sum of their squares.

    mean ± t(n - 1) s / sqrt(n).
    """
    m, s, q = (np.asarray(x, dtype=np.float64) for x in (n, total, total_of_squares))
    with quiet():
        value = s / np.where(m > 0, m, np.nan)
        squares = np.maximum(q - s * value, 0)
    estimate = _student(m, value, squares, level)
    return Estimate(*(like(n, np.asarray(x)) for x in estimate))


def _student(n: Real, value: Real, squares: Real, level: float) -> Estimate[Real]:
    m = np.asarray(n, dtype=np.float64)
    m = np.where(m > 1, m, np.nan)
    se = np.sqrt(np.asarray(squares) / (m - 1) / m)
    half = stats.t.ppf(0.5 + level / 2, m - 1) * se
    centre = np.asarray(value, dtype=np.float64)
    return Estimate(value, like(n, centre - half), like(n, centre + half), like(n, se))
