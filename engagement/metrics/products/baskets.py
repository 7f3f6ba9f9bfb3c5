"""The products of a scope's orders: which each holds, and what is known of the order and its customer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import numpy as np

from engagement.metrics.products.order_contents import contents_of, with_number
from engagement.metrics.purchases.scans.histories import histories_beside

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.products.order_contents import Contents
    from engagement.metrics.purchases.scans.histories import Histories
    from engagement.statistics.interval import Array


@dataclass(frozen=True)
class EveryOrder:
    """All orders of the scope's named customers, also those without lines, by customer and time.

    `person` is the customer's place in the history, `number` which order of the customer it is, from 0, and
    `among` the order's place among those with lines, -1 for none.
    """

    person: NDArray[np.int64]
    number: NDArray[np.int64]
    among: NDArray[np.int32]


@dataclass(frozen=True)
class Baskets:
    """The products of a scope's orders: those that count, up to the as-of day.

    `of` are those orders, as they were read, and `at` the place of each among all of the version that `held`
    tells of. `history` is that of their customers, and `rows` are the places in `of` of its orders. What is
    told of products has an entry for each product of an order, and is looked up when it is first asked for.
    """

    scope: Scope
    held: Contents
    of: pa.Table
    at: NDArray[np.int64]
    history: Histories
    rows: NDArray[np.int64]

    @property
    def names(self) -> tuple[str, ...]:
        """The products, in alphabetical order."""
        return self.held.names

    @cached_property
    def orders(self) -> int:
        """How many of the orders have lines."""
        return int(np.count_nonzero(self._kept & self.held.has_lines))

    @cached_property
    def order(self) -> NDArray[np.int32]:
        """The order of each product, by its place."""
        return self.held.order[self._rows]

    @cached_property
    def product(self) -> NDArray[np.int32]:
        """Each product, by its place among the names."""
        return self.held.product[self._rows]

    @cached_property
    def pieces(self) -> NDArray[np.int64]:
        """Pieces of each product in its order."""
        return self.held.pieces[self._rows]

    @cached_property
    def money(self) -> NDArray[np.int64]:
        """What was paid for them, in minor units; 0 in another currency."""
        return self.held.money[self._rows] * self._own

    @cached_property
    def cost(self) -> Array:
        """What the shop paid for them, as far as it is known; 0 in another currency."""
        return self.held.cost[self._rows] * self._own

    @cached_property
    def costed(self) -> NDArray[np.int64]:
        """For how much those were sold of which the cost is known; 0 in another currency."""
        return self.held.costed[self._rows] * self._own

    @cached_property
    def day(self) -> NDArray[np.int32]:
        """The day of each product's order."""
        return self._told(self._day, 0)[self.order]

    @cached_property
    def person(self) -> NDArray[np.int32]:
        """The place of the order's customer in `history`, -1 for nobody."""
        return self._told(self._person, -1)[self.order]

    @cached_property
    def opens(self) -> NDArray[np.bool_]:
        """Whether the order is its customer's first."""
        return self._told(self._first_orders(), False)[self.order]

    @cached_property
    def refunded(self) -> NDArray[np.bool_]:
        """Whether anything of the order was paid back."""
        return self._told(self.of["refunded"].to_numpy() > 0, False)[self.order]

    @cached_property
    def every(self) -> EveryOrder:
        """All orders of named customers, also those without lines."""
        at = self.at[self.rows]
        among = np.where(self.held.has_lines[at], at, -1).astype(np.int32)
        return EveryOrder(self.history.person, self.history.number - 1, among)

    @cached_property
    def orders_with(self) -> NDArray[np.int64]:
        """Orders with each product."""
        return np.bincount(self.product, minlength=len(self.names))

    @cached_property
    def bought(self) -> NDArray[np.int64]:
        """Each purchase of a product by a customer as one number: (product, person, day), ascending."""
        named = self.person >= 0
        people, days = self.history.customers + 1, self._days
        product, person = (each[named].astype(np.int64) for each in (self.product, self.person))
        return np.sort((product * people + person) * days + self.day[named])

    @property
    def _days(self) -> int:
        return int(self.day.max(initial=0)) + 1

    @cached_property
    def unpacked(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Of each of `bought`, the pair of product and person as one number, and the day."""
        pair = self.bought // self._days
        return pair, self.bought - pair * self._days

    @cached_property
    def _kept(self) -> NDArray[np.bool_]:
        """Which orders of the version are among these, by place."""
        found = np.zeros(self.held.orders, dtype=bool)
        found[self.at] = True
        return found

    @cached_property
    def _rows(self) -> slice | NDArray[np.int64]:
        """The rows of what is held that are of these orders."""
        return slice(None) if self._kept.all() else np.flatnonzero(self._kept[self.held.order])

    @cached_property
    def _own(self) -> NDArray[np.bool_]:
        return self.held.paid_in(self.scope.currency)[self._rows]

    @cached_property
    def _day(self) -> NDArray[np.int32]:
        day: NDArray[np.int32] = self.of["day"].to_numpy().astype(np.int32)
        return day

    @cached_property
    def _person(self) -> NDArray[np.int32]:
        person = np.full(self.at.size, -1, dtype=np.int32)
        person[self.rows] = self.history.person
        return person

    def _told(self, values: NDArray[Any], otherwise: int) -> NDArray[Any]:
        """Return what is known of these orders by the place among all, `otherwise` for all others."""
        found = np.full(self.held.orders, otherwise, dtype=values.dtype)
        found[self.at] = values
        return found

    def _first_orders(self) -> NDArray[np.bool_]:
        """Return which orders are the first of their customer."""
        first = np.zeros(self.at.size, dtype=bool)
        first[self.rows[self.history.start[:-1]]] = True
        return first


def baskets(scope: Scope) -> Baskets:
    """Return the products of the scope's orders; the last few are kept."""
    asked = (scope.question.filters, scope.net, scope.currency, scope.window.last_day, scope.question.fold)
    return scope.data.hold(("baskets", asked, scope.told_as_of), lambda: _baskets(replace(scope, whose=None)))


def _baskets(scope: Scope) -> Baskets:
    held = contents_of(scope)
    orders = scope.frame("orders").filter(nw.col("counts"))
    if "number_" in held.places.columns:
        orders = with_number(orders)
    of, history, rows = histories_beside(scope, orders, (*held.places.columns, "refunded"))
    return Baskets(scope, held, of, held.places.of(of), history, rows)
