"""Lists of products and of refunds that name the orders of another file, of an unknown shop system.

Many programs export orders, their products and their refunds as separate files. Rows of products and refunds
do not have the order's date and customer: they are added to the orders with the same numbers, in whatever
order the files are imported.

Code, because the rows supplement the orders of another file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.columns.currency import in_headers
from engagement.sources.formats.format import Format
from engagement.sources.formats.generic import orders
from engagement.sources.lookalikes import parts_of_orders
from engagement.sources.model.raw_table import SourceError
from engagement.sources.orders import rows, supplements
from engagement.sources.orders.columns import FieldColumns, find
from engagement.sources.orders.states import state_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable

REFUNDS: Final = "generic_refunds"
_PRODUCTS: Final = message(
    "These are products of orders: they are added to the orders with their numbers, which another file has"
)
_PAID_BACK: Final = message(
    "These are refunds: they are taken off the orders with their numbers, which another file has"
)
_NOT_PAID: Final = message("This refund was not paid out, as its state says")
_NO_NUMBERS: Final = message("No column holds the number of an order; nothing here can be added to one")
_UNPAID: Final = frozenset({"failed", "cancelled", "voided", "expired", "pending"})


def _fits_lines(raw: RawTable) -> float:
    return 0.0 if parts_of_orders.lines(raw) is None else 0.8


def _fits_refunds(raw: RawTable) -> float:
    return 0.0 if parts_of_orders.refunds(raw) is None else 0.95


def _read_lines(cells: Cells) -> Mapping[str, pa.Table]:
    fields = parts_of_orders.lines(cells.raw) or {}
    name = FieldColumns(fields)
    if "order_id" not in fields:
        raise SourceError(_NO_NUMBERS)
    cells.warn(_PRODUCTS)
    order = cells.text(fields["order_id"], required=True)
    money = name("amount", "line_amount", "price")
    codes = cells.currency(*name("currency"), amount=money, default=in_headers(money), asks=False)
    pieces = pc.fill_null(rows.pieces(cells.number(*name("quantity"))), 1)
    whole = cells.money(*name("line_amount", "amount")[:1], currency=codes)
    price = cells.money(*name("price"), currency=codes)
    price = pc.coalesce(price, rows.divided(whole, pieces))
    of_order = order.dictionary_encode().indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return _supplements(
        cells, orders.LINES, 2, subject=rows.numbered(order), order_id=order,
        position=rows.positions(of_order),
        gross=pc.coalesce(whole, rows.times(price, pieces)), price=price, quantity=pieces,
        product=cells.text(*name("product")), sku=cells.text(*name("sku")),
    )  # fmt: skip


def _read_refunds(cells: Cells) -> Mapping[str, pa.Table]:
    columns = parts_of_orders.refunds(cells.raw)
    if columns is None:
        raise SourceError(_NO_NUMBERS)
    cells.warn(_PAID_BACK)
    order = cells.text(columns.order, required=True)
    fields = find(cells.raw)
    if "status" in fields:
        states = cells.text(fields["status"])
        unpaid = [text for text in pc.unique(states).drop_null().to_pylist() if state_of(text) in _UNPAID]
        cells.set_aside(pc.is_in(states, pa.array(unpaid, pa.string())), _NOT_PAID, fields["status"])
    codes = cells.currency(
        *((fields["currency"],) if "currency" in fields else ()),
        amount=(columns.amount,), default=in_headers((columns.amount,)), asks=False,
    )  # fmt: skip
    day = cells.instant(*(() if columns.day is None else (columns.day,))).cast(pa.date32()).cast(pa.int32())
    back = pc.abs(cells.money(columns.amount, currency=codes, required=True))
    return _supplements(
        cells, REFUNDS, supplements.REFUNDED, subject=rows.numbered(order), order_id=order,
        refunded=back, refund_day=day,
    )  # fmt: skip


def _supplements(cells: Cells, part: str, rank: int, **columns: pa.Array) -> Mapping[str, pa.Table]:
    kept = {name: values.filter(cells.kept) for name, values in columns.items()}
    line = cells.raw.lines.filter(cells.kept)
    return {supplements.NAME: supplements.build(orders.KEY, part, rank, line=line, **kept)}


FORMATS: Final = (
    Format(
        key=orders.LINES,
        platform="Products of orders",
        export="any table of products with the numbers of their orders",
        kind="orders",
        read=_read_lines,
        fits=_fits_lines,
        generic=True,
        completes=orders.KEY,
    ),
    Format(
        key=REFUNDS,
        platform="Refunds of orders",
        export="any table of refunds or credit notes with the numbers of their orders",
        kind="orders",
        read=_read_refunds,
        fits=_fits_refunds,
        generic=True,
        completes=orders.KEY,
    ),
)
