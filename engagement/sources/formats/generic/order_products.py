"""The products of each order of an unknown shop system: one product per row, or all of them in one cell.

Many exports and hand-made sheets list an order's products in one cell: "2x Mug, 1x Plate", "Mug x 2; Plate
x 1". Such a column is recognised by its values, whatever its name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.orders import columns as order_columns
from engagement.sources.orders import rows as order_rows
from engagement.sources.values import looks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.sources.columns.typed import Cells
    from engagement.sources.orders.grouped import Orders

#: The share of a column's cells that must list products with their quantities.
_SURE: Final = 0.9
#: How far a price times a weight may be from the amount, by rounding.
_NEAR: Final = 0.02
_TIMES: Final = r"[x×*]"
#: "2x Mug", "2 × Mug: large": the quantity first, then a name with a letter, unlike a size ("20x30").
_QUANTITY: Final = rf"(\d{{1,3}}) ?{_TIMES}(?: (?=\S*[^\W\d])|(?=[^\W\d]))"
_FIRST: Final = re.compile(rf"{_QUANTITY}(\S.*)", re.DOTALL)
#: The separator of products: names may contain commas, so it must be followed by a quantity.
_BEFORE_FIRST: Final = re.compile(rf"[,;|/+\n]\s*(?={_QUANTITY.replace('(', '(?:', 1)})")
#: "Mug x2", "Mug (x 2)", "Plate × 1": the quantity last, after a name that does not end in a number.
_LAST: Final = re.compile(rf"(\S(?:[^\n]*?[^\s\d])?) [(\[]?{_TIMES} ?(\d{{1,3}})[)\]]?(?:\s*[,;|/+\n]\s*|$)")


class PackedProducts(NamedTuple):
    """Products packed into the cells of a column: the index of each product's row, its name and quantity."""

    row: pa.Int64Array
    product: pa.StringArray
    quantity: pa.Int64Array

    def lines(self, unsold: pa.BooleanArray, paid: pa.Int64Array) -> dict[str, pa.Array]:
        """Return the columns of `lines`, without the products of the rows in the mask `unsold`.

        `paid` has the amount paid for the products of each row; a row with a single product gets its price
        from it, by piece.
        """
        alone = np.bincount(self.row.to_numpy(), minlength=len(paid)) == 1
        whole = pc.if_else(pa.array(alone), paid, None).take(self.row)
        return {
            "row": self.row,
            "product": self.product,
            "sku": pa.nulls(len(self.row), pa.string()),
            "quantity": pc.if_else(unsold.take(self.row), None, self.quantity),
            "price": order_rows.divided(whole, self.quantity),
        }


