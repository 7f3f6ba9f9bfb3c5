"""What the orders of a version hold: its lines read once, each product of each order as numbers.

Nothing here depends on filters; `baskets` finds a scope's own orders among all by their places.
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
from engagement.metrics.sums.group_sums import collect

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.engine import Frame
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope
    from engagement.statistics.interval import Array

#: Room for an order's line beside its moment in one whole number.
_LINE_BITS: Final = 30
#: Between the parts of an order's number: no file's text holds it.
_SEPARATOR: Final = "\x1f"
#: The columns that identify an order.
_KEY: Final = ("source", "shop_", "order_id")
#: What is read of each line beside what it is of, and what its cost is looked up by.
_OF_LINE: Final = ("quantity", "price")
_OF_COST: Final = ("sku", "product", "day", "currency")

#: The product and currency of a line, with a code for both.
_CODES: Final = pa.schema({"name_": pa.string(), "currency": pa.string(), "code_": pa.int64()})


@dataclass(frozen=True)
class Places:
    """The index of each order among all of a version, by moment and line of its file.

    Two files may have an order each at one moment and line: then by the orders' numbers, which takes longer.
    """

    ident: NDArray[np.int64]
    numbers: pa.Array | None

    @property
    def orders(self) -> int:
        """How many orders there are."""
        return int(self.ident.size if self.numbers is None else len(self.numbers))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of orders that `of` needs."""
        return ("number_",) if self.numbers is not None else ("instant", "line")

    def of(self, orders: pa.Table) -> NDArray[np.int64]:
        """Return the index of each order; `columns` must have been read."""
        if self.numbers is None:
            return np.searchsorted(self.ident, _ident(orders))
        places = pc.index_in(orders["number_"].cast(pa.string()), value_set=self.numbers)
        return np.asarray(places.to_numpy(), dtype=np.int64)


@dataclass(frozen=True)
class Contents:
    """Each product of each order once: which order and product, how many pieces, for how much.

    `names` are the products, in alphabetical order: names, or numbers without one. Rows are sorted by order.
    Money is in minor units of the row's `currency`; `cost` is what the shop paid for the pieces sold for
    `costed`: 0 without a known cost. Sums over an order's lines are computed on first use.
    """

    places: Places
    names: tuple[str, ...]
    currencies: tuple[str, ...]
    order: NDArray[np.int32]
    product: NDArray[np.int32]
    currency: NDArray[np.int32]
    lines: Lines

    @property
    def orders(self) -> int:
        """How many orders the version has, with lines or without."""
        return self.places.orders

    @cached_property
    def pieces(self) -> NDArray[np.int64]:
        """Pieces of each row."""
        return self.lines.summed(self.lines.quantity)

    @cached_property
    def money(self) -> NDArray[np.int64]:
        """Money of each row."""
        return self.lines.summed(self.lines.worth)

    @cached_property
    def cost(self) -> Array:
        """What the shop paid for each row's pieces."""
        each = self.lines.unit_cost
        if each is None:
            return np.zeros(self.order.size)
        return self.lines.summed(np.nan_to_num(each) * self.lines.quantity)

    @cached_property
    def costed(self) -> NDArray[np.int64]:
        """The revenue of pieces with a known cost."""
        each = self.lines.unit_cost
        if each is None:
            return np.zeros(self.order.size, dtype=np.int64)
        return self.lines.summed(self.lines.worth * ~np.isnan(each))

    @cached_property
    def has_lines(self) -> NDArray[np.bool_]:
        """Whether each order has a line that names a product, by its place."""
        with_lines = np.zeros(self.orders, dtype=bool)
        with_lines[self.order] = True
        return with_lines

    def paid_in(self, currency: str) -> NDArray[np.bool_]:
        """Return which rows are in a currency."""
        code = self.currencies.index(currency) if currency in self.currencies else -1
        return np.asarray(self.currency == code)


@dataclass(frozen=True)
class Lines:
    """The lines as read, and their sorting by order and product.

    - `order`: the permutation that sorts the lines by order and product.
    - `starts`: the indices, once sorted, at which the next product of an order begins.
    - `amounts`: quantity and price (minor units) of each line.
    - `unit_cost`: the cost of a piece, NaN where it is not known; None where no cost is known at all.
    """

    order: NDArray[np.int64]
    starts: NDArray[np.int64]
    amounts: pa.Table
    unit_cost: Array | None

    @property
    def quantity(self) -> NDArray[np.int64]:
        """Pieces of each line."""
        return np.asarray(self.amounts["quantity"].to_numpy(), dtype=np.int64)

    @property
    def worth(self) -> NDArray[np.int64]:
        """Money of each line."""
        return self.quantity * np.asarray(self.amounts["price"].fill_null(0).to_numpy(), dtype=np.int64)

    def summed(self, values: NDArray[Any]) -> NDArray[Any]:
        """Return the sums of the lines' values by order and product."""
        return np.asarray(np.add.reduceat(values[self.order], self.starts)) if self.starts.size else values


