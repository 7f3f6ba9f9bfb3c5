"""Which products each order holds: the lines of a version read once, and matched to a scope's orders.

What does not depend on filters (products, pieces and money by order) is read once for each version of
the data; a scope's own orders are then found among them by their numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.metrics.purchases.scans.histories import histories

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.engine import Frame
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.purchases.scans.histories import Histories

#: Between the parts of an order's number: no file's text holds it.
_SEPARATOR: Final = "\x1f"


@dataclass(frozen=True)
class Contents:
    """Each product of each order once: which order and product, how many pieces, for how much.

    `orders` are the orders' numbers, `names` the products; a product goes by its name, else by its
    number. Rows stand by order. Money is in minor units of the row's `currency`.
    """

    orders: pa.Array
    names: tuple[str, ...]
    currencies: tuple[str, ...]
    order: NDArray[np.int64]
    product: NDArray[np.int64]
    currency: NDArray[np.int64]
    pieces: NDArray[np.int64]
    money: NDArray[np.int64]


@dataclass(frozen=True)
class Baskets:
    """The products of a scope's orders: those that count, up to the as-of day.

    `orders` is how many of them have lines. `order`, `product`, `pieces` and `money` (minor units, 0 in
    another currency) have an entry for each product of an order, as have `day` and `person`: the place
    of the order's customer in `history`, -1 for nobody. `opens` tells the products of first orders.
    """

    names: tuple[str, ...]
    orders: int
    history: Histories
    order: NDArray[np.int64]
    product: NDArray[np.int64]
    pieces: NDArray[np.int64]
    money: NDArray[np.int64]
    day: NDArray[np.int64]
    person: NDArray[np.int64]
    opens: NDArray[np.bool_]

    @cached_property
    def orders_with(self) -> NDArray[np.int64]:
        """Orders with each product."""
        return np.bincount(self.product, minlength=len(self.names))

    @cached_property
    def bought(self) -> NDArray[np.int64]:
        """Each purchase of a product by a customer as one number: (product, person, day), ascending."""
        named = self.person >= 0
        people, days = self.history.customers + 1, self.day.max(initial=0) + 1
        packed = (self.product[named] * people + self.person[named]) * days + self.day[named]
        return np.sort(packed)

    def unpacked(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return, of each of `bought`, the pair of product and person as one number, and the day."""
        days = self.day.max(initial=0) + 1
        return self.bought // days, self.bought % days


def baskets(scope: Scope) -> Baskets:
    """Return the products of the scope's orders; the last few are kept."""
    asked = (scope.question.filters, scope.currency, scope.window.last_day, scope.told_as_of)
    return scope.data.hold(("baskets", asked), lambda: _baskets(scope))


def _baskets(scope: Scope) -> Baskets:
    held, history = scope.data.remember("contents", lambda: _contents(scope.data)), histories(scope)
    rows = scope.frame("orders").filter(nw.col("counts")).with_columns(number_=_number())
    found = _arrow(rows.select("number_", "customer_key", "day", "instant", "line"))
    at = pc.index_in(found["number_"], value_set=held.orders).combine_chunks().fill_null(-1).to_numpy()
    key = found["customer_key"].combine_chunks()
    named = key.is_valid().to_numpy(zero_copy_only=False)
    person = np.where(named, np.searchsorted(history.key, key.fill_null(0).to_numpy()), -1)
    day = found["day"].to_numpy().astype(np.int64)
    first = _first_orders(history, person, day, found)
    there = at >= 0
    size = len(held.orders)
    of_order = {
        "day": np.zeros(size, dtype=np.int64),
        "person": np.full(size, -1, dtype=np.int64),
        "opens": np.zeros(size, dtype=bool),
        "kept": np.zeros(size, dtype=bool),
    }
    for name, values in (("day", day), ("person", person), ("opens", first), ("kept", there)):
        of_order[name][at[there]] = values[there]
    rows_kept = of_order["kept"][held.order]
    order = held.order[rows_kept]
    code = held.currencies.index(scope.currency) if scope.currency in held.currencies else -1
    return Baskets(
        names=held.names,
        orders=int(of_order["kept"].sum()),
        history=history,
        order=order,
        product=held.product[rows_kept],
        pieces=held.pieces[rows_kept],
        money=held.money[rows_kept] * (held.currency[rows_kept] == code),
        day=of_order["day"][order],
        person=of_order["person"][order],
        opens=of_order["opens"][order].astype(bool),
    )


def _first_orders(
    history: Histories, person: NDArray[np.int64], day: NDArray[np.int64], found: pa.Table
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


def _contents(data: Data) -> Contents:
    """Read the lines: each product of each order once."""
    lines = data.frame("lines").with_columns(number_=_number(), name_=nw.coalesce("product", "sku"))
    lines = lines.filter(~nw.col("name_").is_null())
    worth = (nw.col("quantity") * nw.col("price")).fill_null(0)
    found = _arrow(lines.select("number_", "name_", "currency", "quantity", worth_=worth))
    coded = {c: _coded(found[c]) for c in ("number_", "name_", "currency")}
    (order, orders), (product, names), (currency, codes) = coded.values()
    place = order * max(1, len(names)) + product
    by_place = np.argsort(place)
    place = place[by_place]
    opens = np.flatnonzero(np.append(True, place[1:] != place[:-1])[: place.size])
    rows = by_place[opens]
    pieces, worth_of = (found[c].to_numpy().astype(np.int64)[by_place] for c in ("quantity", "worth_"))
    if opens.size:
        pieces, worth_of = (np.add.reduceat(each, opens) for each in (pieces, worth_of))
    return Contents(
        orders=orders,
        names=tuple(names.to_pylist()),
        currencies=tuple(codes.to_pylist()),
        order=order[rows],
        product=product[rows],
        currency=currency[rows],
        pieces=pieces,
        money=worth_of,
    )


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
