"""Two independent estimates against each other, as a difference or as a ratio."""

from __future__ import annotations

import numpy as np

from engagement.statistics.interval import (
    LEVEL,
    Comparison,
    Estimate,
    Real,
    like,
    normal_quantile,
    quiet,
    two_sided_p,
)


def difference(one: Estimate[Real], two: Estimate[Real], level: float = LEVEL) -> Comparison[Real]:
    """Return first minus second with a normal interval from both standard errors.

    Two values that are equal with no spread differ by 0, p = 1; without a standard error on
    either side the limits and p are NaN.
    """
    gap, se = np.asarray(one.value) - np.asarray(two.value), np.hypot(one.se, two.se)
    half = normal_quantile(level) * se
    with quiet():
        z = np.where((gap == 0) & (se == 0), 0.0, gap / se)
    return Comparison(
        like(one.value, gap),
        like(one.value, gap - half),
        like(one.value, gap + half),
        like(one.value, two_sided_p(z)),
    )


def ratio(one: Estimate[Real], two: Estimate[Real], level: float = LEVEL) -> Comparison[Real]:
    """Return first divided by second, with an interval on the log scale.

    log a - log b ± z sqrt((se a / a)² + (se b / b)²): the log ratio of means, with each customer
    one value (Friedrich, Adhikari and Beyene 2008, BMC Medical Research Methodology 8:32). NaN
    where either value is not above 0.
    """
    a, b = (np.asarray(e.value, dtype=np.float64) for e in (one, two))
    with quiet():
        a, b = np.where(a > 0, a, np.nan), np.where(b > 0, b, np.nan)
        log, se = np.log(a / b), np.hypot(one.se / a, two.se / b)
        half = normal_quantile(level) * se
        z = np.where((log == 0) & (se == 0), 0.0, log / se)
        value, low, high = np.exp(log), np.exp(log - half), np.exp(log + half)
    return Comparison(*(like(one.value, np.asarray(x)) for x in (value, low, high, two_sided_p(z))))
