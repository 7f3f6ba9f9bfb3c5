"""The rule that compares members with others: a ratio of two ratios, both with clusters by customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from engagement.metrics.rules.plain import Estimates, ratio_of
from engagement.metrics.rules.two_groups import FEWEST_IN_GROUP, LARGEST_SHARE, ShownWhereEnough, se_of_limits
from engagement.statistics import two_estimates
from engagement.statistics.studentised import widened_for_few

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.sums.group_sums import Sums
    from engagement.statistics.interval import Array, Estimate

_SIDES: Final = ("in", "out")


@dataclass(frozen=True, slots=True)
class Gap(ShownWhereEnough):
    """The members' ratio y / x over that of all others, with an interval on the log scale by customer.

    The columns are those of `member_orders.side_sums`: `clusters` are customers; `xx`, `yy` and `xy` are the
    sums of squares and products. The interval allows for customers on both sides where the sums have their
    products (not in a trend). One customer may hold at most a fifth of `y`; where the largest is not known,
    (sum y)² / sum y² >= 25 ensures it.
    """

    clusters: str
    x: str
    y: str
    xx: str
    yy: str
    xy: str
    method: str = "log_ratio_by_customer"
    comparison: str = "log_ratio_by_customer"

    def estimate(self, stats: Sums) -> Estimates:
        """Return the ratio with its interval; numerator and denominator are the two sides' ratios."""
        members, others = (self._ratio_of_side(stats, side) for side in _SIDES)
        value, low, high, _ = two_estimates.ratio(members, others, self._shared(stats, members, others))
        se = se_of_limits(value, low, high)
        sizes = {side: stats[f"{side}_{self.clusters}"] for side in _SIDES}
        low, high = widened_for_few((value, low, high), np.minimum(sizes["in"], sizes["out"]))
        balanced = self._balanced(stats)
        enough = (np.minimum(sizes["in"], sizes["out"]) >= FEWEST_IN_GROUP) & balanced & ~np.isnan(value)
        also = {**sizes, "balanced": balanced.astype(np.float64), "enough": enough.astype(np.float64)}
        n = sizes["in"] + sizes["out"]
        return Estimates(value, low, high, se, members.value, others.value, n, also)

    def _ratio_of_side(self, stats: Sums, side: str) -> Estimate[Array]:
        names = (self.clusters, self.x, self.y, self.xx, self.yy, self.xy)
        return ratio_of(stats, tuple(f"{side}_{name}" for name in names))

    def _shared(self, stats: Sums, members: Estimate[Array], others: Estimate[Array]) -> Array:
        """Return the covariance of the two logarithms, 0 where the sums do not have the products."""
        x, y, a, b = self.x, self.y, members.value, others.value
        if y + y not in stats.columns:
            return np.zeros_like(a)
        products = stats[y + y] - b * stats[y + x] - a * stats[x + y] + a * b * stats[x + x]
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(np.nan_to_num(products / (stats[f"in_{y}"] * stats[f"out_{y}"])))

    def _balanced(self, stats: Sums) -> NDArray[np.bool_]:
        """Return whether no customer holds more than a fifth of the numerator of a side."""
        is_balanced = np.ones(len(stats), dtype=bool)
        for side in _SIDES:
            largest = stats.columns.get(f"max_{side}_{self.y}")
            if largest is None:
                largest = np.sqrt(np.maximum(stats[f"{side}_{self.yy}"], 0))
            with np.errstate(invalid="ignore", divide="ignore"):
                is_balanced &= largest / stats[f"{side}_{self.y}"] <= LARGEST_SHARE
        return is_balanced
