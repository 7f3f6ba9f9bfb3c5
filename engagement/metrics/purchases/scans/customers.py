"""Customers of a window: their orders and money, and sums over customers. One scan for all metrics.

A customer belongs to one segment in a breakdown: that of the first order in the window (of two at
the same moment, the first by name), so that segments add up to the whole. Only the average order
value goes by each order's own segment, because it is a figure of orders.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement.metrics.core.trailing import customer_counts, customer_moments, customer_ratios
from engagement.metrics.holding import contents
from engagement.metrics.purchases.scans.order_sums import identified, in_currency, money, order_sums
from engagement.metrics.sums.few_clusters import with_few
from engagement.metrics.sums.group_sums import GROUP, Cut, Histogram, Sums, collect, sums

if TYPE_CHECKING:
    from engagement.engine import Frame
    from engagement.metrics.core.scope import Scope

_KEY: Final = "customer_key"


def _is(condition: nw.Expr) -> nw.Expr:
    return condition.cast(nw.Float64)


def moments(n: nw.Expr, m: nw.Expr, s: nw.Expr) -> dict[str, nw.Expr]:
    """Return the expressions to sum over customers, from orders n, orders in the currency m and money s.

    All are 0 for a customer without orders. `one` counts customers with a single order in the currency.
    """
    has_one = _is(m == 1)
    return {
        "customers": _is(n > 0),
        "repeat": _is(n > 1),
        "orders": n,
        "orders_squared": n * n,
        "buyers": _is(m > 0),
        "m": m,
        "s": s,
        "mm": m * m,
        "ss": s * s,
        "ms": m * s,
        "one": has_one,
        "one_s": has_one * s,
        "one_ss": has_one * s * s,
    }


def customer_sums(scope: Scope, cut: Cut) -> Sums:
    """Return the sums over customers that means and their intervals need: all of `moments`.

    For the whole and for segments also the largest spend of one customer in either group (`max_one`,
    `max_many`), and for the whole `returning`: customers with an order before the window. For segments see
    `returning_numbers`.
    """
    if cut.along is not None:
        return customer_moments(_events(scope, cut), cut.along, moments)
    people = _people(scope) if cut.by is None else _people_by_segment(scope, cut)
    n, m, s = (nw.col(c) for c in ("n", "m", "s"))
    measures = moments(n, m, s)
    if cut.by is None:
        measures["returning"] = _returning(scope)
    measures["max_one"] = nw.when(m == 1).then(s).otherwise(nw.lit(0.0))
    measures["max_many"] = nw.when(m > 1).then(s).otherwise(nw.lit(0.0))
    return sums(people, cut, measures)


def customer_numbers(scope: Scope, cut: Cut) -> Sums:
    """Return the numbers that rates of customers need: customers, repeat customers and their orders.

    For the whole also `returning`; for segments see `returning_numbers`.
    """
    if cut.along is None:
        return scope.sums(customer_sums, cut)
    return customer_counts(scope.grouped(named_orders(scope), cut), cut.along)


def returning_numbers(scope: Scope, cut: Cut) -> Sums:
    """Return the customers, and those with an order before the window; this scans all orders."""
    if cut.by is None:
        return scope.sums(customer_numbers, cut)
    people = _people_by_segment(scope, cut, ever=True)
    return sums(people, cut, {"customers": nw.lit(1.0), "returning": _returning(scope)})


def _returning(scope: Scope) -> nw.Expr:
    return (nw.col("first_day") < scope.window.first_day).cast(nw.Int64)


def basket_sums(scope: Scope, cut: Cut) -> Sums:
    """Return orders and money by cluster for the average order value; the rows themselves if there are few.

    A cluster is a customer; each order without a customer is its own cluster.
    """
    orders = scope.sums(order_sums, cut)
    named = _baskets_by_segment(scope, cut) if cut.by else scope.sums(customer_sums, cut)
    if cut.by:
        named = _aligned(named, orders.labels)
    single, revenue = orders["anonymous_paid"], orders["anonymous_revenue"]
    columns = {
        "clusters": named["buyers"] + single,
        "m": named["m"] + single,
        "s": named["s"] + revenue,
        "mm": named["mm"] + single,
        "ss": named["ss"] + orders["anonymous_squares"],
        "ms": named["ms"] + revenue,
    }
    return _with_few(scope, cut, Sums(orders.labels, columns))


def _with_few(scope: Scope, cut: Cut, sums: Sums) -> Sums:
    is_own_currency = in_currency(scope)
    rows = scope.frame("orders").filter(
        nw.col("counts") if is_own_currency is None else nw.col("counts") & is_own_currency
    )
    return with_few(sums, "clusters", scope.grouped(rows, cut), cut, nw.lit(1), money(scope), _KEY)


def basket_values(scope: Scope, cut: Cut) -> Histogram:
    """Return the mean order value of each customer, in minor units."""
    if cut.along is not None:
        return customer_ratios(_events(scope, cut), cut.along)
    people = _people(scope) if cut.by is None else _people_by_segment(scope, cut)
    keys = [GROUP] if cut.by else []
    per_customer = collect(people.filter(nw.col("m") > 0).select(*keys, "m", "s"))
    values, place = np.unique(
        np.asarray(per_customer["s"], dtype=np.float64) / np.asarray(per_customer["m"], dtype=np.float64),
        return_inverse=True,
    )
    names, group = (
        np.unique(per_customer[GROUP].astype(str), return_inverse=True)
        if cut.by
        else (np.asarray([""]), np.zeros(place.size, dtype=np.int64))
    )
    labels = tuple(str(name) or None for name in names)
    return Histogram(labels, values, place, group, np.ones(place.size))


def named_orders(scope: Scope) -> Frame:
    """Return the orders that count and name their customer, up to the as-of day."""
    rows = scope.frame("orders").filter(identified())
    return rows if scope.whose is None else _belonging(rows, scope, *scope.whose)


def _belonging(rows: Frame, scope: Scope, by: str, segment: str) -> Frame:
    """Return the orders of the customers whose first order ever has this value of a dimension.

    Of two first orders at the same moment the value first by name counts, so each customer has one segment.
    """
    named = scope.labelled(rows, by, "segment_", "orders")
    opening = nw.when(nw.col("instant") == nw.col("instant").min().over(_KEY)).then(nw.col("segment_"))
    owned = named.with_columns(opening_=opening).with_columns(opening_=nw.col("opening_").min().over(_KEY))
    return owned.filter(nw.col("opening_") == segment).drop("segment_", "opening_")


def _people(scope: Scope) -> Frame:
    """Return one row per customer of the window: n, m, s as floats, and the day of the first order ever."""
    rows = named_orders(scope).with_columns(**_parts(scope))
    people = rows.group_by(_KEY).agg(
        *(nw.col(c).sum() for c in ("n", "m", "s")), first_day=nw.col("day").min()
    )
    return people.filter(nw.col("n") > 0)


def _people_by_segment(scope: Scope, cut: Cut, *, ever: bool = False) -> Frame:
    """Return the same with the segment of the customer's first order in the window.

    For a dimension of order lines, each customer has a row per value, inside where that first order holds it.
    The first day is that in the window, which needs fewer orders, unless that of `ever` is wanted.
    """
    by, when = str(cut.by), nw.when(scope.inside()).then(nw.col("instant"))
    rows = named_orders(scope) if ever else named_orders(scope).filter(scope.inside())
    rows = rows.with_columns(when_=when, **_parts(scope))
    people = rows.group_by(_KEY).agg(
        *(nw.col(c).sum() for c in ("n", "m", "s")), nw.col("when_").min(), first_day=nw.col("day").min()
    )
    people = people.filter(nw.col("n") > 0)
    if by.startswith(contents.EACH):
        return _on_both_sides(scope, by, people)
    # Joining the few first orders is a third of what it costs to sort or group all orders by segment.
    labelled = scope.first_labelled(named_orders(scope), by, "segment_").filter(scope.inside())
    opening = people.join(labelled.select(_KEY, "segment_", when_="instant"), on=[_KEY, "when_"])
    first = opening.group_by(_KEY).agg(
        *(nw.col(c).max() for c in ("n", "m", "s")),
        nw.col("segment_").min(),
        first_day=nw.col("first_day").min(),
    )
    return first.with_columns(**{GROUP: scope.data.folded(by, nw.col("segment_"))})


def _on_both_sides(scope: Scope, by: str, people: Frame) -> Frame:
    orders = named_orders(scope).filter(scope.inside()).with_columns(when_=nw.col("instant"))
    opening = orders.join(people.select(_KEY, "when_"), on=[_KEY, "when_"])
    with_value = contents.holding(scope.data, opening, by).select(_KEY, "value_").unique()
    repeated = contents.both_sides(scope.data, people, by)
    repeated = repeated.join(with_value.with_columns(holds_=nw.lit(1)), on=[_KEY, "value_"], how="left")
    inside = ~nw.col("holds_").is_null()
    return repeated.with_columns(**{GROUP: nw.when(inside).then(nw.col("in_")).otherwise(nw.col("out_"))})


def _baskets_by_segment(scope: Scope, cut: Cut) -> Sums:
    """Return the sums over pairs of customer and segment, each order in its own segment."""
    rows = scope.grouped(named_orders(scope).with_columns(**_parts(scope)), cut)
    pairs = rows.group_by(_KEY, GROUP).agg(*(nw.col(c).sum() for c in ("n", "m", "s")))
    return sums(pairs, cut, moments(nw.col("n"), nw.col("m"), nw.col("s")))


def _parts(scope: Scope) -> dict[str, nw.Expr]:
    """Return the expressions for what an order adds to its customer's n, m and s; 0 outside the window."""
    inside, is_own_currency = scope.inside(), in_currency(scope)
    paid = inside if is_own_currency is None else inside & is_own_currency
    return {
        "n": inside.cast(nw.Float64),
        "m": paid.cast(nw.Float64),
        "s": nw.when(paid).then(money(scope).cast(nw.Float64)).otherwise(nw.lit(0.0)),
    }


def _events(scope: Scope, cut: Cut) -> Frame:
    """Return the orders of named customers with the columns that a running window needs."""
    is_own_currency = in_currency(scope)
    paid = nw.lit(1) if is_own_currency is None else is_own_currency.cast(nw.Int64)
    rows = scope.grouped(named_orders(scope), cut)
    return rows.with_columns(in_currency=paid, money=money(scope) * paid)


def _aligned(sums: Sums, labels: tuple[str | None, ...]) -> Sums:
    """Return the sums in the order of `labels`, with 0 where a label is missing."""
    place = {label: i for i, label in enumerate(sums.labels)}
    order = [place.get(label, len(sums)) for label in labels]
    return Sums(labels, {name: np.append(values, 0.0)[order] for name, values in sums.columns.items()})
