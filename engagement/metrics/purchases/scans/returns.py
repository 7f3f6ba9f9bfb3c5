"""When customers come back: the second order after the first, and the gaps between orders.

One scan joins each order of a named customer with the previous one (a lag by customer). Orders of one day
are separate orders, so a gap can be 0 days.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement.metrics.core.order_days import spans
from engagement.metrics.holding import contents
from engagement.metrics.purchases.scans.customers import named_orders
from engagement.metrics.sums.clustered import clustered
from engagement.metrics.sums.group_sums import GROUP, WHOLE, Sums, collect, over_time, sums

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engagement.engine import Frame
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.sums.clustered import Clustered
    from engagement.metrics.sums.group_sums import Cut
    from engagement.statistics.interval import Array

_KEY: Final = "customer_key"
#: Of two orders at the same moment the first is that of the first segment by name.
_IN_ORDER: Final = ("instant", "segment_")
#: The days within which a second order counts.
FOLLOW_UPS: Final = (30, 60, 90, 180, 365)


def second_orders(scope: Scope, cut: Cut) -> Sums:
    """Return, for each follow-up N in days, `eligible_N` new customers and `within_N` of them who came back.

    `back_ever` counts those who came back at any time. New customers are those whose first order ever lies
    in the scope's cohort (without a cohort, on any day up to the as-of day). Eligible for N are those whose
    first order lies at least N days before the as-of day, so that all had the same time; N = 0 includes
    everyone. A trend goes by the day of the first order, a breakdown by its segment.
    """
    if cut.by is not None and cut.by.startswith(contents.EACH):
        return _by_contents(scope, cut.by)
    if cut.by is not None:
        return sums(_first_two(scope, cut), cut, _follow_ups(scope))
    days = first_days(scope)
    if cut.along is not None:
        first, until = spans(days["first_day"], cut.along)
        return over_time(cut.along, first, until, _follow_up_counts(days, scope.window.last_day))
    counted_days = days
    if scope.cohort is not None:
        inside = (days["first_day"] >= scope.cohort.first_day) & (days["first_day"] <= scope.cohort.last_day)
        counted_days = {name: values[inside] for name, values in days.items()}
    counts = _follow_up_counts(counted_days, scope.window.last_day)
    return Sums((None,), {name: values.sum(keepdims=True) for name, values in counts.items()})


def _by_contents(scope: Scope, by: str) -> Sums:
    """Return the same for each value of a dimension of order lines, and for all other customers.

    A customer belongs to a value if their first order ever holds it. Only first orders are joined with the
    lines; the others are all customers less these.
    """
    measures = _follow_ups(scope)
    first = named_orders(scope).group_by(_KEY).agg(nw.col("instant").min())
    opening = named_orders(scope).join(first, on=[_KEY, "instant"])
    with_value = contents.holding(scope.data, opening, by).select(_KEY, "value_").unique()
    rows = _first_two(scope, WHOLE).join(with_value, on=_KEY).with_columns(**measures)
    sums_by_value = collect(rows.group_by("value_").agg(*(nw.col(name).sum() for name in measures)))
    places = np.asarray(sums_by_value["value_"], dtype=np.int64).tolist()
    total = scope.sums(second_orders, WHOLE)
    inside = {name: np.nan_to_num(np.asarray(sums_by_value[name], dtype=np.float64)) for name in measures}
    columns = {name: np.concatenate((values, total[name] - values)) for name, values in inside.items()}
    labels = [contents.side(place, inside=is_inside) for is_inside in (True, False) for place in places]
    has_customers = columns["eligible_0"] + columns["back_ever"] > 0
    shown_labels = tuple(label for label, some in zip(labels, has_customers.tolist(), strict=True) if some)
    return Sums(shown_labels, {name: values[has_customers] for name, values in columns.items()})


def gaps(scope: Scope, cut: Cut) -> Clustered:
    """Return the days between each order of the window and the customer's previous order, by customer.

    The previous order may lie before the window: a gap belongs to the window in which it ends, so its length
    does not depend on the window's. A breakdown goes by the segment of the customer's first order in the
    window.
    """
    orders, order = named_orders(scope), ["day"]
    if cut.by is not None:
        orders, order = scope.first_labelled(orders, cut.by, "segment_"), [*_IN_ORDER]
    beside = orders.with_columns(before_=nw.col("day").shift(1).over(_KEY, order_by=order))
    rows = beside.with_columns(gap_=nw.col("day") - nw.col("before_"))
    rows = scope.grouped(rows, cut) if cut.along is not None else rows.filter(scope.inside())
    if cut.by is not None:
        rows = rows.with_columns(here_=nw.col("day").shift(1).over(_KEY, order_by=order))
        opening = nw.when(nw.col("here_").is_null()).then(nw.col("segment_"))
        rows = rows.with_columns(opening_=opening).with_columns(
            **{GROUP: scope.data.folded(cut.by, nw.col("opening_").max().over(_KEY))}
        )
    return clustered(rows, cut, nw.col("gap_"))


def cohort_orders(scope: Scope) -> Frame:
    """Return the first and second orders of the new customers of the scope's cohort."""
    return _first_two(scope, WHOLE).drop("before", "later", "gap", "first_day")


