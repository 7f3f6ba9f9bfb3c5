"""Order frequency of members and others in person-days: observed days, and the orders in them.

Observation of a customer starts on the day after the first order and ends on the as-of day; the first order
is not counted as an event. Days as a member start on the day after joining. The day of joining belongs to
the time before, because an order is often what leads to joining: membership must be settled before the
order (a predictable covariate: Andersen and Gill 1982, The Annals of Statistics 10, 1100-1120). A
programme without effect therefore has a rate ratio of 1 among customers who are alike, whether they join
with an order or on any other day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement.metrics.loyalty.member_orders import marked_orders
from engagement.metrics.sums.group_sums import WHOLE, Sums, collect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from engagement.engine import Frame
    from engagement.metrics.core.cells import Cell
    from engagement.metrics.core.parts import Part
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.sums.group_sums import Cut
    from engagement.statistics.interval import Array

_KEY: Final = "customer_key"
#: The day of joining of who never does.
_NEVER: Final = np.iinfo(np.int32).max
#: Orders up to which what was read stays in memory.
_MOST_CACHED: Final = 200_000
#: Days of one band of time since the first order.
BAND: Final = 30


@dataclass(frozen=True, slots=True)
class Watched:
    """Customers with their days of first order and joining, and their later orders.

    `first`, `joined` and `segment` have one entry per customer; `customer` (an index into these) and `day`
    one per order.
    """

    first: NDArray[np.int64]
    joined: NDArray[np.int64]
    segment: NDArray[np.str_]
    customer: NDArray[np.int64]
    day: NDArray[np.int64]

    def days(self, opens: int, closes: int) -> tuple[Array, Array]:
        """Return each customer's observed days as a member and as another, in opens..closes."""
        begins = np.maximum(self.first + 1, opens)
        member = np.maximum(closes - np.maximum(begins, self.joined + 1) + 1, 0)
        none = np.maximum(np.minimum(closes, self.joined) - begins + 1, 0)
        return member.astype(np.float64), none.astype(np.float64)

    def orders(self, opens: int, closes: int) -> tuple[Array, Array]:
        """Return each customer's orders as a member and as another, in opens..closes."""
        days = slice(*np.searchsorted(self.day, (opens, closes + 1)))
        customer, member = self.customer[days], self.day[days] > self.joined[self.customer[days]]
        counts = [np.bincount(customer[mask], minlength=self.first.size) for mask in (member, ~member)]
        return counts[0].astype(np.float64), counts[1].astype(np.float64)


def watched(scope: Scope, by: str | None = None) -> Watched:
    """Return the customers whose membership is known, up to the as-of day.

    The segment of a customer is that of the first order ever.
    """
    return scope.remember(
        ("watched", by), lambda: _watched(scope, by), lambda result: result.day.size <= _MOST_CACHED
    )


def day_sums(scope: Scope, cut: Cut) -> Sums:
    """Return for each side the sums over customers that a rate ratio needs, and the products of both sides.

    `in_c`: customers with days as a member; `in_d`: their days; `in_e`: their orders; besides squares and
    products. `out_...` is the same for others; `both`: customers with days on both sides; `max_in_e`: the
    largest number of orders of one customer.
    """
    people = watched(scope, cut.by)
    labels: tuple[str | None, ...] = (None,)
    if cut.by is not None:
        names, group = np.unique(people.segment, return_inverse=True)
        labels = tuple(str(name) or None for name in names)
        moments = _moments(people, scope.window.first_day, scope.window.last_day)
        in_segments = [
            {name: values[group == i] for name, values in moments.items()} for i in range(len(labels))
        ]
        totals = [{name: _total(name, values) for name, values in each.items()} for each in in_segments]
    elif cut.along is not None:
        totals = [sums_between(people, *span) for span in _windows(cut)]
        labels = (None,) * len(totals)
    else:
        totals = [sums_between(people, scope.window.first_day, scope.window.last_day)]
    sum_names = totals[0] if totals else _moments(people, 0, 0)
    return Sums(
        labels, {name: np.asarray([row[name] for row in totals], dtype=np.float64) for name in sum_names}
    )


def sums_between(people: Watched, opens: int, closes: int) -> dict[str, float]:
    """Return what `day_sums` returns, of the days opens..closes of some customers."""
    return {name: _total(name, values) for name, values in _moments(people, opens, closes).items()}


def side_days(scope: Scope, cut: Cut) -> list[Array]:
    """Return the numbers of customers with days as members, as others, on both sides, and on one only."""
    days = scope.sums(day_sums, cut)
    member, other, on_both = (days[name] for name in ("in_c", "out_c", "both"))
    return [member, other, on_both, member - on_both, other - on_both]


def side_steps(cell: Cell) -> list[Part]:
    """Return customers by the day on which their observation as a member or other starts, or they join.

    A count of `day_sums` that differs between two days would reveal who is observed on only one of them.
    """
    people, last = watched(cell.scope), cell.days.last_day
    begins, joined = people.first + 1, people.joined
    others = begins <= joined
    return [
        cell.counted(np.bincount(days[days <= last] - cell.days.first_day).astype(np.float64))
        for days in (np.maximum(begins, joined + 1), begins[others], joined[others])
    ]


