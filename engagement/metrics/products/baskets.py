"""Which products each order holds: the lines of a version read once, and matched to a scope's orders.

What does not depend on filters (products, pieces and money by order) is read once for each version of
the data; a scope's own orders are then found among them by their numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.metrics.holding.contents import parent_names
from engagement.metrics.products.unit_costs import unit_costs
from engagement.metrics.purchases.scans.histories import histories

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.engine import Frame
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.purchases.scans.histories import Histories
    from engagement.statistics.interval import Array

#: What is read of each order, and the room for its line beside its moment in one whole number.
_OF_ORDER: Final = ("customer_key", "day", "instant", "line", "refunded")
_LINE_BITS: Final = 30
#: Room for a moment, in seconds, beside a customer's place.
_MOMENT_BITS: Final = 36
#: Between the parts of an order's number: no file's text holds it.
_SEPARATOR: Final = "\x1f"


@dataclass(frozen=True)
class Contents:
    """Each product of each order once: which order and product, how many pieces, for how much.

    `names` are the products; a product goes by its name, else by its number. Rows stand by order. Money is
    in minor units of the row's `currency`; `cost` is what the shop paid for what is sold for `costed`: 0
    where no cost is known. `places` finds the orders.
    """

    places: Places
    orders: int
    names: tuple[str, ...]
    currencies: tuple[str, ...]
    order: NDArray[np.int32]
    product: NDArray[np.int32]
    currency: NDArray[np.int32]
    pieces: NDArray[np.int64]
    money: NDArray[np.int64]
    cost: Array
    costed: NDArray[np.int64]

    def paid_in(self, currency: str) -> NDArray[np.bool_]:
        """Return which rows are in a currency."""
        code = self.currencies.index(currency) if currency in self.currencies else -1
        return np.asarray(self.currency == code)


@dataclass(frozen=True)
class Places:
    """Where the orders of a version stand among those that have lines, by moment and line of their file.

    Two files may have an order each at one moment and line: then by the orders' numbers, which takes longer.
    """

    numbers: pa.Array
    ident: NDArray[np.int64] | None
    at: NDArray[np.int64]

    def find(self, orders: Frame) -> tuple[pa.Table, NDArray[np.int64]]:
        """Return the orders' customer, day, instant and line, and the place of each, -1 for none."""
        if self.ident is None:
            found = _arrow(orders.with_columns(number_=_number()).select("number_", *_OF_ORDER))
            places = pc.index_in(found["number_"], value_set=self.numbers)
            return found, np.asarray(places.fill_null(-1).to_numpy(), dtype=np.int64)
        found = _arrow(orders.select(*_OF_ORDER))
        return found, self.at[np.searchsorted(self.ident, _ident(found))]


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

    `orders` is how many of them have lines. `order`, `product`, `pieces`, `money`, `cost` and `costed`
    (minor units, 0 in another currency) have an entry for each product of an order, as have `day` and
    `person`: the place of the order's customer in `history`, -1 for nobody. `opens` tells the products of
    first orders, `refunded` those of orders of which anything was paid back. `every` are all orders.
    """

    names: tuple[str, ...]
    orders: int
    history: Histories
    order: NDArray[np.int32]
    product: NDArray[np.int32]
    pieces: NDArray[np.int64]
    money: NDArray[np.int64]
    cost: Array
    costed: NDArray[np.int64]
    day: NDArray[np.int32]
    person: NDArray[np.int32]
    opens: NDArray[np.bool_]
    refunded: NDArray[np.bool_]
    every: EveryOrder

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


def baskets(scope: Scope) -> Baskets:
    """Return the products of the scope's orders; the last few are kept."""
    asked = (scope.question.filters, scope.currency, scope.window.last_day, scope.question.fold)
    return scope.data.hold(("baskets", asked), lambda: _baskets(scope))


def _baskets(scope: Scope) -> Baskets:
    held, history = contents_of(scope), histories(scope)
    found, at = held.places.find(scope.frame("orders").filter(nw.col("counts")))
    key = found["customer_key"].combine_chunks()
    named = key.is_valid().to_numpy(zero_copy_only=False)
    person = np.where(named, np.searchsorted(history.key, key.fill_null(0).to_numpy()), -1).astype(np.int32)
    day = found["day"].to_numpy().astype(np.int32)
    first = _first_orders(history, person, day, found)
    there, known = at >= 0, np.flatnonzero(named)
    instant = found["instant"].cast(pa.timestamp("us")).cast(pa.int64()).to_numpy()[known]
    line = found["line"].to_numpy()[known]
    of_order = {
        "day": np.zeros(held.orders, dtype=np.int32),
        "person": np.full(held.orders, -1, dtype=np.int32),
        "opens": np.zeros(held.orders, dtype=bool),
        "refunded": np.zeros(held.orders, dtype=bool),
        "kept": np.zeros(held.orders, dtype=bool),
    }
    refunded = found["refunded"].to_numpy() > 0
    said = (("day", day), ("person", person), ("opens", first), ("refunded", refunded), ("kept", there))
    for name, values in said:
        of_order[name][at[there]] = values[there]
    kept = of_order["kept"]
    rows = slice(None) if kept.all() else np.flatnonzero(kept[held.order])
    order, own = held.order[rows], held.paid_in(scope.currency)[rows]
    return Baskets(
        names=held.names,
        orders=int(kept.sum()),
        history=history,
        order=order,
        product=held.product[rows],
        pieces=held.pieces[rows],
        money=held.money[rows] * own,
        cost=held.cost[rows] * own,
        costed=held.costed[rows] * own,
        day=of_order["day"][order],
        person=of_order["person"][order],
        opens=of_order["opens"][order],
        refunded=of_order["refunded"][order],
        every=EveryOrder(person[known], instant, line, at[known].astype(np.int32)),
    )


