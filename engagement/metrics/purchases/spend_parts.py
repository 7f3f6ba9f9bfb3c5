"""The higher spend of repeat customers, split into more orders and bigger orders, with intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from engagement.metrics.purchases.scans.customers import customer_sums
from engagement.metrics.purchases.spend import RepeatSpendRatio
from engagement.metrics.sums.group_sums import WHOLE
from engagement.statistics import means, ratios, two_estimates
from engagement.statistics.interval import Estimate
from engagement.statistics.studentised import widened_for_few

if TYPE_CHECKING:
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.sums.group_sums import Sums

#: The total, and the two factors whose product it is.
PARTS: Final = ("spend", "orders", "order_value")


def spend_parts(scope: Scope) -> pd.DataFrame:
    """Return the table `PARTS`: repeat against one-time customers of the window, one row per factor.

    Columns: factor, repeat, one_time (per customer, or per order; money in major units), ratio, low, high
    (95 %), part_of_all. The ratio of spend is the product of the ratios of orders and of order values, so
    their logarithms add up: `part_of_all` is a factor's share of the logarithm of the ratio of spend. Ratio,
    limits and share are NaN where the figure `repeat_vs_one_time_spend` is hidden; the shares also where the
    ratio of spend is 1.
    """
    totals = scope.sums(customer_sums, WHOLE)
    rule = RepeatSpendRatio()
    ratio_estimates = rule.estimate(totals)
    enough = rule.status(ratio_estimates)[0] == "ok"
    one_time_parts, repeat_parts = _sides(totals)
    factors = [
        two_estimates.ratio(repeat, single)
        for repeat, single in zip(repeat_parts, one_time_parts, strict=True)
    ]
    ratio, low, high = (np.asarray(each) for each in list(zip(*factors, strict=True))[:3])
    low, high = widened_for_few(
        (ratio, low, high), np.minimum(totals["one"], totals["buyers"] - totals["one"])
    )
    frame = pd.DataFrame(
        {
            "factor": PARTS,
            "repeat": [part.value for part in repeat_parts],
            "one_time": [part.value for part in one_time_parts],
            "ratio": ratio,
            "low": low,
            "high": high,
        }
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(frame["ratio"].to_numpy(np.float64))
        frame["part_of_all"] = np.where(logs[0] != 0, logs / logs[0], np.nan)
    if not enough:
        frame[["ratio", "low", "high", "part_of_all"]] = np.nan
    money = frame["factor"] != "orders"
    frame.loc[money, ["repeat", "one_time"]] /= scope.minor
    return frame


def _sides(sums: Sums) -> tuple[list[Estimate[float]], list[Estimate[float]]]:
    """Return spend, orders and order value of one-time and of repeat customers, money in minor units.

    A one-time customer has one order, so spend and order value are the same. The order value of repeat
    customers is a ratio of sums with clusters by customer, as orders of one customer resemble each other.
    """
    totals = {name: float(values[0]) for name, values in sums.columns.items()}
    single = means.mean_from_sums(totals["one"], totals["one_s"], totals["one_ss"])
    n, m, s = totals["buyers"] - totals["one"], totals["m"] - totals["one"], totals["s"] - totals["one_s"]
    mm, ss, ms = totals["mm"] - totals["one"], totals["ss"] - totals["one_ss"], totals["ms"] - totals["one_s"]
    one_order = Estimate(1.0, 1.0, 1.0, 0.0) if totals["one"] else Estimate(np.nan, np.nan, np.nan, np.nan)
    repeat = [
        means.mean_from_sums(n, s, ss),
        means.mean_from_sums(n, m, mm),
        ratios.ratio_of_sums(ratios.RatioSums(n, m, s, mm, ss, ms)),
    ]
    return [single, one_order, single], repeat