@dataclass(frozen=True, slots=True)
class ProductRows:
    """The rows of a file as products of its orders; money is in minor units of the currencies `codes`."""

    cells: Cells
    orders: Orders
    name: order_columns.FieldColumns
    codes: pa.StringArray

    def paid(self, amount: pa.Int64Array, *, add_up: bool) -> pa.Int64Array:
        """Return the amount paid for the products of each row; null if the file does not show it.

        If the amounts of an order's rows `add_up`, `amount` is that of each row. Else it is the whole
        order's, with shipping and discounts, and is only used for orders of a single row.
        """
        if self.name("amount") and self.name("line_amount"):
            return self.cells.money(*self.name("line_amount"), currency=self.codes)
        if not self.name("amount", "line_amount", "price"):
            return pa.nulls(len(amount), pa.int64())
        if add_up:
            return amount
        sizes = self.orders.total(pa.repeat(pa.scalar(1, pa.int64()), len(amount)))
        return pc.if_else(self.orders.spread(pc.equal(sizes, 1)), amount, None)

    def lines(
        self, sold: pa.Int64Array, paid: pa.Int64Array, *, add_up: bool
    ) -> Mapping[str, pa.Array] | None:
        """Return the columns of `lines`, one entry per row; None if no column names products.

        Where the amount of each row is known but not the number of its pieces (kilos, hours), the price is
        that amount.
        """
        if not self.name("product", "sku"):
            return None
        price = self.cells.money(*self.name("price"), currency=self.codes)
        of_rows = self.name("line_amount") or (self.name("amount") and (add_up or self._is_weighed()))
        if self.name("price") and of_rows:
            counted = self.cells.number(*self.name("quantity"))
            whole = pc.equal(counted, pc.round(counted)).fill_null(False)
            price = pc.if_else(pc.or_(whole, pc.is_null(paid)), price, order_rows.divided(paid, sold))
        return {
            "product": self.cells.text(*self.name("product")),
            "sku": self.cells.text(*self.name("sku")),
            "quantity": sold,
            "price": pc.coalesce(price, order_rows.divided(paid, sold)),
        }

    def _is_weighed(self) -> bool:
        """Return whether the amounts are the prices times a column that counts no pieces: kilos, hours."""
        price, amount = (self.name(field) for field in ("price", "amount"))
        if not price or not amount or self.name("quantity"):
            return False
        each, whole = self.cells.number(*price), self.cells.number(*amount)
        columns = self.cells.raw.columns
        used = {*price, *amount}
        for place, column in enumerate(columns):
            texts = order_columns.sample(self.cells.raw, place)
            if column in used or not texts or not all(map(looks.is_number, texts)):
                continue
            apart = pc.abs(pc.subtract(pc.multiply(each, self.cells.number(column)), whole))
            if (pc.mean(pc.less(apart, _NEAR).cast(pa.int8())).as_py() or 0) >= _SURE:
                return True
        return False


def unpacked(cell: str) -> list[tuple[str, int]]:
    """Return the products of a cell with their quantities; empty if the cell is not such a list.

    >>> unpacked("2x Mug, blue; 1x Plate"), unpacked("Mug x 2, Plate (x1)"), unpacked("Mug 2 x 3 cm")
    ([('Mug, blue', 2), ('Plate', 1)], [('Mug', 2), ('Plate', 1)], [])
    """
    cell = cell.strip()
    parts = [_FIRST.fullmatch(part.strip()) for part in _BEFORE_FIRST.split(cell)]
    if all(parts):
        return [(part[2], int(part[1])) for part in parts if part is not None]
    found, end = [], 0
    while end < len(cell):
        part = _LAST.match(cell, end)
        if part is None or not any(map(str.isalpha, part[1])):
            return []
        found.append((part[1], int(part[2])))
        end = part.end()
    return found


def packed(cells: Cells, columns: Mapping[str, str]) -> PackedProducts | None:
    """Return the products in the only column that lists them with their quantities; None without one."""
    named = columns.get("product")
    others = [name for name in cells.raw.columns if name not in columns.values()]
    found = [name for name in ([named] if named else others) if _lists_products(_sample(cells, name))]
    if len(found) != 1:
        return None
    (column,) = found
    encoded = cells.text(column).dictionary_encode()
    lists = [unpacked(text) or [(text, 1)] for text in encoded.dictionary.to_pylist()]
    products = pa.array([[name for name, _ in each] for each in lists], pa.list_(pa.string()))
    quantities = pa.array([[count for _, count in each] for each in lists], pa.list_(pa.int64()))
    products, quantities = products.take(encoded.indices), quantities.take(encoded.indices)
    sentence = message(
        "{column} lists the products of each order and how many, without a price of each", column=column
    )
    cells.warn(sentence)
    row = pc.list_parent_indices(products)
    return PackedProducts(row, pc.list_flatten(products), pc.list_flatten(quantities))


def _sample(cells: Cells, column: str) -> Sequence[str]:
    return order_columns.sample(cells.raw, cells.raw.columns.index(column))


def _lists_products(texts: Sequence[str]) -> bool:
    return bool(texts) and sum(bool(unpacked(text)) for text in texts) >= _SURE * len(texts)