def _first_orders(
    history: Histories, person: NDArray[np.int32], day: NDArray[np.int32], found: pa.Table
) -> NDArray[np.bool_]:
    """Return which orders are the first of their customer: of one moment, the first in its file."""
    first = np.zeros(person.size, dtype=bool)
    # Only orders of a customer's first day can be: few have to be sorted.
    near = np.flatnonzero((person >= 0) & (day == np.append(history.first_day, -1)[person]))
    instant, line = (found[c].to_numpy()[near] for c in ("instant", "line"))
    ordered = near[np.lexsort((line, instant, person[near]))]
    whose = person[ordered]
    first[ordered[np.append(True, whose[1:] != whose[:-1])[: whose.size]]] = True
    return first


def contents_of(scope: Scope) -> Contents:
    """Return what the orders of the scope's version hold, variants as one where that is asked."""
    data, fold = scope.data, scope.question.fold
    return data.remember(("contents", fold), lambda: _contents(data, fold=fold))


def _contents(data: Data, *, fold: bool) -> Contents:
    """Read the lines: each product of each order once."""
    lines = data.frame("lines").with_columns(number_=_number(), name_=nw.coalesce("product", "sku"))
    lines = lines.filter(~nw.col("name_").is_null())
    columns = ("sku", "product", "day") if data.has("catalogue") else ()
    found = _arrow(lines.select("number_", "name_", "currency", "quantity", "price", *columns))
    coded = {c: _coded(found[c]) for c in ("number_", "name_", "currency")}
    (order, orders), (product, names), (currency, codes) = coded.values()
    if fold:
        parent = parent_names(data)
        (place, names) = _coded(
            pa.chunked_array([[parent.get(n, n) for n in names.to_pylist()]], pa.string())
        )
        product = place[product]
    place = order * max(1, len(names)) + product
    by_place = np.argsort(place, kind="stable")  # nearly in order: lines stand by order
    place = place[by_place]
    opens = np.flatnonzero(np.append(True, place[1:] != place[:-1])[: place.size])
    rows = by_place[opens]
    pieces = found["quantity"].to_numpy().astype(np.int64)
    worth = pieces * found["price"].fill_null(0).to_numpy().astype(np.int64)
    each = unit_costs(data, found) if columns else np.full(pieces.size, np.nan)
    known = ~np.isnan(each)
    cost = _summed(np.where(known, each, 0) * pieces, by_place, opens)
    pieces, worth, costed = (_summed(values, by_place, opens) for values in (pieces, worth, worth * known))
    return Contents(
        places=_places(data, orders),
        orders=len(orders),
        names=tuple(names.to_pylist()),
        currencies=tuple(codes.to_pylist()),
        order=order[rows].astype(np.int32),
        product=product[rows].astype(np.int32),
        currency=currency[rows].astype(np.int32),
        pieces=pieces,
        money=worth,
        cost=cost,
        costed=costed,
    )


def _summed(values: NDArray[Any], order: NDArray[np.int64], opens: NDArray[np.int64]) -> NDArray[Any]:
    """Return the sums of the values in their order, from each opening to the next."""
    return np.asarray(np.add.reduceat(values[order], opens)) if opens.size else values


def _places(data: Data, numbers: pa.Array) -> Places:
    found = _arrow(data.frame("orders").with_columns(number_=_number()).select("number_", "instant", "line"))
    ident = _ident(found)
    order = np.argsort(ident, kind="stable")
    ident = ident[order]
    if (ident[1:] == ident[:-1]).any():
        return Places(numbers, None, np.zeros(0, dtype=np.int64))
    at = pc.index_in(found["number_"], value_set=numbers).fill_null(-1).to_numpy()
    return Places(numbers, ident, np.asarray(at, dtype=np.int64)[order])


def _ident(orders: pa.Table) -> NDArray[np.int64]:
    """Return moment and line of each order as one number: seconds, and a line up to a thousand million."""
    seconds = orders["instant"].cast(pa.timestamp("us")).cast(pa.int64()).to_numpy() // 1_000_000
    return np.asarray((seconds << _LINE_BITS) | orders["line"].to_numpy(), dtype=np.int64)


def _number() -> nw.Expr:
    """Return an order's number with its source and shop, which is unique."""
    parts = [nw.col(c).cast(nw.String).fill_null("") for c in ("source", "shop", "order_id")]
    return nw.concat_str(parts, separator=_SEPARATOR)


def _arrow(frame: Frame) -> pa.Table:
    table: pa.Table = frame.collect("pyarrow").to_native()
    return table


def _coded(column: pa.ChunkedArray) -> tuple[NDArray[np.int64], pa.Array]:
    text = column.cast(pa.string()).combine_chunks()
    coded = text.dictionary_encode()
    return coded.indices.to_numpy().astype(np.int64), coded.dictionary
