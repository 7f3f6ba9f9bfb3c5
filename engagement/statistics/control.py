"""A month against its past: the limits of an individuals chart (XmR), and whether they may be drawn.

Such limits are valid for a stable process. A series with a trend or a season regularly leaves them although
nothing happened, so none are drawn for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engagement.statistics.interval import t_sf, trend_p

if TYPE_CHECKING:
    from engagement.statistics.interval import Array

#: 3 / d2 for moving ranges of two values, d2 = 1.128 (Wheeler, Understanding Variation).
_SPREAD = 2.66
#: The fewest complete periods for which limits are drawn.
PERIODS = 12
#: Critical values at which one steady series in ten counts as autocorrelated, and one in twenty as having a
#: trend. They are not stricter because limits around a moving series would be the worse error.
_ALIKE = 1.2816
_TREND = 0.05


class ControlLimits(NamedTuple):
    """Mean and natural limits of a series."""

    mean: float
    low: float
    high: float


def xmr(values: Array, periods: int = PERIODS) -> ControlLimits | None:
    """Return mean ± 2.66 times the mean moving range; None for fewer than `periods` known values.

    NaN is a missing period; no moving range is taken across it.
    """
    values = np.asarray(values, dtype=np.float64)
    known_values = values[~np.isnan(values)]
    ranges = np.abs(np.diff(values))
    ranges = ranges[~np.isnan(ranges)]
    if known_values.size < periods or not ranges.size:
        return None
    mean, half = float(known_values.mean()), _SPREAD * float(ranges.mean())
    return ControlLimits(mean, mean - half, mean + half)


def is_steady(values: Array) -> bool:
    """Return whether a series has no trend and no autocorrelation beyond chance.

    Autocorrelation is tested by the mean square successive difference over the variance, which is near 2
    for independent periods and small for a series with a season or drift (von Neumann 1941, Annals of
    Mathematical Statistics 12, 367-395; its variance is 4 (n - 2) / (n² - 1)). Missing periods are left
    out.
    """
    values = np.asarray(values, dtype=np.float64)
    place = np.flatnonzero(~np.isnan(values))
    known_values, n = values[place], place.size
    if n < PERIODS or np.ptp(known_values) == 0:
        return True
    ratio = float((np.diff(known_values) ** 2).sum() / ((known_values - known_values.mean()) ** 2).sum())
    alike = ratio <= 2 - _ALIKE * float(np.sqrt(4 * (n - 2) / (n**2 - 1)))
    return not alike and trend_p(place, known_values) > _TREND


def leaves(value: float, limits: ControlLimits, year_ago: float | None = None) -> bool:
    """Return whether a period is outside the limits of those before it, and as far from the year before.

    The comparison with the same period a year ago keeps a seasonal peak from being reported every year.
    """
    half = limits.high - limits.mean
    outside = abs(value - limits.mean) > half
    return bool(outside and (year_ago is None or np.isnan(year_ago) or abs(value - year_ago) > half))


class RecentMean(NamedTuple):
    """The mean of the last values of a series, the limits of its usual range, and p."""

    value: float
    low: float
    high: float
    p: float


def against_the_past(values: Array, errors: Array, last: int, past: int) -> RecentMean | None:
    """Compare the mean of the `last` values of a series with all but its newest `past` values.

    `errors` are the standard errors of the values. The mean of the past is weighted by them and by the
    variance beyond them (DerSimonian and Laird 1986, Controlled Clinical Trials 7). The new mean is
    predicted with a t distribution of two degrees of freedom fewer than the number of past values (Higgins,
    Thompson and Spiegelhalter 2009, JRSS A 172). The limits are three standard deviations of a usual value
    from the mean. None if a value is missing, the past has fewer than 12 values, or the past is not steady.
    """
    values, errors = np.asarray(values, dtype=np.float64), np.asarray(errors, dtype=np.float64)
    is_known = ~np.isnan(values) & (errors > 0)
    before = np.flatnonzero(is_known[:-past])
    if before.size < PERIODS or not is_known[-last:].all() or not is_steady(values[:-past][is_known[:-past]]):
        return None
    x, variance = values[before], errors[before] ** 2
    weight = 1 / variance
    first = float((weight * x).sum() / weight.sum())
    excess = float((weight * (x - first) ** 2).sum()) - (x.size - 1)
    between = max(0.0, excess / float(weight.sum() - (weight**2).sum() / weight.sum()))
    weight = 1 / (variance + between)
    mean = float((weight * x).sum() / weight.sum())
    recent_variance = float(np.mean(errors[-last:] ** 2))
    usual = (between + recent_variance) / last
    now = float(values[-last:].mean())
    p = 2 * float(t_sf(abs(now - mean) / np.sqrt(usual + 1 / weight.sum()), x.size - 2))
    half = 3 * float(np.sqrt(usual))
    return RecentMean(now, mean - half, mean + half, p)
