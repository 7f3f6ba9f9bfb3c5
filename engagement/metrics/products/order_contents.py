"""The contents of a version's orders: lines read once, as arrays of each order's products.

Nothing here depends on filters; `baskets` selects a scope's orders by their indices.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa

from engagement.engine import batches
from engagement.metrics.holding.contents import parent_names
from engagement.metrics.products.unit_costs import unit_costs
from engagement.metrics.purchases.scans.all_orders import all_orders, with_number
from engagement.metrics.sums.group_sums import arrays_of, collect
from engagement.metrics.sums.sorted_keys import starts_of_each

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.engine import Frame
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.purchases.scans.all_orders import AllOrders, OrderIdents
    from engagement.statistics.interval import Array

#: The columns that identify an order.
_KEY: Final = ("source", "shop_", "order_id")
#: The columns read of each line besides product and order, and those by which its cost is found.
_OF_LINE: Final = ("quantity", "price", "unpriced_")
_OF_COST: Final = ("sku", "product", "day", "currency")
#: The factor that packs an order's index and a product's number into one integer.
_ORDER_BITS: Final = 32

#: The product and currency of a line, with a code for both.
_CODES: Final = pa.schema({"name_": pa.string(), "currency": pa.string(), "code_": pa.int64()})


@dataclass(frozen=True)
class Contents:
    """Each product of each counted order, one row each: order, product, pieces and price.

    `names` are the products, in alphabetical order; a product is identified by its name, else by its
    number. Rows are sorted by product and then by order, which is an index in `every`, all orders, and so
    by customer and time. Money is in minor units of the row's currency, `currencies[currency]`. `cost` is
    the shop's cost of the pieces that were sold for `costed`: both None if no cost is known at all, 0 for a
    row without a known cost. `unpriced` says which rows have a line without a price: None if all have one.
    """

    every: AllOrders
    names: tuple[str, ...]
    currencies: tuple[str, ...]
    order: NDArray[np.int32]
    product: NDArray[np.int32]
    currency: NDArray[np.int16]
    pieces: NDArray[np.int64]
    money: NDArray[np.int64]
    cost: Array | None
    costed: NDArray[np.int64] | None
    unpriced: NDArray[np.bool_] | None

    @property
    def orders(self) -> int:
        """The number of counted orders, also of those without lines."""
        return self.every.size

    @cached_property
    def day(self) -> NDArray[np.int32]:
        """The day of each row's order."""
        return self.every.day[self.order]

    @cached_property
    def person(self) -> NDArray[np.int32]:
        """The customer of each row's order, by index in `every.key`; -1 for nobody."""
        return self.every.person[self.order]

    @cached_property
    def has_lines(self) -> NDArray[np.bool_]:
        """Return whether each order has a line with a product, by its index."""
        with_lines = np.zeros(self.orders, dtype=bool)
        with_lines[self.order] = True
        return with_lines

    @cached_property
    def pieces_of_orders(self) -> NDArray[np.int64]:
        """The number of pieces of each order, by its index."""
        return np.bincount(self.order, self.pieces, self.orders).astype(np.int64)

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """The first row of each product, and one more entry for the end."""
        return np.searchsorted(self.product, np.arange(len(self.names) + 1, dtype=np.int32))

    @cached_property
    def refunded(self) -> NDArray[np.bool_]:
        """Return whether anything of each row's order was refunded."""
        return (self.every.refunded > 0)[self.order]

    def money_in(self, currency: str) -> NDArray[np.int64]:
        """Return the price paid for each row in a currency, in minor units; 0 for a row in another."""
        return self.money if self.currencies == (currency,) else self.money * self.paid_in(currency)

    def unpriced_in(self, currency: str) -> NDArray[np.bool_] | None:
        """Return which rows in a currency have a line without a price; None if all rows have prices."""
        if self.unpriced is None or self.currencies == (currency,):
            return self.unpriced
        return self.unpriced & self.paid_in(currency)

    def paid_in(self, currency: str) -> NDArray[np.bool_]:
        """Return which rows are in a currency."""
        code = self.currencies.index(currency) if currency in self.currencies else -1
        return np.asarray(self.currency == code)


def contents_of(scope: Scope) -> Contents:
    """Return the contents of the orders of the scope's version, with merged variants if requested."""
    data, fold = scope.data, scope.question.fold
    return data.remember_columns(("contents", fold), lambda: _contents(data, fold=fold))


