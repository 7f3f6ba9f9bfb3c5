"""Klarna, Settlements > the report of a payout: sales, returns and fees of a period.

One row per movement. A sale is an order's amount, and a return is its refund; fees, taxes on them and money
that is held back concern the shop only. Some reports have amounts in hundredths, which are then all whole
numbers. The report does not identify customers.

Code, because the type of a movement decides what its amount is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.orders import references, rows
from engagement.sources.orders.grouped import Orders
from engagement.sources.text.column_names import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable

KEY = "klarna_settlement"
_SALES: Final = pa.array(["sale", "capture"])
_RETURNS: Final = pa.array(["return", "refund", "reversal"])
_AMOUNT: Final = "amount"
#: The name that such a column of amounts gets, so that its unit is recognised and reported.
_IN_HUNDREDTHS: Final = "amount (minor units)"
_CURRENCY: Final = ("currency_code", "currency", "settlement_currency")


def _in_hundredths(raw: RawTable) -> RawTable:
    """Return `raw`, with its column of amounts named as hundredths if all of them are whole numbers."""
    place = next(n for n, name in enumerate(raw.columns) if normalise(name) == _AMOUNT)
    texts = raw.data.column(place).drop_null()
    are_whole = pc.all(pc.match_substring_regex(texts, r"^\s*-?\d*\s*$")).as_py()
    if not are_whole:
        return raw
    return replace(raw, columns=(*raw.columns[:place], _IN_HUNDREDTHS, *raw.columns[place + 1 :]))


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    number, kind = cells.text("order_id", required=True), pc.utf8_lower(cells.text("type"))
    sale, back = (pc.fill_null(pc.is_in(kind, words), False) for words in (_SALES, _RETURNS))
    cells.set_aside(pc.invert(pc.or_(sale, back)), rows.NOT_AN_ORDER)
    rows.set_aside_orphans(cells, number, back)
    orders = Orders(cells, number)
    currency = cells.currency(*_CURRENCY, amount=(_AMOUNT, _IN_HUNDREDTHS))
    amount = pc.abs(cells.money(_AMOUNT, _IN_HUNDREDTHS, currency=currency, required=True))
    cells.warn(
        message(
            "These are payments, not orders: what was paid outside {platform} is not in them",
            platform="Klarna",
        )
    )
    cells.warn(rows.NOBODY)
    return orders.tables(
        KEY,
        {
            "instant": orders.earliest(cells.instant("sale_date", "capture_date")),
            "gross": orders.total(pc.if_else(sale, amount, None)),
            "refunded": orders.total(pc.if_else(back, amount, 0)),
            "currency": orders.first_value(currency),
            "country": orders.first_value(cells.text("purchase_country", "shipping_address_country")),
            "refers_to": orders.first_value(references.reference_texts(cells, "merchant_reference1")),
        },
    )


FORMAT = Format(
    key=KEY,
    platform="Klarna",
    export="Settlements > Report of a payout (CSV)",
    kind="orders",
    records="payments",
    read=_read,
    prepare=_in_hundredths,
    signature=(
        rows.names("type", "order_id", "capture_id", "amount", "sale_date"),
        rows.names("type", "order_id", "short_order_id", "amount", "sale_date"),
    ),
)
