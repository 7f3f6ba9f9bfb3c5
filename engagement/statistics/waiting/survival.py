"""Time to an event that not everyone has reached yet: Kaplan-Meier."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engagement.statistics.interval import LEVEL, Array, Interval, normal_quantile, quiet

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Survival(NamedTuple):
    """The curve, one row per time at which anything happened, in ascending time."""

    time: Array
    at_risk: Array
    events: Array
    survival: Array
    low: Array
    high: Array

    def at(self, time: float) -> Interval[float]:
        """Return the share that has not had the event by `time`: 1 before the first."""
        i = int(np.searchsorted(self.time, time, side="right")) - 1
        if i < 0:
            return Interval(1.0, 1.0, 1.0)
        return Interval(float(self.survival[i]), float(self.low[i]), float(self.high[i]))


def kaplan_meier(times: Array, events: Array, censored: Array, level: float = LEVEL) -> Survival:
    """Return the product-limit curve from a histogram over distinct times.

    `events[i]` people had the event at `times[i]`; `censored[i]` were last observed then without it and
    still count as at risk at that time. The band uses Greenwood's variance on the log(-log) scale, S to the
    power of exp(±z se / (S log S)), so it stays within 0..1 (Kalbfleisch and Prentice, The Statistical
    Analysis of Failure Time Data, 1.4). The band is 1..1 before the first event and NaN once nobody is at
    risk.
    """
    order = np.argsort(times, kind="stable")
    time, d, c = (np.asarray(x, dtype=np.float64)[order] for x in (times, events, censored))
    leaving = d + c
    at_risk = leaving.sum() - np.concatenate(([0.0], np.cumsum(leaving)[:-1])) if time.size else time
    with quiet():
        survival = np.cumprod(1 - d / at_risk)
        greenwood = np.cumsum(d / (at_risk * (at_risk - d)))
        theta = normal_quantile(level) * np.sqrt(greenwood) / np.log(survival)
        low, high = survival ** np.exp(-theta), survival ** np.exp(theta)
    untouched = survival == 1
    low, high = np.where(untouched, 1.0, low), np.where(untouched, 1.0, high)
    is_zero = survival == 0
    low, high = np.where(is_zero, np.nan, low), np.where(is_zero, np.nan, high)
    return Survival(time, at_risk, d, survival, low, high)


def kaplan_meier_of(durations: Array, happened: Array, level: float = LEVEL) -> Survival:
    """Return the curve from one row per person: the time observed, and whether the event ended it."""
    times, place = _distinct(np.asarray(durations, dtype=np.float64))
    ended = np.asarray(happened, dtype=np.float64)
    events, censored = (np.bincount(place, weights=w, minlength=times.size) for w in (ended, 1 - ended))
    return kaplan_meier(times, np.asarray(events, float), np.asarray(censored, float), level)


def _distinct(values: Array) -> tuple[Array, NDArray[np.int64]]:
    """Return the distinct values, ascending, and each value's index among them; whole days unsorted."""
    with quiet():
        whole = values.astype(np.int64)
    if not (values.size and (whole == values).all() and whole.min() >= 0 and whole.max() <= values.size):
        times, place = np.unique(values, return_inverse=True)
        return times, place
    occurs = np.bincount(whole) > 0
    return np.flatnonzero(occurs).astype(np.float64), (np.cumsum(occurs) - 1)[whole]