def _contents(data: Data, *, fold: bool) -> Contents:
    """Read the lines: each product of each order once.

    Texts are encoded by the engine: each line comes as the index of its order and a code of its product, so
    that no text is read from millions of lines.
    """
    orders = all_orders(data)
    lines = data.frame("lines").with_columns(name_=nw.coalesce("product", "sku"))
    named = lines.filter(~nw.col("name_").is_null())
    codes = collect(named.group_by("name_", "currency").agg(lines_=nw.len()))
    product_names, paid_in = ([str(text) for text in codes[name]] for name in ("name_", "currency"))
    parent = parent_names(data) if fold else {}
    names, product = np.unique(
        np.asarray([parent.get(n, n) for n in product_names], dtype=object), return_inverse=True
    )
    currencies, currency = np.unique(np.asarray(paid_in, dtype=object), return_inverse=True)
    code = np.arange(len(product_names))
    numbered = pa.table({"name_": product_names, "currency": paid_in, "code_": code}, _CODES)
    # Lines without a product have no number. (If lines were filtered here, the engine would take them for
    # the smaller table.)
    coded = lines.join(data.engine.beside(lines, numbered), on=["name_", "currency"])
    of_orders = _of_orders(data, coded, orders.idents).with_columns(
        price=nw.col("price").fill_null(0), unpriced_=nw.col("price").is_null()
    )
    columns = (*orders.idents.columns, "code_", *_OF_LINE)
    found = _LinesRead.of_size(int(codes["lines_"].sum()))
    if data.has("catalogue"):  # costs are looked up for all lines at once
        table: pa.Table = of_orders.select(*columns, *_OF_COST).collect("pyarrow").to_native()
        size, each = found.fill(0, table, orders, product, currency), unit_costs(data, table)
    else:
        size, each = 0, None
        for part in batches(of_orders.select(*columns)):
            size = found.fill(size, part, orders, product, currency)
    return _summed(found.first(size), each, orders, tuple(names.tolist()), tuple(currencies.tolist()))


class _LinesRead(NamedTuple):
    """Lines with a product, one entry each; `place` is product and order packed into one integer."""

    place: NDArray[np.int64]
    currency: NDArray[np.int16]
    quantity: NDArray[np.int64]
    worth: NDArray[np.int64]
    unpriced: NDArray[np.bool_]

    @classmethod
    def of_size(cls, size: int) -> _LinesRead:
        """Return room for so many lines."""
        return cls(
            np.empty(size, dtype=np.int64),
            np.empty(size, dtype=np.int16),
            np.empty(size, dtype=np.int64),
            np.empty(size, dtype=np.int64),
            np.empty(size, dtype=np.bool_),
        )

    def first(self, size: int) -> _LinesRead:
        """Return the first lines."""
        return _LinesRead(
            self.place[:size],
            self.currency[:size],
            self.quantity[:size],
            self.worth[:size],
            self.unpriced[:size],
        )

    def fill(
        self,
        size: int,
        table: pa.Table | pa.RecordBatch,
        orders: AllOrders,
        product: NDArray[np.int64],
        currency: NDArray[np.int64],
    ) -> int:
        """Add a table's lines to the first `size`, and return how many there are now.

        `product` and `currency` are by the code of the table's lines.
        """
        columns = arrays_of(table.select(["code_", *_OF_LINE]))
        code, inside = columns["code_"], slice(size, size + table.num_rows)
        self.place[inside] = (product[code] << _ORDER_BITS) | orders.idents.places(table)
        self.currency[inside] = currency[code]
        self.quantity[inside] = columns["quantity"]
        np.multiply(columns["quantity"], columns["price"], out=self.worth[inside], casting="unsafe")
        self.unpriced[inside] = columns["unpriced_"]
        return size + int(table.num_rows)


def _summed(
    lines: _LinesRead,
    each: Array | None,
    orders: AllOrders,
    names: tuple[str, ...],
    currencies: tuple[str, ...],
) -> Contents:
    """Add up lines by product and order; `each` is the cost of one piece of each line, if any is known."""
    by_place = np.argsort(lines.place)
    place = lines.place[by_place]
    opens = starts_of_each(place)
    place = place[opens]

    def summed(values: NDArray[Any]) -> NDArray[Any]:
        return np.asarray(np.add.reduceat(values[by_place], opens)) if opens.size else values

    if each is not None:
        each = np.where(lines.unpriced, np.nan, each)  # a cost without what was paid would be a loss
    return Contents(
        every=orders,
        names=names,
        currencies=currencies,
        order=(place & ((1 << _ORDER_BITS) - 1)).astype(np.int32),
        product=(place >> _ORDER_BITS).astype(np.int32),
        currency=lines.currency[by_place[opens]],
        pieces=summed(lines.quantity),
        money=summed(lines.worth),
        cost=None if each is None else summed(np.nan_to_num(each) * lines.quantity),
        costed=None if each is None else summed(lines.worth * ~np.isnan(each)),
        unpriced=summed(lines.unpriced.astype(np.int64)) > 0 if lines.unpriced.any() else None,
    )


def _of_orders(data: Data, lines: Frame, idents: OrderIdents) -> Frame:
    """Add the identifying columns of orders to their lines, replacing the lines' columns of these names."""
    if idents.numbers is not None:
        known_orders = data.engine.beside(lines, pa.table({"number_": idents.numbers}))
        return with_number(lines).join(known_orders, on="number_", how="semi")
    shop = nw.col("shop").fill_null("")
    orders = data.frame("orders").filter(nw.col("counts")).with_columns(shop_=shop)
    return (
        lines.drop("line").with_columns(shop_=shop).join(orders.select(*_KEY, "instant", "line"), on=[*_KEY])
    )
