"""From sums to a number with its interval, and from two numbers to their difference.

A rule is the kind of number that a metric is: a share, a ratio of sums by cluster, a median, a count. It
defines the interval, the comparison and the size below which it must not be shown. All values are arrays
over groups, so that a headline, a breakdown and a trend use the same code.

`Estimates.value` is NaN where there is none. A difference is always in the metric's own unit: the limits of
a log ratio are applied to the second value (v2 times ratio - 1), so they contain 0 exactly when the ratio's
limits contain 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from engagement.metrics.sums.few_clusters import of_few
from engagement.statistics import counts, medians, proportions, ratios, two_estimates
from engagement.statistics.interval import Array, Comparison, Estimate, Interval, Real, like

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.metrics.model import Status
    from engagement.metrics.sums.group_sums import Histogram, Sums

#: Below the first number a share is hidden and its counts are shown; below the second any value is grey.
HIDDEN: Final = 10
SMALL: Final = 30


def shown_share(successes: Real, n: Real) -> Interval[Real]:
    """Return a share with Wilson's interval; all NaN where n is under ten, which must not be shown."""
    return proportions.wilson(successes, like(n, np.where(np.asarray(n) >= HIDDEN, n, 0.0)))


@dataclass(frozen=True, slots=True)
class Estimates:
    """One entry per group. `n` is the number of people or items behind the interval.

    `methods` are those of the groups' intervals, if they are not all the rule's own.
    """

    value: Array
    low: Array
    high: Array
    se: Array
    numerator: Array
    denominator: Array
    n: Array
    also: Mapping[str, Array] = field(default_factory=dict)
    methods: tuple[str, ...] = ()


class Rule(Protocol):
    """The rule of a metric: estimates and comparisons; `Any` is the `Stats` that its source returns."""

    @property
    def method(self) -> str:
        """The method of the interval, a key of `methods.METHODS`."""

    @property
    def comparison(self) -> str:
        """The method of the comparison, a key of `methods.METHODS`."""

    def estimate(self, stats: Any) -> Estimates:
        """Return value and interval of each group."""

    def compare(self, first: Estimates, second: Estimates) -> Comparison[Array]:
        """Return first minus second, for independent groups; NaN where it is unknown."""

    def status(self, estimates: Estimates) -> list[Status]:
        """Return for each group whether its value may be shown."""


class ByDifference:
    """Compares two independent groups by the difference of their values."""

    __slots__ = ()

    def compare(self, first: Estimates, second: Estimates) -> Comparison[Array]:
        """Return first minus second, with a normal interval from both standard errors."""
        return two_estimates.difference(as_estimate(first), as_estimate(second))


class ByLogRatio:
    """Compares two independent groups by the logarithm of their ratio."""

    __slots__ = ()

    def compare(self, first: Estimates, second: Estimates) -> Comparison[Array]:
        """Return first minus second, with the limits of the ratio applied to the second."""
        return by_log_ratio(first, second)


class Uncompared:
    """Takes the difference of counts, which are not estimates."""

    __slots__ = ()

    def compare(self, first: Estimates, second: Estimates) -> Comparison[Array]:
        """Return the difference; its significance is unknown."""
        none = np.full_like(first.value, np.nan)
        return Comparison(first.value - second.value, none, none, none)


class GreyedBySize:
    """Shows every value, in grey for small counts."""

    __slots__ = ()

    def status(self, estimates: Estimates) -> list[Status]:
        """Return the status: grey under thirty."""
        return [by_size(n) for n in estimates.n]


@dataclass(frozen=True, slots=True)
class Rate:
    """A share: column `k` of column `n`, with Wilson's interval and Newcombe's difference."""

    k: str
    n: str
    method: str = "wilson"
    comparison: str = "newcombe"

    def estimate(self, stats: Sums) -> Estimates:
        """Return k / n."""
        k, n = stats[self.k], stats[self.n]
        value, low, high = proportions.wilson(k, n)
        return Estimates(value, low, high, np.full_like(value, np.nan), k, n, n)

    def compare(self, first: Estimates, second: Estimates) -> Comparison[Array]:
        """Return the difference of two shares."""
        return proportions.newcombe(first.numerator, first.denominator, second.numerator, second.denominator)

    def status(self, estimates: Estimates) -> list[Status]:
        """Hide a share of fewer than ten."""
        return ["hidden" if 0 < n < HIDDEN else by_size(n) for n in estimates.n]


@dataclass(frozen=True, slots=True)
class RatioOfSums(ByLogRatio, GreyedBySize):
    """Sum of `y` over sum of `x`, neither below 0, with a delta interval over `n` clusters.

    For few clusters, whose rows are included (`few_clusters.FewSums`), the interval is a bootstrap-t.
    """

    n: str
    x: str
    y: str
    xx: str
    yy: str
    xy: str
    method: str = "delta_by_customer"
    of_few: str = "bootstrap_t_by_customer"
    comparison: str = "log_ratio_by_customer"

    def estimate(self, stats: Sums) -> Estimates:
        """Return y / x."""
        ratio = ratio_of(stats, (self.n, self.x, self.y, self.xx, self.yy, self.xy))
        (value, low, high, se), methods = of_few(stats, ratio, self.method, self.of_few)
        low = np.maximum(low, 0)
        y, x, n = stats[self.y], stats[self.x], stats[self.n]
        return Estimates(value, low, high, se, y, x, n, methods=methods)


