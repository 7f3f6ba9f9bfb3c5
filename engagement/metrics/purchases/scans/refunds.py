"""Refunds that lie on another day than their orders, and those whose day the files do not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from engagement.metrics.core.order_days import refunded_within
from engagement.metrics.sums.group_sums import collect

if TYPE_CHECKING:
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope


def have_days(data: Data) -> bool:
    """Return whether the files say of any order on which day it was refunded."""

    def look() -> bool:
        dated = data.frame("orders").filter(~nw.col("refund_day").is_null())
        return bool(collect(dated.select(count=nw.len()))["count"][0])

    return data.has("orders") and data.remember("refunds have days", look)


def refunded_before(scope: Scope) -> int:
    """Return how many orders from before the window were refunded in it; 0 where that is not asked for."""
    if not scope.on_refund_day:
        return 0
    is_earlier = (nw.col("day") < scope.window.first_day) & (nw.col("currency") == scope.currency)
    return _count(scope, "refunded before", refunded_within(scope.window) & is_earlier)


def refunds_without_day(scope: Scope, *, inside: bool = False) -> int:
    """Return how many refunded orders up to the end of the window have no day of their refund.

    `inside`: only those of the window.
    """
    is_undated = nw.col("counts") & (nw.col("refunded") > 0) & nw.col("refund_day").is_null()
    if inside:
        return _count(scope, "refunded without a day, inside", is_undated & scope.inside())
    return _count(scope, "refunded without a day", is_undated)


def _count(scope: Scope, name: str, which: nw.Expr) -> int:
    """Return how many orders up to the end of the window the expression keeps; once for each name."""

    def compute() -> int:
        return int(collect(scope.frame("orders").filter(which).select(count=nw.len()))["count"][0])

    return scope.remember(name, compute)
