"""The difference or the ratio of two estimates, which may share people."""

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


def difference(first: Estimate[Real], second: Estimate[Real], level: float = LEVEL) -> Comparison[Real]:
    """Return first minus second with a normal interval from both standard errors.

    Two equal values without spread differ by 0 with p = 1. If a standard error is missing on either side,
    limits and p are NaN.
    """
    gap, se = np.asarray(first.value) - np.asarray(second.value), np.hypot(first.se, second.se)
    half = normal_quantile(level) * se
    with quiet():
        z = np.where((gap == 0) & (se == 0), 0.0, gap / se)
    return Comparison(
        like(first.value, gap),
        like(first.value, gap - half),
        like(first.value, gap + half),
        like(first.value, two_sided_p(z)),
    )


def ratio(
    first: Estimate[Real], second: Estimate[Real], covariance: Array | float = 0.0, level: float = LEVEL
) -> Comparison[Real]:
    """Return first divided by second, with an interval on the log scale.

    log a - log b ± z sqrt((se a / a)² + (se b / b)² - 2 cov): the log ratio of means, with one value per
    customer (Friedrich, Adhikari and Beyene 2008, BMC Medical Research Methodology 8:32). `covariance` is
    that of the two logarithms, for samples that share people. NaN where a value is 0 or less.
    """
    a, b = (np.asarray(e.value, dtype=np.float64) for e in (first, second))
    with quiet():
        a, b = np.where(a > 0, a, np.nan), np.where(b > 0, b, np.nan)
        log = np.log(a / b)
        se = np.sqrt(np.maximum((first.se / a) ** 2 + (second.se / b) ** 2 - 2 * np.asarray(covariance), 0))
        half = normal_quantile(level) * se
        z = np.where((log == 0) & (se == 0), 0.0, log / se)
        value, low, high = np.exp(log), np.exp(log - half), np.exp(log + half)
    return Comparison(*(like(first.value, np.asarray(x)) for x in (value, low, high, two_sided_p(z))))
