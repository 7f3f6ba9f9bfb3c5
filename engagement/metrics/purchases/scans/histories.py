"""The orders of all identified customers as sorted columns, from which the customer tables are computed.

They are all orders that pass the filters, 20 bytes per order; tables are then arithmetic on arrays. The
histories of the last few filters are cached, so the tables of a page share them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

import narwhals.stable.v2 as nw
import numpy as np

from engagement.metrics.purchases.scans.all_orders import all_orders, are_read, kept_orders
from engagement.metrics.purchases.scans.customers import named_orders
from engagement.metrics.purchases.scans.order_sums import in_currency, money
from engagement.metrics.sums.group_sums import collect

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope

Result = TypeVar("Result")
#: The factor that packs a customer's number and a day into one integer.
_DAY_BITS: Final = 24


@dataclass(frozen=True)
class Histories:
    """Orders that count and name their customer, up to `last_day`, sorted by customer and time.

    - `key`: the pseudonyms of the customers, ascending.
    - `start`: the index of each customer's first order, and one more entry for the end.
    - `day`, `money`, `paid`: one entry per order. `money` is in minor units of the currency of the scope;
      `paid` is False, and the money 0, for an order in another currency. Orders of one moment keep the order
      of their file.
    """

    key: NDArray[np.int64]
    start: NDArray[np.int64]
    day: NDArray[np.int32]
    money: NDArray[np.int64]
    paid: NDArray[np.bool_]
    last_day: int

    @property
    def customers(self) -> int:
        """The number of customers."""
        return int(self.key.size)

    @cached_property
    def orders(self) -> NDArray[np.int64]:
        """The number of orders of each customer."""
        return np.diff(self.start)

    @cached_property
    def person(self) -> NDArray[np.int64]:
        """The index of each order's customer."""
        return np.repeat(np.arange(self.customers), self.orders)

    def remember(self, key: object, compute: Callable[[], Result]) -> Result:
        """Return what was computed for a key from these histories and nothing else, else compute it."""
        if key not in self._computed:
            self._computed[key] = compute()
        result: Result = self._computed[key]
        return result

    @cached_property
    def _computed(self) -> dict[object, Any]:
        return {}

    def spent_until(self, age: int) -> NDArray[np.float64]:
        """Return the spend of each customer up to `age` days after the first order."""

        def spent() -> NDArray[np.float64]:
            is_early = self.day - self.first_day[self.person] <= age
            return np.bincount(self.person, self.money * is_early, self.customers).astype(float, copy=False)

        return self.remember(("spent until", age), spent)

    @cached_property
    def paying(self) -> NDArray[np.bool_]:
        """Return whether each customer has an order in the currency of the scope."""
        return np.bincount(self.person, self.paid, self.customers) > 0

    @cached_property
    def number(self) -> NDArray[np.int64]:
        """The ordinal of each order among its customer's orders, from 1."""
        return np.arange(1, self.day.size + 1) - self.start[self.person]

    @cached_property
    def first_day(self) -> NDArray[np.int64]:
        """The day of each customer's first order."""
        return self.day[self.start[:-1]].astype(np.int64)

    @cached_property
    def latest_day(self) -> NDArray[np.int64]:
        """The day of each customer's last order."""
        return self.day[self.start[1:] - 1].astype(np.int64)

    @cached_property
    def gap(self) -> NDArray[np.int64]:
        """Days from each order to the customer's next one; -1 where there is none."""
        gap = np.full(self.day.size, -1, dtype=np.int64)
        gap[:-1] = np.diff(self.day.astype(np.int64))
        gap[self.start[1:] - 1] = -1
        return gap

    @cached_property
    def spend(self) -> NDArray[np.int64]:
        """The money of each customer, in minor units."""
        return np.asarray(np.diff(self._summed[self.start]), dtype=np.int64)

    @cached_property
    def _summed(self) -> NDArray[np.int64]:
        """The cumulated money before each order, and one more entry for the total."""
        return np.concatenate(([0], np.cumsum(self.money)))

    def spent(
        self, place: NDArray[np.int64], past: NDArray[np.int64] | int, until: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Return the customers' money in minor units from the orders numbered past + 1 to `until`."""
        start = self.start[place]
        return np.asarray(self._summed[start + until] - self._summed[start + past], dtype=np.int64)

    def of(self, places: NDArray[np.int64]) -> Histories:
        """Return the histories of some customers, by their ascending indices."""
        inside = np.zeros(self.customers, dtype=bool)
        inside[places] = True
        is_inside = inside[self.person]
        start = np.concatenate(([0], np.cumsum(self.orders[inside])))
        return Histories(
            self.key[inside],
            start,
            self.day[is_inside],
            self.money[is_inside],
            self.paid[is_inside],
            self.last_day,
        )

    def opens(self, place: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return a mask of each customer's first order per period; `place` is the period of every order."""
        is_opening = np.ones(place.size, dtype=bool)
        is_opening[1:] = (place[1:] != place[:-1]) | (self.person[1:] != self.person[:-1])
        return is_opening

    def until(self, last_day: int) -> Histories:
        """Return the histories as they were at the end of an earlier day."""
        if last_day >= self.last_day:
            return self
        is_past = self.day <= last_day
        orders = np.diff(np.concatenate(([0], np.cumsum(is_past)))[self.start])
        has_ordered, rows = orders > 0, np.flatnonzero(is_past)
        start = np.concatenate(([0], np.cumsum(orders[has_ordered])))
        return Histories(
            self.key[has_ordered], start, self.day[rows], self.money[rows], self.paid[rows], last_day
        )


@dataclass(frozen=True)
class Totals:
    """The number of orders, money (minor units) and last day of each customer up to `last_day`, unsorted."""

    orders: NDArray[np.int64]
    spend: NDArray[np.int64]
    latest_day: NDArray[np.int64]
    last_day: int

    @property
    def customers(self) -> int:
        """The number of customers."""
        return int(self.orders.size)


def histories(scope: Scope) -> Histories:
    """Return the histories of a scope's customers from their first orders to the as-of day."""
    return scope.data.remember_large(_cache_key("histories", scope), lambda: _histories(scope))


def totals(scope: Scope) -> Totals | Histories:
    """Return the totals of each customer.

    They come from the histories where all orders have been read, else from a scan that need not sort them.
    """
    if are_read(scope.data):
        return histories(scope)
    return scope.data.remember_large(_cache_key("totals", scope), lambda: _totals(scope))


def _cache_key(what: str, scope: Scope) -> tuple[object, ...]:
    context = (scope.question.filters, scope.net, scope.currency, scope.window.last_day, scope.whose)
    return what, context, scope.standing_used


def _totals(scope: Scope) -> Totals:
    is_own_currency, paid = in_currency(scope), money(scope).cast(nw.Float64)
    if is_own_currency is not None:
        paid = nw.when(is_own_currency).then(paid).otherwise(nw.lit(0.0))
    rows = named_orders(scope).with_columns(money_=paid)
    summed = rows.group_by("customer_key").agg(nw.col("money_").sum(), nw.col("day").max(), orders_=nw.len())
    sums = collect(summed.select("orders_", "money_", "day"))
    orders, spend, day = (np.asarray(values, dtype=np.int64) for values in sums.values())
    return Totals(orders, spend, day, scope.window.last_day)


def is_whole_shop(scope: Scope) -> bool:
    """Return whether no filter selects customers, so that customers can be ranked among the scope's own."""
    return not any(scope.data.is_of_customers(dimension) for dimension, _ in scope.question.filters)


def of_whole_shop(scope: Scope) -> Histories:
    """Return the histories of all customers, among whom those of the scope are ranked.

    Filters on customers are dropped and filters on orders kept, because a rank or a delay is relative to all
    customers, whichever of them are shown.
    """
    if is_whole_shop(scope):
        return histories(scope)
    order_filters = tuple(f for f in scope.question.filters if not scope.data.is_of_customers(f[0]))
    return histories(
        replace(scope, question=replace(scope.question, filters=order_filters), read_in=scope.currency)
    )


def places_in(history: Histories, superset: Histories) -> NDArray[np.int64]:
    """Return the indices in `superset` of the customers in `history`, which is a part of it."""
    return np.arange(history.customers) if history is superset else np.searchsorted(superset.key, history.key)


def _histories(scope: Scope) -> Histories:
    orders, is_kept = all_orders(scope.data), kept_orders(scope)
    rows = np.flatnonzero(is_kept[: orders.named])
    ordered = orders.by_customer(is_kept)
    has_ordered = ordered > 0
    money = orders.gross[rows] - orders.refunded[rows] if scope.net else orders.gross[rows]
    is_own_currency = orders.paid_in(scope.currency)
    paid = np.ones(rows.size, dtype=bool) if is_own_currency is None else is_own_currency[rows]
    return Histories(
        key=orders.key[has_ordered],
        start=np.concatenate(([0], np.cumsum(ordered[has_ordered]))),
        day=orders.day[rows],
        money=money if is_own_currency is None else money * paid,
        paid=paid,
        last_day=scope.window.last_day,
    )


def orders_until(history: Histories, place: NDArray[np.int64], day: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the number of orders that each customer had placed by the end of a day."""
    when = (history.person.astype(np.int64) << _DAY_BITS) + history.day.astype(np.int64)
    wanted = (place.astype(np.int64) << _DAY_BITS) + day
    return np.searchsorted(when, wanted, side="right") - history.start[place]
