"""What the rows of products show beside their amounts: pieces that came back, discounts of each row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.meaning.header_words import words, words_of
from engagement.sources.meaning.vocabularies import ORDERS
from engagement.sources.orders import rows as order_rows

if TYPE_CHECKING:
    from engagement.sources.columns.typed import Cells
    from engagement.sources.orders.amounts import Amounts
    from engagement.sources.orders.columns import FieldColumns

_BACK: Final = words_of("order-endings", "refunded") | words_of("order-endings", "return")
_PIECES: Final = [words(name) for name in ORDERS.names["quantity"]]
#: The share of the reduced rows whose amounts must be their prices times pieces, less the discount.
_SURE: Final = 0.95


def paid_back(
    cells: Cells,
    name: FieldColumns,
    amount: pa.Int64Array,
    quantity: pa.Int64Array,
    refund: pa.BooleanArray,
    amounts: Amounts,
) -> pa.Int64Array:
    """Return what each row pays back: all of a `refund`, else what the pieces cost that came back.

    `amount` is that of each row, `quantity` its pieces.
    """
    back = pc.if_else(refund, pc.negate(amount), None)
    column = next((header for header in cells.raw.columns if _counts_returns(header)), None)
    if column is None or name("refunded") or not name("quantity") or not amounts.add_up:
        return back
    returned = order_rows.pieces(pc.abs(cells.number(column)))
    some = pc.fill_null(pc.greater(returned, 0), False)
    if not pc.any(some).as_py() or pc.any(pc.greater(returned, quantity)).as_py():
        return back
    cells.warn(
        message(
            "{column} says how many pieces came back: what these cost is taken off as refunded", column=column
        )
    )
    cost = order_rows.times(order_rows.divided(amount, quantity), returned)
    return pc.coalesce(back, pc.if_else(some, cost, None))


def reductions(
    cells: Cells, name: FieldColumns, amounts: Amounts, codes: pa.StringArray
) -> pa.Int64Array | None:
    """Return the discount of each row: of its price, or that by which its amount is below it; else None."""
    if amounts.discount is not None or not amounts.add_up:
        return amounts.discount
    if not (name("discount") and name("price") and name("quantity")):
        return None
    off = pc.abs(cells.money(*name("discount"), currency=codes))
    price = cells.money(*name("price"), currency=codes)
    pieces = order_rows.pieces(cells.number(*name("quantity")))
    reduced = pc.fill_null(pc.greater(off, 0), False)
    same = pc.equal(pc.subtract(order_rows.times(price, pieces), off), amounts.per_row).filter(reduced)
    return off if (pc.mean(same.cast(pa.int8())).as_py() or 0) >= _SURE else None


def _counts_returns(header: str) -> bool:
    own = words(header)
    return bool(own & _BACK) and any(phrase <= own - _BACK for phrase in _PIECES)
