"""The named tables of the purchase metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.metrics.purchases.scans.customers import customer_numbers, named_orders
from engagement.metrics.purchases.scans.orders import money, order_sums
from engagement.metrics.purchases.scans.returns import beside_the_one_before
from engagement.metrics.sums.groups import WHOLE, collect
from engagement.money.currencies import minor_digits
from engagement.statistics.survival import kaplan_meier

if TYPE_CHECKING:
    from engagement.metrics.core.scope import Scope


def days_to_second_order(scope: Scope) -> pd.DataFrame:
    """Return the share of customers who are back by each day after the first order (Kaplan-Meier).

    All customers up to the as-of day count, each for as long as it has been since the first order.
    Columns: days, at_risk, second_orders, back, low, high.
    """
    rows = beside_the_one_before(named_orders(scope), scope, WHOLE).filter(~nw.col("later"))
    rows = rows.with_columns(
        age_=scope.window.last_day - nw.col("first_day"), gap=nw.col("gap").fill_null(-1)
    )
    found = collect(rows.group_by("age_", "gap").agg(rows_=nw.len()))
    age, gap, count = (np.asarray(found[c], dtype=np.int64) for c in ("age_", "gap", "rows_"))
    size = int(max(age.max(initial=0), gap.max(initial=0))) + 1
    opening = gap < 0
    events = np.bincount(gap[~opening], count[~opening], size)
    censored = np.bincount(age[opening], count[opening], size)
    censored = censored - np.bincount(age[~opening], count[~opening], size)
    days = np.flatnonzero((events > 0) | (censored > 0))
    times, happened, lost = (np.asarray(x, dtype=np.float64) for x in (days, events[days], censored[days]))
    curve = kaplan_meier(times, happened, lost)
    return pd.DataFrame(
        {
            "days": days,
            "at_risk": curve.at_risk.astype(np.int64),
            "second_orders": curve.events.astype(np.int64),
            "back": 1 - curve.survival,
            "low": 1 - curve.high,
            "high": 1 - curve.low,
        }
    )


def money_by_currency(scope: Scope) -> pd.DataFrame:
    """Return orders, revenue and average order value of each currency, most orders first."""
    rows = scope.frame("orders").filter(scope.inside(), nw.col("counts")).with_columns(money_=money(scope))
    found = collect(rows.group_by("currency").agg(nw.len().alias("orders"), nw.col("money_").sum()))
    frame = pd.DataFrame({"currency": found["currency"].astype(str), "orders": found["orders"].astype(int)})
    units = np.asarray([10.0 ** minor_digits(code) for code in frame["currency"]])
    frame["revenue"] = np.asarray(found["money_"], dtype=np.float64) / units
    frame["average_order_value"] = frame["revenue"] / frame["orders"]
    return frame.sort_values(["orders", "currency"], ascending=[False, True], ignore_index=True)


def orders_by_identity(scope: Scope) -> pd.DataFrame:
    """Return orders, customers and revenue of the window, with and without a customer."""
    orders, people = scope.sums(order_sums, WHOLE), scope.sums(customer_numbers, WHOLE)
    revenue, unnamed = float(orders["revenue"][0]), float(orders["anonymous_revenue"][0])
    count, without = int(orders["orders"][0]), int(orders["anonymous"][0])
    rows = [
        ("named", int(people["customers"][0]), count - without, (revenue - unnamed) / scope.minor),
        ("without_customer", 0, without, unnamed / scope.minor),
    ]
    return pd.DataFrame(rows, columns=["identity", "customers", "orders", "revenue"])
