"""The products of a scope's orders: which each holds, and what is known of the order and its customer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa

from engagement.metrics.products.order_contents import contents_of, read, with_number
from engagement.metrics.purchases.scans.histories import histories

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.products.order_contents import Contents
    from engagement.metrics.purchases.scans.histories import Histories
    from engagement.statistics.interval import Array

#: What is read of each order.
_OF_ORDER: Final = ("customer_key", "day", "instant", "line", "refunded")
#: Room for a moment, in seconds, beside a customer's place.
_MOMENT_BITS: Final = 36


@dataclass(frozen=True)
class EveryOrder:
    """All orders of the scope's named customers, also those without lines.

    `person` is the customer's place in the history, `among` the order's among those with lines, -1 for none.
    """

    person: NDArray[np.int32]
    instant: NDArray[np.int64]
    line: NDArray[np.int64]
    among: NDArray[np.int32]

    def first(self, most: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the places here of each customer's first orders, up to so many, and their number from 0."""
        second = self.instant // 1_000_000
        second -= second.min(initial=0)
        packed = (self.person.astype(np.int64) << _MOMENT_BITS) | second
        order = np.argsort(packed)
        # Of one second, which is rare, by moment and line.
        same = packed[order][1:] == packed[order][:-1]
        tied = np.flatnonzero(np.append(same, False) | np.append(False, same))
        rows = order[tied]
        order[tied] = rows[np.lexsort((self.line[rows], self.instant[rows], packed[rows]))]
        whose = self.person[order]
        opens = np.append(True, whose[1:] != whose[:-1])[: whose.size]
        number = np.arange(whose.size) - np.flatnonzero(opens)[np.cumsum(opens) - 1]
        kept = number < most
        return order[kept], number[kept]


@dataclass(frozen=True)
class Baskets:
    """The products of a scope's orders: those that count, up to the as-of day.

    `of` are those orders, as they were read, and `at` the place of each among all of the version that `held`
    tells of. What is told of products has an entry for each product of an order. All of it is looked up when
    it is first asked for.
    """

    scope: Scope
    held: Contents
    of: pa.Table
    at: NDArray[np.int64]

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
    def history(self) -> Histories:
        """The histories of the orders' customers."""
        return histories(self.scope)

    @cached_property
    def every(self) -> EveryOrder:
        """All orders of named customers, also those without lines."""
        known = np.flatnonzero(self._person >= 0)
        instant = self.of["instant"].cast(pa.timestamp("us")).cast(pa.int64()).to_numpy()[known]
        at = self.at[known]
        among = np.where(self.held.has_lines[at], at, -1).astype(np.int32)
        return EveryOrder(self._person[known], instant, self.of["line"].to_numpy()[known], among)

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
        key = self.of["customer_key"].combine_chunks()
        named = key.is_valid().to_numpy(zero_copy_only=False)
        place = np.searchsorted(self.history.key, key.fill_null(0).to_numpy())
        return np.where(named, place, -1).astype(np.int32)

    def _told(self, values: NDArray[Any], otherwise: int) -> NDArray[Any]:
        """Return what is known of these orders by the place among all, `otherwise` for all others."""
        found = np.full(self.held.orders, otherwise, dtype=values.dtype)
        found[self.at] = values
        return found

    def _first_orders(self) -> NDArray[np.bool_]:
        """Return which orders are the first of their customer: of one moment, the first in its file."""
        person, first = self._person, np.zeros(self.at.size, dtype=bool)
        # Only orders of a customer's first day can be: few have to be sorted.
        near = np.flatnonzero((person >= 0) & (self._day == np.append(self.history.first_day, -1)[person]))
        instant, line = (self.of[c].to_numpy()[near] for c in ("instant", "line"))
        ordered = near[np.lexsort((line, instant, person[near]))]
        whose = person[ordered]
        first[ordered[np.append(True, whose[1:] != whose[:-1])[: whose.size]]] = True
        return first


def baskets(scope: Scope) -> Baskets:
    """Return the products of the scope's orders; the last few are kept."""
    asked = (scope.question.filters, scope.currency, scope.window.last_day, scope.question.fold)
    return scope.data.hold(("baskets", asked), lambda: _baskets(scope))


def _baskets(scope: Scope) -> Baskets:
    held = contents_of(scope)
    orders = scope.frame("orders").filter(nw.col("counts"))
    if "number_" in held.places.columns:
        orders = with_number(orders)
    of = read(orders.select(*dict.fromkeys((*held.places.columns, *_OF_ORDER))))
    return Baskets(scope, held, of, held.places.of(of))