def later_orders(scope: Scope) -> Frame:
    """Return the orders in the window after a customer's first day, by membership before that day."""
    rows = scope.grouped(
        _orders_of_known_membership(scope).with_columns(first_=nw.col("day").min().over(_KEY)), WHOLE
    )
    member = (nw.col("day") > nw.col("joined_")).fill_null(value=False)
    return (
        rows.filter(nw.col("day") > nw.col("first_"))
        .with_columns(by_member=member)
        .drop("in_", "out_", "joined_", "member_", "first_")
    )


def at_equal_age(scope: Scope) -> float:
    """Return the ratio of the two order rates at equal time since the first order, in bands of `BAND` days.

    Customers drift away over time, and days as a member come later than days before joining, so the plain
    ratio is below 1 even without any effect. Within a band both had the same time. The bands are combined by
    Mantel-Haenszel: sum(e1 d0 / d) / sum(e0 d1 / d) (Rothman, Modern Epidemiology, chapter 15).
    """
    people, window = watched(scope), scope.window
    above = below = 0.0
    age = people.day - people.first[people.customer]
    inside = (people.day >= window.first_day) & (people.day <= window.last_day)
    member = people.day > people.joined[people.customer]
    for start in range(1, int(window.last_day - people.first.min(initial=window.last_day)) + 1, BAND):
        in_band = inside & (age >= start) & (age < start + BAND)
        orders = [float((in_band & side).sum()) for side in (member, ~member)]
        opens = np.maximum(people.first + start, window.first_day)
        closes = np.minimum(people.first + start + BAND - 1, window.last_day)
        as_member = np.maximum(closes - np.maximum(opens, people.joined + 1) + 1, 0).sum()
        as_none = np.maximum(np.minimum(closes, people.joined) - opens + 1, 0).sum()
        if as_member + as_none:
            above += orders[0] * as_none / (as_member + as_none)
            below += orders[1] * as_member / (as_member + as_none)
    return float(above / below) if below else float("nan")


def same_members(scope: Scope) -> dict[str, float]:
    """Return orders per year before and after joining, of members with days on both sides."""
    people, window = watched(scope), scope.window
    days, orders = (count(window.first_day, window.last_day) for count in (people.days, people.orders))
    has_both = (days[0] > 0) & (days[1] > 0)
    if not has_both.any():
        return {"both": 0.0}
    after, before = (float(365 * orders[i][has_both].sum() / days[i][has_both].sum()) for i in (0, 1))
    return {"both": float(has_both.sum()), "before": before, "after": after}


def _orders_of_known_membership(scope: Scope) -> Frame:
    """Return the orders whose customer is known to be a member or not."""
    return marked_orders(scope).filter(nw.col("in_") + nw.col("out_") == 1)


def _watched(scope: Scope, by: str | None) -> Watched:
    rows = _orders_of_known_membership(scope)
    named = (
        rows.with_columns(segment_=nw.lit("")) if by is None else scope.first_labelled(rows, by, "segment_")
    )
    named = named.with_columns(group_=scope.data.folded(by or "", nw.col("segment_")))
    orders = collect(named.select(_KEY, "day", "joined_", "instant", "segment_", "group_"))
    day = np.asarray(orders["day"], dtype=np.int64)
    order = np.lexsort((orders["segment_"].astype(str), orders["instant"], day, orders[_KEY]))
    day = day[order]
    _, opening, customer = np.unique(orders[_KEY][order], return_index=True, return_inverse=True)
    joined = np.nan_to_num(np.asarray(orders["joined_"], dtype=np.float64), nan=_NEVER).astype(np.int64)
    later = day > day[opening][customer]
    in_time = np.argsort(day[later], kind="stable")
    return Watched(
        day[opening],
        joined[order][opening],
        orders["group_"].astype(str)[order][opening],
        customer[later][in_time],
        day[later][in_time],
    )


def _windows(cut: Cut) -> Iterator[tuple[int, int]]:
    """Yield the first and last day of each period's window."""
    periods = cut.along
    if periods is None:
        return
    for start, end in zip(periods.starts(), periods.ends(), strict=True):
        yield 0 if periods.length is None else start if not periods.length else end - periods.length + 1, end


def _moments(people: Watched, opens: int, closes: int) -> dict[str, Array]:
    columns: dict[str, Array] = {}
    days, orders = people.days(opens, closes), people.orders(opens, closes)
    for side, d, e in zip(("in", "out"), days, orders, strict=True):
        columns |= {f"{side}_c": (d > 0).astype(np.float64), f"{side}_d": d, f"{side}_e": e}
        columns |= {f"{side}_dd": d * d, f"{side}_ee": e * e, f"{side}_de": d * e, f"max_{side}_e": e}
    parts = {"d": days, "e": orders}
    columns |= {a + b: parts[a][0] * parts[b][1] for a in "de" for b in "de"}
    return columns | {"both": columns["in_c"] * columns["out_c"]}


def _total(name: str, values: Array) -> float:
    return float(values.max(initial=0) if name.startswith("max_") else values.sum())