def _first_two(scope: Scope, cut: Cut) -> Frame:
    """Return the first two orders of each new customer of the cohort, with the previous order's columns."""
    rows = beside_the_one_before(named_orders(scope), scope, cut).filter(~nw.col("later"))
    if scope.cohort is None:
        return rows
    return rows.filter(nw.col("first_day").is_between(scope.cohort.first_day, scope.cohort.last_day))


def first_days(scope: Scope) -> dict[str, NDArray[np.int64]]:
    """Count all customers by the day of their first order and by how soon the second one came, in one scan.

    `step` is the number of `FOLLOW_UPS` shorter than the gap to the second order; -1 for first orders.
    """
    return replace(scope, cohort=None, read_in=None).remember("first_days", lambda: _first_days(scope))


def _first_days(scope: Scope) -> dict[str, NDArray[np.int64]]:
    rows = beside_the_one_before(named_orders(scope), scope, WHOLE).filter(~nw.col("later"))
    step = nw.lit(0)
    for days in FOLLOW_UPS:
        step = step + (nw.col("gap") > days).cast(nw.Int32)
    steps = rows.with_columns(step_=nw.when(nw.col("before").is_null()).then(nw.lit(-1)).otherwise(step))
    counted = collect(steps.group_by("first_day", "step_").agg(rows_=nw.len()))
    names = {"first_day": "first_day", "step": "step_", "rows": "rows_"}
    return {name: np.asarray(counted[column], dtype=np.int64) for name, column in names.items()}


def _follow_up_counts(days: Mapping[str, NDArray[np.int64]], last_day: int) -> dict[str, Array]:
    """Return for each row of `first_days` the customers eligible and back within each follow-up."""
    step, rows = days["step"], days["rows"].astype(np.float64)
    columns = {}
    for shorter, wait in enumerate((0, *FOLLOW_UPS)):
        ripe = days["first_day"] <= last_day - wait
        columns[f"eligible_{wait}"] = rows * (ripe & (step < 0))
        columns[f"within_{wait}"] = rows * (ripe & (step >= 0) & (step < shorter))
    columns["back_ever"] = rows * (step >= 0)
    return columns


def _follow_ups(scope: Scope) -> dict[str, nw.Expr]:
    measures = {}
    opening, second = nw.col("before").is_null(), ~nw.col("before").is_null() & ~nw.col("later")
    for days in (0, *FOLLOW_UPS):
        ripe = nw.col("first_day") <= scope.window.last_day - days
        soon = (nw.col("gap") <= days).fill_null(value=False)
        measures[f"eligible_{days}"] = (opening & ripe).cast(nw.Int64)
        measures[f"within_{days}"] = (second & ripe & soon).cast(nw.Int64)
    measures["back_ever"] = second.cast(nw.Int64)
    return measures


def beside_the_one_before(orders: Frame, scope: Scope, cut: Cut) -> Frame:
    """Add the columns `before` (day of the customer's previous order), `gap`, `later` and `first_day`.

    `later` marks the third and later orders. `first_day` is valid for the first two orders only. With a cut
    by a dimension the rows have the segment of the customer's first order.
    """
    rows, order = orders, ["day"]
    if cut.by is not None:
        rows = scope.first_labelled(rows, cut.by, "segment_")
        order = [*_IN_ORDER]
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
    return beside.with_columns(opening_=opening).with_columns(
        **{GROUP: scope.data.folded(cut.by, nw.col("opening_").max().over(_KEY))}
    )
