"""Orders as they stand: how many, of whom, for how much. One scan feeds every metric of orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from engagement.metrics.groups import counts_by_value, sums

if TYPE_CHECKING:
    from engagement.metrics.groups import Cut, Histogram, Sums
    from engagement.metrics.scope import Scope

CANCELLED = ("cancelled", "voided")
UNPAID = ("failed", "expired")


def identified() -> nw.Expr:
    """Whether an order counts and names its customer."""
    return nw.col("counts") & ~nw.col("customer_key").is_null()


def money(scope: Scope) -> nw.Expr:
    """Return the money of an order in minor units, before or after refunds as asked."""
    return nw.col("gross") - nw.col("refunded") if scope.net else nw.col("gross")


def in_currency(scope: Scope) -> nw.Expr | None:
    """Whether an order is in the scope's currency; None where there is only one."""
    return nw.col("currency") == scope.currency if scope.mixed else None


def order_sums(scope: Scope, cut: Cut) -> Sums:
    """Return the counts of orders by kind, and the sums of their money in the scope's currency."""
    counts, own = nw.col("counts"), in_currency(scope)
    paid = counts if own is None else counts & own
    unnamed = nw.col("customer_key").is_null()
    amount = nw.when(paid).then(money(scope)).otherwise(nw.lit(0))
    kinds = {
        "orders": counts,
        "anonymous": counts & unnamed,
        "guests": counts & nw.col("guest").fill_null(value=False),
        "guest_known": counts & ~nw.col("guest").is_null(),
        "refunded_orders": counts & (nw.col("refunded") > 0),
        "discounted": counts & ~nw.col("discount_code").is_null(),
        "free": counts & (nw.col("gross") == 0),
        "paid": paid,
        "anonymous_paid": paid & unnamed,
        "cancelled": nw.col("status").is_in(list(CANCELLED)),
        "unpaid": nw.col("status").is_in(list(UNPAID)),
        "tests": nw.col("status") == "test",
    }
    measures = {name: kind.cast(nw.Int64) for name, kind in kinds.items()}
    measures["revenue"] = amount
    measures["refunds"] = nw.when(paid).then(nw.col("refunded")).otherwise(nw.lit(0))
    measures["anonymous_revenue"] = nw.when(unnamed).then(amount).otherwise(nw.lit(0))
    as_float = measures["anonymous_revenue"].cast(nw.Float64)
    measures["anonymous_squares"] = as_float * as_float
    found = sums(scope.grouped(scope.frame("orders"), cut), cut, measures)
    placed = {
        "placed": found["orders"] + found["cancelled"],
        "all_rows": found["orders"] + found["cancelled"] + found["unpaid"] + found["tests"],
    }
    return type(found)(found.labels, {**found.columns, **placed})


def order_values(scope: Scope, cut: Cut) -> Histogram:
    """Return how often each order value occurs, in minor units of the scope's currency."""
    own = in_currency(scope)
    rows = scope.frame("orders").filter(nw.col("counts") if own is None else nw.col("counts") & own)
    return counts_by_value(scope.grouped(rows, cut), cut, money(scope))
