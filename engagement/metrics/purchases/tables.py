"""The named tables of the purchase metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.metrics.purchases.scans.customers import customer_numbers
from engagement.metrics.purchases.scans.order_sums import money, order_sums
from engagement.metrics.sums.group_sums import WHOLE, collect
from engagement.money.currencies import minor_digits

if TYPE_CHECKING:
    from engagement.metrics.core.scope import Scope


def money_by_currency(scope: Scope) -> pd.DataFrame:
    """Return orders, revenue and average order value of each currency, most orders first."""
    rows = scope.frame("orders").filter(scope.inside(), nw.col("counts")).with_columns(money_=money(scope))
    sums = collect(rows.group_by("currency").agg(nw.len().alias("orders"), nw.col("money_").sum()))
    frame = pd.DataFrame({"currency": sums["currency"].astype(str), "orders": sums["orders"].astype(int)})
    units = np.asarray([10.0 ** minor_digits(code) for code in frame["currency"]])
    frame["revenue"] = np.asarray(sums["money_"], dtype=np.float64) / units
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
