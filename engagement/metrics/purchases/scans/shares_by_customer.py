"""Shares of orders with clusters by customer: whoever used a code or returned goods once does it again.

All shares (guests, refunds, cancellations, codes) come from one scan. It returns a histogram: the number of
customers with so many orders, of which so many are by guests, refunded, with a code. It has few rows and
gives every sum over customers that an interval needs. Each order without a customer is its own cluster.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement.metrics.core.order_days import discounted
from engagement.metrics.core.trailing import running_moments
from engagement.metrics.purchases.scans.order_sums import order_sums
from engagement.metrics.sums.group_sums import FROM, GROUP, TO, WHOLE, Cut, Sums, collect, over_time, sums
from engagement.metrics.sums.of_clusters import (
    GRAIN,
    PARTS,
    SumsWithOthers,
    binned,
    of_clusters,
    of_singles,
    products,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engagement.engine import Frame
    from engagement.metrics.core.scope import Scope
    from engagement.statistics.interval import Array

    #: Columns of the histogram: one entry per kind of customer (and group).
    Kinds = dict[str, Array]

_KEY: Final = "customer_key"
_ALONE: Final = "alone_"
_CANCELLED: Final = ("cancelled", "voided")


@dataclass(frozen=True, slots=True)
class OrderShare:
    """A share of orders: those with the mark `k` among those with the mark `m` (keys of `_marks`)."""

    k: str
    m: str

    def sums(self, scope: Scope, cut: Cut) -> Sums:
        """Return `PARTS` of each group; in a breakdown with the products of a segment and its others."""
        if cut.along is not None and cut.along.length != 0:
            return self._running(scope, cut)
        kinds = scope.remember(("kinds of customers", cut), lambda: _kinds(scope, cut))
        weight = kinds["weight_"]
        parts = {name: values * weight for name, values in self._parts(kinds).items()}
        if cut.along is not None:
            first, last = (np.asarray(kinds[edge], dtype=np.int64) for edge in (FROM, TO))
            return over_time(cut.along, first, last, parts)
        if cut.by is None:
            return Sums((None,), {name: values.sum(keepdims=True) for name, values in parts.items()})
        return self._with_others(kinds, parts)

    def _parts(self, kinds: Kinds, prefix: str = "") -> dict[str, Array]:
        """Return `PARTS` of each kind of customer; each order without a customer counts as one."""
        m, k, alone = kinds[prefix + self.m], kinds[prefix + self.k], kinds[_ALONE] > 0
        several, single = of_clusters(m, k), of_singles(m, k)
        return {name: np.where(alone, single[name], several[name]) for name in PARTS}

    def _with_others(self, kinds: Kinds, own_sums: Mapping[str, Array]) -> Sums:
        """Return the sums of each segment, and those of all other segments.

        The others include the customers of the segment with what they ordered elsewhere.
        """
        names, place = np.unique(kinds[GROUP].astype(str), return_inverse=True)

        alone, weight = kinds[_ALONE] > 0, kinds["weight_"]
        everywhere, elsewhere = self._parts(kinds, "all_"), self._parts(kinds, "else_")
        other_sums = {n: np.where(alone, own_sums[n], (everywhere[n] - elsewhere[n]) * weight) for n in PARTS}
        # A customer in several segments is in the histogram once for each of them.
        evenly = {n: np.where(alone, own_sums[n], everywhere[n] * weight / kinds["segments_"]) for n in PARTS}
        others = {n: evenly[n].sum() - values for n, values in binned(place, other_sums, names.size).items()}
        m, k = (np.where(alone, 0, kinds[name]) * weight for name in (self.m, self.k))
        shared = products(m, k, kinds["else_" + self.m], kinds["else_" + self.k])
        others |= binned(place, shared, names.size)
        labels = tuple(str(name) or None for name in names)
        return SumsWithOthers(labels, binned(place, own_sums, names.size), others)

    def _running(self, scope: Scope, cut: Cut) -> Sums:
        """Return the sums of trailing windows, of customers by what enters and leaves each window."""
        assert cut.along is not None  # noqa: S101 - told apart by the caller
        rows = scope.grouped(_rows(scope), cut).with_columns(m_=nw.col(self.m), k_=nw.col(self.k))
        named, alone = (rows.filter(nw.col(_ALONE) == mark) for mark in (0, 1))
        weights = {"m": nw.col("m_"), "k": nw.col("k_")}
        moments = running_moments(named, cut.along, weights, _moments)
        single = sums(alone, cut, weights)
        added = of_singles(single["m"], single["k"])
        return Sums(moments.labels, {name: moments[name] + added[name] for name in PARTS})


#: The expressions of shares defined in the module of their figure, by name.
_MARKED: Final[dict[str, Callable[[], nw.Expr]]] = {}


def share_of(name: str, marked: Callable[[], nw.Expr]) -> OrderShare:
    """Register a share of the orders that count: those that an expression marks.

    When published, its parts are called `name` and `not_name` (`guarded_parts.orders`). Raises ValueError
    where the name is taken.
    """
    if name in _MARKED:
        raise ValueError(f"there is a share of orders called {name} already")
    _MARKED[name] = marked
    return OrderShare(f"{name}_", "orders_")


def parts_of_shares() -> dict[str, nw.Expr]:
    """Return for each registered share the expressions that mark its two parts, by their names."""
    marks = {name: marked().fill_null(value=False) for name, marked in _MARKED.items()}
    return marks | {f"not_{name}": ~mark for name, mark in marks.items()}


def _refunded() -> nw.Expr:
    return nw.col("refunded") > 0


GUESTS: Final = OrderShare("guests_", "known_")
#: Where the file marks no guest: orders without a customer.
NAMELESS: Final = OrderShare("nameless_", "orders_")
CANCELLED: Final = OrderShare("cancelled_", "placed_")
REFUNDED: Final = share_of("refunded", _refunded)
DISCOUNTED: Final = share_of("discounted", discounted)


def guest_share(scope: Scope) -> OrderShare:
    """Return the share of guest orders; of orders without a customer where no order is marked."""
    return GUESTS if scope.sums(order_sums, WHOLE)["guest_known"][0] else NAMELESS


def _moments(m: nw.Expr, k: nw.Expr) -> dict[str, nw.Expr]:
    some = m > 0
    squared_per_order = (k * k / nw.when(some).then(m).otherwise(nw.lit(1.0)) * GRAIN).round() / GRAIN
    return dict(
        zip(PARTS, (some.cast(nw.Float64), m, k, m * m, k * k, m * k, squared_per_order), strict=True)
    )


def _marks() -> dict[str, nw.Expr]:
    """Return the expressions by which an order is counted, each 0 or 1."""
    counts, guest = nw.col("counts"), nw.col("guest")
    cancelled = nw.col("status").is_in(list(_CANCELLED))
    marks = {
        "orders_": counts,
        "nameless_": counts & nw.col(_KEY).is_null(),
        "guests_": counts & guest.fill_null(value=False),
        "known_": counts & ~guest.is_null(),
        **{f"{name}_": counts & marked() for name, marked in _MARKED.items()},
        "cancelled_": cancelled,
        "placed_": counts | cancelled,
        _ALONE: nw.col(_KEY).is_null(),
    }
    return {name: mark.cast(nw.Int64) for name, mark in marks.items()}


def _rows(scope: Scope) -> Frame:
    """Return the orders that count or were cancelled, with their marks."""
    is_relevant = nw.col("counts") | nw.col("status").is_in(list(_CANCELLED))
    return scope.frame("orders").filter(is_relevant).with_columns(**_marks())


def kinds_in_both(now: Scope, before: Scope) -> Kinds:
    """Count named customers with orders in both windows by their kinds: `now_...` and `before_...`."""

    def count() -> Kinds:
        names = [name for name in _marks() if name != _ALONE]
        sides = {"now_": now.window, "before_": before.window}
        parts = {
            f"{prefix}{name}": nw.when(nw.col("day").is_between(window.first_day, window.last_day))
            .then(nw.col(name))
            .otherwise(nw.lit(0))
            for prefix, window in sides.items()
            for name in names
        }
        rows = _rows(now).filter(nw.col(_ALONE) == 0).with_columns(**parts)
        people = rows.group_by(_KEY).agg(*(nw.col(name).sum() for name in parts))
        in_both = people.filter(nw.col("now_placed_") > 0, nw.col("before_placed_") > 0)
        counts = collect(in_both.group_by(*parts).agg(weight_=nw.len()))
        return {name: np.asarray(values, dtype=np.float64) for name, values in counts.items()}

    return now.remember(("kinds in both", before.window), count)


def _kinds(scope: Scope, cut: Cut) -> Kinds:
    """Count customers (`weight_`) by the kinds of their orders, in each group of the cut.

    In a breakdown also by the kinds of all their orders (`all_...`), of those in other segments (`else_...`),
    and by their number of segments.
    """
    marks = [name for name in _marks() if name != _ALONE]
    keys = [GROUP] if cut.by is not None else [FROM, TO] if cut.along is not None else []
    people = (
        scope.grouped(_rows(scope), cut)
        .group_by(_KEY, *keys)
        .agg(*(nw.col(name).sum() for name in marks), nw.col(_ALONE).max())
    )
    if cut.by is not None:
        people = people.with_columns(segments_=nw.lit(1))
        totals = {f"all_{name}": nw.col(name).sum().over(_KEY) for name in marks}
        people = people.with_columns(**totals, segments_=nw.col("segments_").sum().over(_KEY))
        keys += ["segments_", *(f"all_{name}" for name in marks)]
    counts = collect(people.group_by(*keys, _ALONE, *marks).agg(weight_=nw.len()))
    # Sorted, because engines return rows in any order and sums of fractions depend on it.
    order = np.lexsort(tuple(np.asarray(counts[name]) for name in sorted(counts)))
    counts = {name: np.asarray(values)[order] for name, values in counts.items()}
    kinds: Kinds = {
        name: np.asarray(values) if name == GROUP else np.asarray(values, dtype=np.float64)
        for name, values in counts.items()
    }
    for name in marks if cut.by is not None else ():
        kinds[f"else_{name}"] = kinds[f"all_{name}"] - kinds[name]
    return kinds


def by_customer(rows: Frame, cut: Cut, k: nw.Expr, m: nw.Expr) -> Sums:
    """Return `PARTS` of orders that all name their customer: `k` of `m`, each 0 or 1, by group of the cut.

    A customer of several segments counts once in each.
    """
    rows = rows.with_columns(m_=m.cast(nw.Int64), k_=k.cast(nw.Int64))
    if cut.along is not None:
        weights = {"m": nw.col("m_"), "k": nw.col("k_")}
        return running_moments(rows, cut.along, weights, _moments)
    keys = [GROUP] if cut.by is not None else []
    people = rows.group_by(_KEY, *keys).agg(nw.col("m_").sum(), nw.col("k_").sum())
    floats = (nw.col(name).cast(nw.Float64) for name in ("m_", "k_"))
    return sums(people, cut, _moments(*floats))
