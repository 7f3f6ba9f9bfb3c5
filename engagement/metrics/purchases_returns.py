"""When customers come back: the second order after the first, and the gaps between orders.

One scan looks at each order of a named customer beside the one before (a lag by customer). Same-day
orders are orders, so a gap may be 0 days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement.metrics.groups import FROM, GROUP, TO, WHOLE, Histogram, Sums, collect, counts_by_value, sums
from engagement.metrics.purchases_customers import named_orders

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engagement.engine import Frame
    from engagement.metrics.groups import Cut
    from engagement.metrics.scope import Scope

_KEY: Final = "customer_key"
#: Days within which a second order is asked for.
FOLLOW_UPS: Final = (30, 60, 90, 180, 365)


def second_orders(scope: Scope, cut: Cut) -> Sums:
    """Return, for each N, `eligible_N` customers and those `within_N` days back; N = 0 is everyone.

    Eligible is whose first order ever lies N days or more before the as-of day, so that all have
    had the same time; the window does not cut them, a cohort does. A trend goes by period of the
    first order; a breakdown by the first order's segment.
    """
    if cut == WHOLE and scope.cohort is None:
        return _from_pairs(scope.remember("pairs", lambda: _pairs(scope)))
    rows = beside_the_one_before(named_orders(scope), scope, cut).filter(~nw.col("later"))
    if scope.cohort is not None:
        rows = rows.filter(nw.col("first_day").is_between(scope.cohort.first_day, scope.cohort.last_day))
    if cut.along is not None:
        period = cut.along.at(nw.col("first_day"))
        rows = rows.with_columns(**{FROM: period, TO: period})
    return sums(rows, cut, _follow_ups(scope))


def gaps(scope: Scope, cut: Cut) -> Histogram:
    """Return how often each number of days lies between two orders of a customer in the window.

    Both orders lie in the window. In a breakdown the gap belongs to the customer's segment.
    """
    if cut == WHOLE:
        pairs = scope.remember("pairs", lambda: _pairs(scope))
        inside = pairs["inside"] > 0
        values, place = np.unique(pairs["gap"][inside].astype(np.float64), return_inverse=True)
        weight = pairs["rows"][inside].astype(np.float64)
        return Histogram((None,), values, place, np.zeros_like(place), weight)
    orders = named_orders(scope)
    if cut.along is None:
        rows = beside_the_one_before(orders, scope, cut, in_window=True)
    else:
        rows = beside_the_one_before(orders, scope, cut).filter(~nw.col("before").is_null())
        # The gap is in a window from its later order on, for as long as its earlier one is.
        spans = {FROM: cut.along.at(nw.col("day")), TO: cut.along.until(nw.col("before"))}
        rows = rows.with_columns(**spans)
    return counts_by_value(rows, cut, nw.col("gap"))


def _pairs(scope: Scope) -> dict[str, NDArray[np.int64]]:
    """Count orders beside the one before, of the whole: one scan for the follow-ups and the gaps.

    By `gap` in days (-1 for a first order), by `ripe` (of how many `FOLLOW_UPS` the customer has
    had the time; -1 from the third order on), and by whether both orders lie in the window.
    """
    rows = beside_the_one_before(named_orders(scope), scope, WHOLE)
    last = scope.window.last_day
    ripe = nw.lit(0)
    for days in FOLLOW_UPS:
        ripe = ripe + (nw.col("first_day") <= last - days).cast(nw.Int32)
    keys = {
        "gap": nw.col("gap").fill_null(-1),
        "ripe": nw.when(nw.col("later")).then(nw.lit(-1)).otherwise(ripe),
        "inside": (nw.col("before") >= scope.window.first_day).fill_null(value=False).cast(nw.Int32),
    }
    counted = rows.with_columns(**keys).group_by(*keys).agg(rows=nw.len())
    return {name: np.asarray(values, dtype=np.int64) for name, values in collect(counted).items()}


def _from_pairs(pairs: Mapping[str, NDArray[np.int64]]) -> Sums:
    gap, ripe, rows = pairs["gap"], pairs["ripe"], pairs["rows"]
    columns = {}
    for needed, days in enumerate((0, *FOLLOW_UPS)):
        eligible, within = (gap < 0) & (ripe >= needed), (gap >= 0) & (ripe >= needed) & (gap <= days)
        columns[f"eligible_{days}"] = np.asarray([rows[eligible].sum()], dtype=np.float64)
        columns[f"within_{days}"] = np.asarray([rows[within].sum()], dtype=np.float64)
    return Sums((None,), columns)


def _follow_ups(scope: Scope) -> dict[str, nw.Expr]:
    measures = {}
    opening, second = nw.col("before").is_null(), ~nw.col("before").is_null() & ~nw.col("later")
    for days in (0, *FOLLOW_UPS):
        ripe = nw.col("first_day") <= scope.window.last_day - days
        soon = (nw.col("gap") <= days).fill_null(value=False)
        measures[f"eligible_{days}"] = (opening & ripe).cast(nw.Int64)
        measures[f"within_{days}"] = (second & ripe & soon).cast(nw.Int64)
    return measures


def beside_the_one_before(orders: Frame, scope: Scope, cut: Cut, *, in_window: bool = False) -> Frame:
    """Add `before` (day of the customer's order before), `gap`, `later` (third and on), `first_day`.

    `first_day` is right for the first two orders only. With a cut by a dimension the rows carry
    the segment of the customer's first order.
    """
    rows, order = orders, ["day"]
    if cut.by is not None:
        rows = rows.with_columns(segment_=scope.dimension(cut.by).fill_null(""))
        order = ["instant", "segment_"]
    if in_window:
        rows = rows.filter(scope.inside())
    before, before_that = (nw.col("day").shift(k).over(_KEY, order_by=order) for k in (1, 2))
    beside = rows.with_columns(before=before, later=before_that)
    beside = beside.with_columns(
        later=~nw.col("later").is_null(),
        gap=nw.col("day") - nw.col("before"),
        first_day=nw.coalesce("before", "day"),
    )
    if cut.by is None:
        return beside
    opening = nw.when(nw.col("before").is_null()).then(nw.col("segment_"))
    return beside.with_columns(opening_=opening).with_columns(**{GROUP: nw.col("opening_").max().over(_KEY)})
