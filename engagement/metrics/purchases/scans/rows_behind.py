"""The orders behind each purchase figure, for the list of rows that a reader can open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from engagement.metrics.core.order_days import refunded_within

if TYPE_CHECKING:
    from engagement.engine import Frame
    from engagement.metrics.core.definition import Field
    from engagement.metrics.core.scope import Scope

#: The fields that are minor units of the currency where value and limits are amounts of money; where the
#: number above the line is one too; and where only the two numbers of the ratio are.
VALUE: Final[frozenset[Field]] = frozenset({"value", "low", "high", "se"})
ABOVE: Final[frozenset[Field]] = VALUE | {"numerator"}
MEANS: Final[frozenset[Field]] = frozenset({"numerator", "denominator"})


def counting(scope: Scope) -> Frame:
    """Return the orders that count."""
    return scope.frame("orders").filter(scope.inside(), nw.col("counts"))


def orders_of_customers(scope: Scope) -> Frame:
    """Return the orders that count and name a customer."""
    return counting(scope).filter(~nw.col("customer_key").is_null())


def placed(scope: Scope) -> Frame:
    """Return the orders that count and those that were cancelled or voided."""
    is_placed = nw.col("counts") | nw.col("status").is_in(["cancelled", "voided"])
    return scope.frame("orders").filter(scope.inside(), is_placed)


def in_currency(scope: Scope) -> Frame:
    """Return the orders that count, in the scope's currency."""
    return counting(scope).filter(nw.col("currency") == scope.currency)


def of_revenue(scope: Scope) -> Frame:
    """Return the orders that count, in the scope's currency; with those refunded in the window as asked."""
    if not scope.on_refund_day:
        return in_currency(scope)
    rows = scope.frame("orders").filter(nw.col("counts") & (nw.col("currency") == scope.currency))
    return rows.filter(scope.inside() | refunded_within(scope.window))


def named_in_currency(scope: Scope) -> Frame:
    """Return the orders that count and name a customer, in the scope's currency."""
    return orders_of_customers(scope).filter(nw.col("currency") == scope.currency)
