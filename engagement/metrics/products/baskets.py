"""The products of a scope's orders: what each contains, and facts about the order and its customer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engagement.metrics.products.order_contents import contents_of
from engagement.metrics.purchases.scans.all_orders import kept_orders
from engagement.metrics.purchases.scans.histories import histories
from engagement.metrics.sums.sorted_keys import starts_of_each

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.products.order_contents import Contents
    from engagement.metrics.purchases.scans.all_orders import AllOrders, Mask
    from engagement.metrics.purchases.scans.histories import Histories
    from engagement.statistics.interval import Array


@dataclass(frozen=True)
class Purchases:
    """The purchases of products by customers, one entry each: by product, then customer, then time.

    `person` is the customer's index among those of the version, `AllOrders.key`.
    """

    product: NDArray[np.int32]
    person: NDArray[np.int32]
    day: NDArray[np.int32]

    @cached_property
    def first(self) -> NDArray[np.int64]:
        """The entries that are a customer's first purchase of a product."""
        return starts_of_each(self.product, self.person)

    @cached_property
    def last(self) -> NDArray[np.int64]:
        """The entries that are a customer's last purchase of a product, in the order of `first`."""
        return np.append(self.first[1:], self.product.size)[: self.first.size] - 1


class Fewer(NamedTuple):
    """Rows of `Contents`, and whether they are those that the scope drops."""

    rows: NDArray[np.int64]
    are_dropped: bool


class Opening(NamedTuple):
    """The products of customers' first orders, one entry each: the product and the index in the history."""

    product: NDArray[np.int32]
    person: NDArray[np.int32]


@dataclass(frozen=True)
class Baskets:
    """The products of a scope's orders: those that count, up to the as-of day.

    - `is_kept`: which of all orders of the version, `every`, are the scope's.
    - `history`: the orders of their customers.

    Arrays about products have an entry for each product of an order, by product and then by customer and
    time, and are computed on first use.
    """

    scope: Scope
    contents: Contents
    is_kept: Mask
    history: Histories

    @property
    def every(self) -> AllOrders:
        """All orders of the version."""
        return self.contents.every

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
    def money(self) -> NDArray[np.int64]:
        """The price paid for each entry, in minor units; 0 in another currency."""
        return self.contents.money[self._rows] * self._is_own_currency

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
        return self.contents.day[self._rows]

    @cached_property
    def person(self) -> NDArray[np.int32]:
        """The index of the order's customer in `history`, -1 for nobody."""
        return self._in_history[self.contents.person[self._rows]]

    @cached_property
    def opening(self) -> Opening:
        """The products of each customer's first order."""
        is_first = np.zeros(self.every.size, dtype=bool)
        is_first[self.places[self.history.start[:-1]]] = True
        rows = np.flatnonzero(is_first[self.contents.order])
        return Opening(self.contents.product[rows], self._in_history[self.contents.person[rows]])

    @cached_property
    def orders_with(self) -> NDArray[np.int64]:
        """The number of orders with each product."""
        starts = self.contents.starts
        return self._from(np.diff(starts), np.diff(np.searchsorted(self.fewer.rows, starts)))

    def summed(self, values: NDArray[np.int64] | Mask) -> NDArray[np.int64]:
        """Return the sum by product over the scope's orders of values of all rows of `contents`."""
        starts, (rows, _) = self.contents.starts, self.fewer
        return self._from(_sums(values, starts), _sums(values[rows], np.searchsorted(rows, starts)))

    def _from(self, everywhere: NDArray[np.int64], counted: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the sums of the scope's orders from those of all and of `fewer`."""
        return everywhere - counted if self.fewer.are_dropped else counted

    @cached_property
    def fewer(self) -> Fewer:
        """Which rows of `contents` to count for sums: the scope's or all others, whichever are fewer."""
        are_dropped = 2 * int(np.count_nonzero(self.is_kept)) > self.is_kept.size
        is_counted = ~self.is_kept if are_dropped else self.is_kept
        return Fewer(np.flatnonzero(is_counted[self.contents.order]), are_dropped)

    @cached_property
    def purchases(self) -> Purchases:
        """The purchases of products by identified customers."""
        is_named = self.is_kept.copy()
        is_named[self.every.named :] = False
        contents, rows = self.contents, np.flatnonzero(is_named[self.contents.order])
        return Purchases(contents.product[rows], contents.person[rows], contents.day[rows])

    @cached_property
    def buyers(self) -> NDArray[np.int64]:
        """The number of customers who bought each product."""
        purchases = self.purchases
        return np.bincount(purchases.product[purchases.first], minlength=len(self.names))

    @cached_property
    def places(self) -> NDArray[np.int64]:
        """The indices of the history's orders among all orders."""
        return np.flatnonzero(self.is_kept[: self.every.named])

    @cached_property
    def _in_history(self) -> NDArray[np.int32]:
        """The index in the history of each customer of the version, -1 for those who are not in it.

        One more entry, the last, stands for nobody.
        """
        index = np.full(self.every.key.size + 1, -1, dtype=np.int32)
        index[self.every.person[self.places[self.history.start[:-1]]]] = np.arange(self.history.customers)
        return index

    @cached_property
    def _rows(self) -> slice | NDArray[np.int64]:
        """The entries that belong to these orders."""
        return slice(None) if self.is_kept.all() else np.flatnonzero(self.is_kept[self.contents.order])

    @cached_property
    def _is_own_currency(self) -> Mask | bool:
        """Which of these entries are in the scope's currency."""
        currency = self.scope.currency
        return self.contents.currencies == (currency,) or self.contents.paid_in(currency)[self._rows]


def _sums(values: NDArray[np.int64] | Mask, starts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the sums of the stretches of values from each start to the next one; 0 for an empty one."""
    sums = np.zeros(starts.size - 1, dtype=np.int64)
    is_filled = starts[1:] > starts[:-1]
    if is_filled.any():
        sums[is_filled] = np.add.reduceat(values, starts[:-1][is_filled], dtype=np.int64)
    return sums


def baskets(scope: Scope) -> Baskets:
    """Return the products of the scope's orders; the last few results are cached."""
    question = (scope.question.filters, scope.net, scope.currency, scope.window.last_day, scope.question.fold)
    return scope.data.remember_large(
        ("baskets", question, scope.standing_used), lambda: _baskets(replace(scope, whose=None))
    )


def _baskets(scope: Scope) -> Baskets:
    return Baskets(scope, contents_of(scope), kept_orders(scope), histories(scope))
