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

    - `order_table`: those orders, one row each.
    - `places`: the index of each of these orders among all orders of the version (`contents`).
    - `history`: the orders of their customers; `rows` are the indices in `order_table` of its orders.

    Arrays about products have an entry for each product of an order and are computed on first use.
    """

    scope: Scope
    contents: Contents
    order_table: pa.Table
    places: NDArray[np.int64]
    history: Histories
    rows: NDArray[np.int64]

    @property
    def names(self) -> tuple[str, ...]:
        """The products, in alphabetical order."""
        return self.contents.names

    @cached_property
    def orders(self) -> int:
        """How many of the orders have lines."""
        return int(np.count_nonzero(self._is_included & self.contents.has_lines))

    @cached_property
    def order(self) -> NDArray[np.int32]:
        """The order of each product, by its place."""
        return self.contents.order[self._rows]

    @cached_property
    def product(self) -> NDArray[np.int32]:
        """The index of each product in the names."""
        return self.contents.product[self._rows]

    @cached_property
    def pieces(self) -> NDArray[np.int64]:
        """Pieces of each product in its order."""
        return self.contents.pieces[self._rows]

    @cached_property
    def money(self) -> NDArray[np.int64]:
        """What was paid for them, in minor units; 0 in another currency."""
        return self.contents.money[self._rows] * self._is_own_currency

    @cached_property
    def cost(self) -> Array:
        """What the shop paid for them, as far as it is known; 0 in another currency."""
        return self.contents.cost[self._rows] * self._is_own_currency

    @cached_property
    def costed(self) -> NDArray[np.int64]:
        """The revenue of pieces with a known cost; 0 in another currency."""
        return self.contents.costed[self._rows] * self._is_own_currency

    @cached_property
    def day(self) -> NDArray[np.int32]:
        """The day of each product's order."""
        return self._looked_up(self._day, 0)[self.order]

    @cached_property
    def person(self) -> NDArray[np.int32]:
        """The index of the order's customer in `history`, -1 without one."""
        return self._looked_up(self._person, -1)[self.order]

    @cached_property
    def opens(self) -> NDArray[np.bool_]:
        """Whether the order is its customer's first."""
        return self._looked_up(self._first_orders(), False)[self.order]

    @cached_property
    def refunded(self) -> NDArray[np.bool_]:
        """Whether anything of the order was paid back."""
        return self._looked_up(self.order_table["refunded"].to_numpy() > 0, False)[self.order]

    @cached_property
    def all_orders(self) -> EveryOrder:
        """All orders of named customers, also those without lines."""
        places = self.places[self.rows]
        among = np.where(self.contents.has_lines[places], places, -1).astype(np.int32)
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
    def _is_included(self) -> NDArray[np.bool_]:
        """Return a mask of the version's orders that are included, by index."""
        is_included = np.zeros(self.contents.orders, dtype=bool)
        is_included[self.places] = True
        return is_included

    @cached_property
    def _rows(self) -> slice | NDArray[np.int64]:
        """Return the rows of the contents that belong to these orders."""
        return (
            slice(None) if self._is_included.all() else np.flatnonzero(self._is_included[self.contents.order])
        )

    @cached_property
    def _is_own_currency(self) -> NDArray[np.bool_]:
        return self.contents.paid_in(self.scope.currency)[self._rows]

    @cached_property
    def _day(self) -> NDArray[np.int32]:
        day: NDArray[np.int32] = self.order_table["day"].to_numpy().astype(np.int32)
        return day

    @cached_property
    def _person(self) -> NDArray[np.int32]:
        person = np.full(self.places.size, -1, dtype=np.int32)
        person[self.rows] = self.history.person
        return person

    def _looked_up(self, values: NDArray[Any], otherwise: int) -> NDArray[Any]:
        """Return values of these orders by their index among all, `otherwise` for the others."""
        values_by_place = np.full(self.contents.orders, otherwise, dtype=values.dtype)
        values_by_place[self.places] = values
        return values_by_place

    def _first_orders(self) -> NDArray[np.bool_]:
        """Return which orders are the first of their customer."""
        first = np.zeros(self.places.size, dtype=bool)
        first[self.rows[self.history.start[:-1]]] = True
        return first


def baskets(scope: Scope) -> Baskets:
    """Return the products of the scope's orders; the last few are kept."""
    question = (scope.question.filters, scope.net, scope.currency, scope.window.last_day, scope.question.fold)
    return scope.data.hold(
        ("baskets", question, scope.told_as_of), lambda: _baskets(replace(scope, whose=None))
    )


def _baskets(scope: Scope) -> Baskets:
    contents = contents_of(scope)
    orders = scope.frame("orders").filter(nw.col("counts"))
    if "number_" in contents.places.columns:
        orders = with_number(orders)
    order_table, history, rows = histories_beside(scope, orders, (*contents.places.columns, "refunded"))
    return Baskets(scope, contents, order_table, contents.places.of(order_table), history, rows)
