"""The contents of a version's orders: lines read once, as arrays of each order's products.

Nothing here depends on filters; `baskets` selects a scope's orders by their indices.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa

from engagement.metrics.holding.contents import parent_names
from engagement.metrics.products.unit_costs import unit_costs
from engagement.metrics.purchases.scans.all_orders import all_orders, with_number
from engagement.metrics.sums.group_sums import collect

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
_OF_LINE: Final = ("quantity", "price")
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
    currency: NDArray[np.int32]
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
        return np.searchsorted(self.product, np.arange(len(self.names) + 1))

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
    code = np.arange(len(product_names))
    numbered = pa.table({"name_": product_names, "currency": paid_in, "code_": code}, _CODES)
    # Lines without a product have no number. (If lines were filtered here, the engine would take them for
    # the smaller table.)
    coded = lines.join(data.engine.beside(lines, numbered), on=["name_", "currency"])
    columns = [*_OF_LINE, *(_OF_COST if data.has("catalogue") else ())]
    selected = _of_orders(data, coded, orders.idents).select(*orders.idents.columns, "code_", *columns)
    table: pa.Table = selected.collect("pyarrow").to_native()
    parent = parent_names(data) if fold else {}
    names, of_code = np.unique(
        np.asarray([parent.get(n, n) for n in product_names], dtype=object), return_inverse=True
    )
    currencies, in_currency = np.unique(np.asarray(paid_in, dtype=object), return_inverse=True)
    code = table["code_"].to_numpy()
    place = (of_code[code].astype(np.int64) << _ORDER_BITS) | orders.idents.places(table)
    by_place = np.argsort(place)
    place = place[by_place]
    opens = np.flatnonzero(np.append(True, place[1:] != place[:-1])[: place.size])
    place = place[opens]

    def summed(values: NDArray[Any]) -> NDArray[Any]:
        """Return the sums of the lines' values by order and product."""
        return np.asarray(np.add.reduceat(values[by_place], opens)) if opens.size else values

    quantity = np.asarray(table["quantity"].to_numpy(), dtype=np.int64)
    worth = quantity * np.asarray(table["price"].fill_null(0).to_numpy(), dtype=np.int64)
    unpriced = np.asarray(table["price"].is_null()) if table["price"].null_count else None
    each = unit_costs(data, table) if data.has("catalogue") else None
    if each is not None and unpriced is not None:
        each = np.where(unpriced, np.nan, each)  # a cost without what was paid would be a loss
    return Contents(
        every=orders,
        names=tuple(names.tolist()),
        currencies=tuple(currencies.tolist()),
        order=(place & ((1 << _ORDER_BITS) - 1)).astype(np.int32),
        product=(place >> _ORDER_BITS).astype(np.int32),
        currency=in_currency[code[by_place[opens]]].astype(np.int32),
        pieces=summed(quantity),
        money=summed(worth),
        cost=None if each is None else summed(np.nan_to_num(each) * quantity),
        costed=None if each is None else summed(worth * ~np.isnan(each)),
        unpriced=None if unpriced is None else summed(unpriced.astype(np.int64)) > 0,
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
