"""The products of a scope's orders: what each contains, and facts about the order and its customer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from engagement.metrics.products.order_contents import contents_of
from engagement.metrics.purchases.scans.all_orders import all_orders, kept_orders
from engagement.metrics.purchases.scans.histories import histories

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.products.order_contents import Contents
    from engagement.metrics.purchases.scans.all_orders import AllOrders, Mask
    from engagement.metrics.purchases.scans.histories import Histories
    from engagement.statistics.interval import Array


@dataclass(frozen=True)
class EveryOrder:
    """All orders of the scope's identified customers, also those without lines, by customer and time.

    `person` is the customer's index in the history, `number` the ordinal of the order for the customer,
    from 0, and `among` the order's index among those with lines, -1 for none.
    """

    person: NDArray[np.int64]
    number: NDArray[np.int64]
    among: NDArray[np.int32]


@dataclass(frozen=True)
class Purchases:
    """The purchases of products by customers, one entry each: by product, then customer, then time."""

    product: NDArray[np.int32]
    person: NDArray[np.int32]
    day: NDArray[np.int32]

    @cached_property
    def is_first(self) -> Mask:
        """Return whether it is the customer's first purchase of the product."""
        is_first = np.ones(self.product.size, dtype=bool)
        is_first[1:] = (self.product[1:] != self.product[:-1]) | (self.person[1:] != self.person[:-1])
        return is_first

    @cached_property
    def is_last(self) -> Mask:
        """Return whether it is the customer's last purchase of the product."""
        return np.append(self.is_first[1:], True)[: self.is_first.size]


@dataclass(frozen=True)
class Baskets:
    """The products of a scope's orders: those that count, up to the as-of day.

    - `every`: all orders of the version; `is_kept` says which of them are the scope's.
    - `history`: the orders of their customers.

    Arrays about products have an entry for each product of an order, by product and then by customer and
    time, and are computed on first use.
    """

    scope: Scope
    contents: Contents
    every: AllOrders
    is_kept: Mask
    history: Histories

    @property
    def names(self) -> tuple[str, ...]:
        """The products, in alphabetical order."""
        return self.contents.names

    @cached_property
    def orders(self) -> int:
        """The number of orders with lines."""
        return int(np.count_nonzero(self.is_kept & self.contents.has_lines))

    @cached_property
    def order(self) -> NDArray[np.int32]:
        """The order of each entry, by its index among all orders."""
        return self.contents.order[self._rows]

    @cached_property
    def product(self) -> NDArray[np.int32]:
        """The index of each entry's product in the names."""
        return self.contents.product[self._rows]

    @cached_property
    def pieces(self) -> NDArray[np.int64]:
        """The pieces of each entry."""
        return self.contents.pieces[self._rows]

    @cached_property
    def money(self) -> NDArray[np.int64]:
        """The price paid for each entry, in minor units; 0 in another currency."""
        return self.contents.money[self._rows] * self._is_own_currency

    @cached_property
    def unpriced(self) -> NDArray[np.int64] | None:
        """Return 1 for entries whose price the files do not give, else 0; None if they give all prices."""
        unpriced = self.contents.unpriced
        return None if unpriced is None else (unpriced[self._rows] & self._is_own_currency).astype(np.int64)

    @cached_property
    def cost(self) -> Array:
        """The cost of each entry to the shop, as far as known; 0 in another currency."""
        cost = self.contents.cost
        return np.zeros(self.order.size) if cost is None else cost[self._rows] * self._is_own_currency

    @cached_property
    def costed(self) -> NDArray[np.int64]:
        """The price paid for the pieces whose cost is known; 0 in another currency."""
        costed = self.contents.costed
        if costed is None:
            return np.zeros(self.order.size, dtype=np.int64)
        return costed[self._rows] * self._is_own_currency

    @cached_property
    def day(self) -> NDArray[np.int32]:
        """The day of each entry's order."""
        return self.every.day[self.order]

    @cached_property
    def person(self) -> NDArray[np.int32]:
        """The index of the order's customer in `history`, -1 for nobody."""
        return self._person[self.order]

    @cached_property
    def opening(self) -> NDArray[np.int64]:
        """The entries of each customer's first order."""
        is_first = np.zeros(self.every.size, dtype=bool)
        is_first[self._places[self.history.start[:-1]]] = True
        return np.flatnonzero(is_first[self.order])

    @cached_property
    def refunded(self) -> Mask:
        """Return whether anything of the order was refunded."""
        return (self.every.refunded > 0)[self.order]

    @cached_property
    def all_orders(self) -> EveryOrder:
        """All orders of identified customers, also those without lines."""
        among = np.where(self.contents.has_lines[self._places], self._places, -1).astype(np.int32)
        return EveryOrder(self.history.person, self.history.number - 1, among)

    @cached_property
    def orders_with(self) -> NDArray[np.int64]:
        """The number of orders with each product."""
        return np.diff(self._starts)

    def summed(self, values: NDArray[np.int64] | Mask) -> NDArray[np.int64]:
        """Return the sum by product of a value of each entry."""
        cumulated = np.zeros(values.size + 1, dtype=np.int64)
        np.cumsum(values, out=cumulated[1:])
        return np.asarray(np.diff(cumulated[self._starts]))

    @cached_property
    def purchases(self) -> Purchases:
        """The purchases of products by identified customers."""
        named = np.flatnonzero(self.person >= 0)
        return Purchases(self.product[named], self.person[named], self.day[named])

    @cached_property
    def _places(self) -> NDArray[np.int64]:
        """The indices of the history's orders among all orders."""
        return np.flatnonzero(self.is_kept[: self.every.named])

    @cached_property
    def _person(self) -> NDArray[np.int32]:
        """The index in the history of each order's customer; -1 for nobody, and for orders filtered out."""
        person = np.full(self.every.size, -1, dtype=np.int32)
        person[self._places] = self.history.person
        return person

    @cached_property
    def _rows(self) -> slice | NDArray[np.int64]:
        """The entries that belong to these orders."""
        return slice(None) if self.is_kept.all() else np.flatnonzero(self.is_kept[self.contents.order])

    @cached_property
    def _starts(self) -> NDArray[np.int64]:
        """The first entry of each product, and one more for the end."""
        starts, rows = self.contents.starts, self._rows
        return starts if isinstance(rows, slice) else np.searchsorted(rows, starts)

    @cached_property
    def _is_own_currency(self) -> Mask | bool:
        """Which of these entries are in the scope's currency."""
        currency = self.scope.currency
        return self.contents.currencies == (currency,) or self.contents.paid_in(currency)[self._rows]


def baskets(scope: Scope) -> Baskets:
    """Return the products of the scope's orders; the last few results are cached."""
    question = (scope.question.filters, scope.net, scope.currency, scope.window.last_day, scope.question.fold)
    return scope.data.remember_large(
        ("baskets", question, scope.standing_used), lambda: _baskets(replace(scope, whose=None))
    )


def _baskets(scope: Scope) -> Baskets:
    return Baskets(scope, contents_of(scope), all_orders(scope.data), kept_orders(scope), histories(scope))