@dataclass(frozen=True, slots=True)
class Frequency(ByLogRatio, GreyedBySize):
    """The mean number of events per person, for `n` people with at least one each: `total` over `n`."""

    n: str
    total: str
    squares: str
    method: str = "gamma_by_customer"
    comparison: str = "log_ratio_by_customer"

    def estimate(self, stats: Sums) -> Estimates:
        """Return total / n."""
        n, total = stats[self.n], stats[self.total]
        value, low, high, se = counts.mean_count(n, total, stats[self.squares], least=1)
        return Estimates(value, low, high, se, total, n, n)


@dataclass(frozen=True, slots=True)
class Median(ByLogRatio, GreyedBySize):
    """The median of a histogram, between two order statistics."""

    method: str = "order_statistic"
    comparison: str = "log_ratio_of_medians"

    def estimate(self, stats: Histogram) -> Estimates:
        """Return the median of each group; numerator is None, denominator the number of values."""
        estimates, sizes = [], []
        for values, often in stats.each():
            estimates.append(medians.median_of_counts(values, often))
            sizes.append(often.sum())
        value, low, high, se = np.asarray(estimates, dtype=np.float64).reshape(-1, 4).T
        n = np.asarray(sizes, dtype=np.float64)
        return Estimates(value, low, high, se, np.full_like(n, np.nan), n, n)


@dataclass(frozen=True, slots=True)
class Count(Uncompared):
    """A total without interval: it is counted, not estimated. `part_of` names the whole it is a part of."""

    total: str
    n: str
    part_of: str | None = None
    method: str = "count"
    comparison: str = "count"

    def estimate(self, stats: Sums) -> Estimates:
        """Return the total unchanged."""
        total = stats[self.total]
        none = np.full_like(total, np.nan)
        base = none if self.part_of is None else stats[self.part_of]
        return Estimates(total, none, none, none, total, base, stats[self.n])

    def status(self, estimates: Estimates) -> list[Status]:
        """Show every count."""
        return ["ok" for _ in estimates.n]


def by_size(n: float) -> Status:
    """Return missing for none, small under thirty, else ok."""
    return "missing" if n == 0 else "small" if n < SMALL else "ok"


def ratio_of(stats: Sums, names: tuple[str, ...]) -> Estimate[Array]:
    """Return sum of y over sum of x by cluster; `names` are the columns of n, x, y, xx, yy and xy."""
    return ratios.ratio_of_sums(ratios.RatioSums(*(stats[name] for name in names)))


def as_estimate(estimates: Estimates) -> Estimate[Array]:
    """Return the input of `statistics.two_estimates`."""
    return Estimate(estimates.value, estimates.low, estimates.high, estimates.se)


def by_log_ratio(first: Estimates, second: Estimates, covariance: Array | float = 0.0) -> Comparison[Array]:
    """Return first minus second, with the limits of their log ratio applied to the second.

    `covariance` is that of the two logarithms.
    """
    _, low, high, p = two_estimates.ratio(as_estimate(first), as_estimate(second), covariance)
    return Comparison(first.value - second.value, second.value * (low - 1), second.value * (high - 1), p)


def lower_limit(value: Array, low: Array) -> Array:
    """Return lower limits of values that cannot be negative, at least 0.

    A negative value (of a network that deducts withdrawn reactions) keeps its lower limit.
    """
    return np.asarray(np.where(np.asarray(value) < 0, low, np.maximum(low, 0.0)))


@dataclass(frozen=True, slots=True)
class RatioByPost(ByDifference):
    """`times` y over x with a delta interval by post, not below 0; a bootstrap-t for few posts.

    `share` marks a rate of impressions or clicks, hidden if there are fewer than ten of them; its upper limit
    is at most all of them.
    """

    times: float = 1
    share: bool = False
    method: str = "delta_by_post"
    of_few: str = "bootstrap_t_by_post"
    comparison: str = "difference_by_post"

    def estimate(self, stats: Sums) -> Estimates:
        """Return y / x; n is the number of posts (or days)."""
        delta = ratio_of(stats, ("n", "x", "y", "xx", "yy", "xy"))
        ratio, methods = of_few(stats, delta, self.method, self.of_few)
        value, low, high, se = (self.times * part for part in ratio)
        high = np.minimum(high, np.maximum(value, self.times)) if self.share else high
        y, x, n = stats["y"], stats["x"], stats["n"]
        return Estimates(value, lower_limit(value, low), high, se, y, x, n, methods=methods)

    def status(self, estimates: Estimates) -> list[Status]:
        """Return the status: grey under thirty posts; a rate of fewer than ten is hidden."""
        return [
            "hidden" if self.share and n and 0 < x < HIDDEN else by_size(n)
            for n, x in zip(estimates.n, estimates.denominator, strict=True)
        ]
