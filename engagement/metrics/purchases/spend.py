"""The spend of repeat customers against one-time customers, and the parts of the difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from engagement.metrics.purchases.scans.customers import customer_sums
from engagement.metrics.rules.plain import Estimates
from engagement.metrics.rules.two_groups import FEWEST_IN_GROUP, LARGEST_SHARE, ShownWhereEnough, se_of_limits
from engagement.metrics.sums.group_sums import WHOLE
from engagement.statistics import means, two_estimates
from engagement.statistics.studentised import widened_for_few

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.sums.group_sums import Sums
    from engagement.statistics.interval import Array


@dataclass(frozen=True, slots=True)
class RepeatSpendRatio(ShownWhereEnough):
    """Mean spend of customers with several orders over that of customers with one; log ratio by customer.

    One customer may hold at most a fifth of a side's money. Where the largest spend is not known (windows
    of a trend), (sum s)² / sum s² >= 25 ensures it: a side then weighs as much as 25 equal customers.
    """

    method: str = "log_ratio_by_customer"
    comparison: str = "log_ratio_by_customer"

    def estimate(self, stats: Sums) -> Estimates:
        """Return the ratio; numerator and denominator are the two means in minor units."""
        one_time, one_s, one_ss = stats["one"], stats["one_s"], stats["one_ss"]
        repeat, many_s, many_ss = stats["buyers"] - one_time, stats["s"] - one_s, stats["ss"] - one_ss
        above, below = (
            means.mean_from_sums(repeat, many_s, many_ss),
            means.mean_from_sums(one_time, one_s, one_ss),
        )
        value, low, high, _ = two_estimates.ratio(above, below)
        se = se_of_limits(value, low, high)
        low, high = widened_for_few((value, low, high), np.minimum(one_time, repeat))
        enough = (np.minimum(one_time, repeat) >= FEWEST_IN_GROUP) & _balanced(stats, many_s, many_ss)
        also = {"one": one_time, "many": repeat, "enough": enough.astype(np.float64)}
        return Estimates(value, low, high, se, above.value, below.value, stats["buyers"], also)


#: Columns of the split, after the side's name.
SPLIT: Final = ("customers", "orders_per_customer", "order_value", "spend_per_customer")


def spend_split(scope: Scope) -> pd.DataFrame:
    """Return the table `SPLIT` for repeat and one-time customers, and their ratio.

    The ratio of spend is the ratio of orders times the ratio of order values. Money is in major units of the
    scope's currency.
    """
    customer_totals = scope.sums(customer_sums, WHOLE)
    one_time_buyers, buyers = float(customer_totals["one"][0]), float(customer_totals["buyers"][0])
    sides = [
        (
            buyers - one_time_buyers,
            float(customer_totals["m"][0]) - one_time_buyers,
            float((customer_totals["s"] - customer_totals["one_s"])[0]),
        ),
        (one_time_buyers, one_time_buyers, float(customer_totals["one_s"][0])),
    ]
    rows = [_side_row(*sums, scope.minor) for sums in sides]
    repeat, one_time = np.asarray(rows)
    # Where all customers ordered again there is nobody to divide by.
    ratio = np.divide(repeat, one_time, out=np.full(repeat.size, np.nan), where=one_time != 0)
    frame = pd.DataFrame([*rows, ratio], columns=list(SPLIT))
    frame.insert(0, "side", ["repeat", "one_time", "ratio"])
    return frame


def _side_row(customers: float, orders: float, spend: float, minor: float) -> list[float]:
    if not customers:
        return [0.0, np.nan, np.nan, np.nan]
    return [customers, orders / customers, spend / orders / minor, spend / customers / minor]


def _balanced(stats: Sums, many_s: Array, many_ss: Array) -> NDArray[np.bool_]:
    """Return whether no customer holds more than a fifth of a side's money."""
    with np.errstate(invalid="ignore", divide="ignore"):
        if "max_one" in stats.columns:
            sides = (stats["max_one"] / stats["one_s"], stats["max_many"] / many_s)
        else:
            sides = (np.sqrt(stats["one_ss"]) / stats["one_s"], np.sqrt(many_ss) / many_s)
    return np.asarray((sides[0] <= LARGEST_SHARE) & (sides[1] <= LARGEST_SHARE))