def contents_of(scope: Scope) -> Contents:
    """Return what the orders of the scope's version hold, variants as one where that is asked."""
    data, fold = scope.data, scope.question.fold
    return data.remember(("contents", fold), lambda: _contents(data, fold=fold))


def with_number(rows: Frame) -> Frame:
    """Add an order's number with its source and shop, which is unique, as `number_`."""
    parts = [nw.col(c).cast(nw.String).fill_null("") for c in ("source", "shop", "order_id")]
    return rows.with_columns(number_=nw.concat_str(parts, separator=_SEPARATOR))


def read(frame: Frame) -> pa.Table:
    """Run a lazy frame; return its rows."""
    table: pa.Table = frame.collect("pyarrow").to_native()
    return table


def _contents(data: Data, *, fold: bool) -> Contents:
    """Read the lines: each product of each order once.

    Texts are encoded by the engine: each line comes as the index of its order and a code of its product, so
    that no text is read from millions of lines.
    """
    lines = data.frame("lines").with_columns(name_=nw.coalesce("product", "sku"))
    places = _places(data)
    named = lines.filter(~nw.col("name_").is_null())
    codes = collect(named.group_by("name_", "currency").agg(lines_=nw.len()))
    product_names, paid_in = ([str(text) for text in codes[name]] for name in ("name_", "currency"))
    code = np.arange(len(product_names))
    numbered = pa.table({"name_": product_names, "currency": paid_in, "code_": code}, _CODES)
    # Who names nothing has no number. (Filtered here, too, lines would be taken for the smaller table.)
    coded = lines.join(data.engine.beside(lines, numbered), on=["name_", "currency"])
    columns = [*_OF_LINE, *(_OF_COST if data.has("catalogue") else ())]
    table = read(_of_orders(data, coded, places).select(*places.columns, "code_", *columns))
    parent = parent_names(data) if fold else {}
    names, of_code = np.unique(
        np.asarray([parent.get(n, n) for n in product_names], dtype=object), return_inverse=True
    )
    currencies, in_currency = np.unique(np.asarray(paid_in, dtype=object), return_inverse=True)
    code = table["code_"].to_numpy()
    bits = int(names.size).bit_length()
    place = (places.of(table) << bits) | of_code[code]
    by_place = np.argsort(place)
    place = place[by_place]
    opens = np.flatnonzero(np.append(True, place[1:] != place[:-1])[: place.size])
    place = place[opens]
    each = unit_costs(data, table) if data.has("catalogue") else None
    return Contents(
        places=places,
        names=tuple(names.tolist()),
        currencies=tuple(currencies.tolist()),
        order=(place >> bits).astype(np.int32),
        product=(place & ((1 << bits) - 1)).astype(np.int32),
        currency=in_currency[code[by_place[opens]]].astype(np.int32),
        lines=Lines(by_place, opens, table.select(list(_OF_LINE)), each),
    )


def _of_orders(data: Data, lines: Frame, places: Places) -> Frame:
    """Replace the columns of lines that identify their order by those of the order."""
    if places.numbers is not None:
        known_orders = data.engine.beside(lines, pa.table({"number_": places.numbers}))
        return with_number(lines).join(known_orders, on="number_", how="semi")
    shop = nw.col("shop").fill_null("")
    orders = data.frame("orders").with_columns(shop_=shop).select(*_KEY, "instant", "line")
    return lines.drop("line").with_columns(shop_=shop).join(orders, on=[*_KEY])


def _places(data: Data) -> Places:
    orders = data.frame("orders")
    ident = np.sort(_ident(read(orders.select("instant", "line"))))
    if not (ident[1:] == ident[:-1]).any():
        return Places(ident, None)
    numbers = read(with_number(orders).select("number_"))["number_"]
    return Places(ident, numbers.cast(pa.string()).combine_chunks())


def _ident(orders: pa.Table) -> NDArray[np.int64]:
    """Return moment and line of each order as one number: seconds, and a line up to a thousand million."""
    moment = orders["instant"].cast(pa.timestamp("us")).cast(pa.int64()).to_numpy()
    seconds = (moment / 1e6).astype(np.int64)  # whole numbers divide at a fifth of the speed
    return np.asarray((seconds << _LINE_BITS) | orders["line"].to_numpy(), dtype=np.int64)
