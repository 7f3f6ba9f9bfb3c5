"""Rules of social ratios: the post is the sampling unit of every interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engagement.metrics.rules.plain import (
    ByDifference,
    Estimates,
    GreyedBySize,
    Uncompared,
    by_size,
    lower_limit,
)
from engagement.metrics.sums.few_clusters import of_few
from engagement.statistics import means

if TYPE_CHECKING:
    from engagement.metrics.model import Status
    from engagement.metrics.sums.group_sums import Sums


@dataclass(frozen=True, slots=True)
class MeanByPost(ByDifference, GreyedBySize):
    """The mean of the posts' own figures, with Student's interval, not below 0; bootstrap-t for few posts."""

    method: str = "t"
    of_few: str = "bootstrap_t_by_post"
    comparison: str = "difference_of_means"

    def estimate(self, stats: Sums) -> Estimates:
        """Return total / n."""
        n, total = stats["n"], stats["total"]
        student = means.mean_from_sums(n, total, stats["squares"])
        (value, low, high, se), methods = of_few(stats, student, self.method, self.of_few)
        also = {"largest": stats["max_rate"]} if "max_rate" in stats.columns else {}
        return Estimates(value, lower_limit(value, low), high, se, total, n, n, also, methods)


@dataclass(frozen=True, slots=True)
class ByFollowers(ByDifference):
    """Interactions over followers: posts vary, followers are counted.

    The total of n posts has the variance of n times their mean. `followers` adds up over groups;
    `max_followers` is the same for all of them (a weekday has no followers of its own).
    """

    method: str = "total_by_post"
    of_few: str = "bootstrap_t_by_post"
    comparison: str = "difference_by_post"

    def estimate(self, stats: Sums) -> Estimates:
        """Return y / followers."""
        n, y, followers = stats["n"], stats["y"], stats["followers"] + stats["max_followers"]
        student = means.mean_from_sums(n, y, stats["yy"])
        mean, methods = of_few(stats, student, self.method, self.of_few)
        per_follower = np.divide(n, followers, out=np.full_like(y, np.nan), where=followers > 0)
        value, low, high, se = (part * per_follower for part in mean)
        return Estimates(value, lower_limit(value, low), high, se, y, followers, n, methods=methods)

    def status(self, estimates: Estimates) -> list[Status]:
        """Return the status: grey under thirty posts; without followers there is no rate."""
        return [
            by_size(n) if followers > 0 else "missing"
            for n, followers in zip(estimates.n, estimates.denominator, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Total(Uncompared):
    """A total of a figure; it is missing, and not 0, if no row has the figure."""

    total: str = "y"
    n: str = "n"
    method: str = "count"
    comparison: str = "count"

    def estimate(self, stats: Sums) -> Estimates:
        """Return the total unchanged; n is the number of rows (or accounts) with the figure."""
        n = stats[self.n]
        total = np.where(n > 0, stats[self.total], np.nan)
        none = np.full_like(total, np.nan)
        return Estimates(total, none, none, none, total, none, n)

    def status(self, estimates: Estimates) -> list[Status]:
        """Return the status: every total with at least one row is shown."""
        return ["ok" if n > 0 else "missing" for n in estimates.n]


@dataclass(frozen=True, slots=True)
class Growth(Uncompared):
    """Net new followers over those at the start: both are counted, so there is no interval."""

    method: str = "count"
    comparison: str = "count"

    def estimate(self, stats: Sums) -> Estimates:
        """Return net / start; n is the number of accounts."""
        net, start = stats["net"], stats["start"]
        value = np.divide(net, start, out=np.full_like(net, np.nan), where=start > 0)
        none = np.full_like(net, np.nan)
        return Estimates(value, none, none, none, net, start, stats["grown"])

    def status(self, estimates: Estimates) -> list[Status]:
        """Return the status: every growth with a start is shown."""
        return ["ok" if start > 0 else "missing" for start in estimates.denominator]
