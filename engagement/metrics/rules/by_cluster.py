"""Estimates of clustered data: orders of a customer, visits of a day, e-mails of a campaign.

Intervals are based on the clusters, so a value is grey if these have too little weight, however many
observations they have.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.metrics.rules.plain import HIDDEN, SMALL, ByLogRatio, Estimates, by_size
from engagement.metrics.sums.of_clusters import SHARED
from engagement.statistics import clusters, medians, proportions
from engagement.statistics.clusters import ShareSums
from engagement.statistics.interval import Array, Comparison, Interval

if TYPE_CHECKING:
    from engagement.metrics.model import Status
    from engagement.metrics.sums.clustered import Clustered
    from engagement.metrics.sums.group_sums import Sums

#: Days and campaigns are similar in size, so that few of them suffice for an interval.
FEW_CLUSTERS: Final = 5


@dataclass(frozen=True, slots=True)
class ShareByCluster:
    """`k` of `m` items in `n` clusters, with Wilson's interval for the effective sample size.

    The names are columns of sums over clusters, as in `statistics.clusters.ShareSums`. For segments that
    share clusters, the sums of the others contain the `SHARED` products. `enough`: the least number of
    equally large clusters with the same weight; with less, the value is grey.
    """

    n: str = "n"
    m: str = "m"
    k: str = "k"
    mm: str = "mm"
    kk: str = "kk"
    mk: str = "mk"
    own: str = "own"
    enough: int = SMALL
    method: str = "wilson_by_customer"
    comparison: str = "newcombe_by_customer"

    def estimate(self, stats: Sums) -> Estimates:
        """Return k / m; n is the number of items."""
        names = (self.n, self.m, self.k, self.mm, self.kk, self.mk, self.own)
        sums = ShareSums(*(stats[name] for name in names))
        value, low, high, se = clusters.share_by_cluster(sums)
        also = {"weight": np.nan_to_num(clusters.weight_of_clusters(sums))}
        also |= {name: stats[name] for name in SHARED if name in stats.columns}
        return Estimates(value, low, high, se, sums.k, sums.m, sums.m, also)

    def compare(self, first: Estimates, second: Estimates) -> Comparison[Array]:
        """Return the difference of two shares, allowing for clusters in both if `second` has their sums."""
        if SHARED[0] not in second.also:
            return by_correlation(first, second, 0.0)
        kk, km, mk, mm = (second.also[name] for name in SHARED)
        return by_correlation(first, second, correlation(first, second, (kk, km, mk, mm)))

    def status(self, estimates: Estimates) -> list[Status]:
        """Return the status: hidden under ten, grey under thirty or if its clusters weigh too little."""
        weights = estimates.also["weight"] * (SMALL / self.enough)
        return [
            "hidden" if 0 < n < HIDDEN else by_size(min(n, weight) if n else 0)
            for n, weight in zip(estimates.n, weights, strict=True)
        ]


def correlation(first: Estimates, second: Estimates, products: tuple[Array, Array, Array, Array]) -> Array:
    """Return the correlation of two shares, from the products of the clusters that are in both."""
    kk, km, mk, mm = products
    p, q = first.value, second.value
    with np.errstate(invalid="ignore", divide="ignore"):
        shared = (kk - q * km - p * mk + p * q * mm) / (first.denominator * second.denominator)
        return np.nan_to_num(shared / (first.se * second.se), posinf=0, neginf=0)


def by_correlation(first: Estimates, second: Estimates, r: Array | float) -> Comparison[Array]:
    """Return the difference of two shares from their intervals and their correlation."""
    sides = [Interval(e.value, e.low, e.high) for e in (first, second)]
    return proportions.difference_of_shares(sides[0], sides[1], r)


@dataclass(frozen=True, slots=True)
class MedianByCluster(ByLogRatio):
    """The median of values by customer, with limits at two ranks.

    It is grey under thirty values, or if their weight is less than that of thirty equal customers.
    """

    method: str = "median_by_customer"
    comparison: str = "log_ratio_of_medians"

    def estimate(self, stats: Clustered) -> Estimates:
        """Return the median of each group; numerator is None, denominator the number of values."""
        estimates, sizes, weights = [], [], []
        for values, cluster in stats.each():
            estimates.append(medians.median_by_cluster(values, cluster))
            sizes.append(values.size)
            weights.append(medians.weight_of_values(cluster))
        value, low, high, se = np.asarray(estimates, dtype=np.float64).reshape(-1, 4).T
        n = np.asarray(sizes, dtype=np.float64)
        also = {"weight": np.asarray(weights, dtype=np.float64)}
        return Estimates(value, low, high, se, np.full_like(n, np.nan), n, n, also)

    def status(self, estimates: Estimates) -> list[Status]:
        """Return the status: grey under thirty, by number or by weight."""
        return [by_size(min(n, w)) for n, w in zip(estimates.n, estimates.also["weight"], strict=True)]
