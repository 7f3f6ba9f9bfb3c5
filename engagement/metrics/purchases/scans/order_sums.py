"""Counts and sums of orders. One scan feeds all figures about orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from engagement.metrics.core.order_days import (
    along,
    along_windows,
    by_segment,
    by_windows,
    dated_by_refund,
    order_groups,
    refunded_later,
    sums_within,
)
from engagement.metrics.sums.clustered import clustered
from engagement.metrics.sums.group_sums import GROUP, Cut

if TYPE_CHECKING:
    from engagement.engine import Frame
    from engagement.metrics.core.order_days import OrderGroups
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.sums.clustered import Clustered
    from engagement.metrics.sums.group_sums import Sums
    from engagement.metrics.sums.periods import Periods


def identified() -> nw.Expr:
    """Return an expression: the order counts and names its customer."""
    return nw.col("counts") & ~nw.col("customer_key").is_null()


def money(scope: Scope) -> nw.Expr:
    """Return an expression: the money of an order in minor units, before or after refunds as asked."""
    return nw.col("gross") - nw.col("refunded") if scope.net else nw.col("gross")


def in_currency(scope: Scope) -> nw.Expr | None:
    """Return an expression: the order is in the scope's currency; None where the data have only one."""
    return nw.col("currency") == scope.currency if scope.mixed else None


def order_sums(scope: Scope, cut: Cut) -> Sums:
    """Return the numbers of orders by kind, and the sums of their money in the scope's currency."""
    if cut.by is not None:
        groups = order_groups(scope.grouped(scope.frame("orders"), cut), GROUP)
        if scope.on_refund_day:
            groups = _with_refunds_moved(scope, cut.by, groups)
        return by_segment(groups, groups.read_in(scope.currency, net=scope.net))
    if cut.along is not None and scope.states is not None:
        groups = _by_windows(scope, cut.along)
        return along_windows(groups, cut.along, groups.read_in(scope.currency, net=scope.net))
    days = scope.order_days
    columns = days.read_in(scope.currency, net=scope.net)
    if cut.along is not None:
        return along(days, cut.along, columns)
    return sums_within(days, scope.window.first_day, scope.window.last_day, columns)


def _by_windows(scope: Scope, periods: Periods) -> OrderGroups:
    """Return the sums of orders by the windows in which their customers are in the scope's states."""

    def summed(rows: Frame) -> OrderGroups:
        return by_windows(scope.grouped(rows, Cut(along=periods)), periods)

    orders = scope.frame("orders")
    if not scope.on_refund_day:
        return summed(orders)
    elsewhere = scope.rows("orders").filter(refunded_later())
    refunds = dated_by_refund(elsewhere).filter(nw.col("day") <= scope.window.last_day)
    own_day = elsewhere.filter(nw.col("day") <= scope.window.last_day)
    return summed(orders).with_refunds_moved(summed(own_day), summed(refunds))


def _with_refunds_moved(scope: Scope, by: str, groups: OrderGroups) -> OrderGroups:
    """Return the sums by segment with refunds on their own day, where that lies in the window."""
    labelled = scope.labelled(scope.frame("orders"), by, GROUP).filter(refunded_later())
    refunds = dated_by_refund(labelled).filter(nw.col("day") <= scope.window.last_day)
    return groups.with_refunds_moved(
        order_groups(labelled.filter(scope.inside()), GROUP),
        order_groups(refunds.filter(scope.inside()), GROUP),
    )


def order_values(scope: Scope, cut: Cut) -> Clustered:
    """Return the value of each order with its customer, in minor units of the scope's currency."""
    is_own_currency = in_currency(scope)
    rows = scope.frame("orders").filter(
        nw.col("counts") if is_own_currency is None else nw.col("counts") & is_own_currency
    )
    return clustered(scope.grouped(rows, cut), cut, money(scope))
