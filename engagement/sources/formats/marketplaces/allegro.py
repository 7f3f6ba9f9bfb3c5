"""Allegro, Orders > Download report: orders and their products as two tables in one file.

The first rows are orders; below them a second header names the columns of products, in the same positions.
Buyers' e-mail addresses are aliases per order; their account numbers identify people.

Code, because both tables must be put side by side before cells are typed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from engagement.sources.formats.described.order_columns import OrderColumns
from engagement.sources.formats.described.order_export import order_export
from engagement.sources.raw.from_text import unique_names
from engagement.sources.text.column_names import normalise

if TYPE_CHECKING:
    from engagement.sources.model.raw_table import RawTable

#: Names of products' columns that orders have as well.
_SHARED: Final = frozenset(map(normalise, ("Type", "OrderId")))
_KIND: Final = normalise("Type")


def _side_by_side(raw: RawTable) -> RawTable:
    """Move the rows below the second header into columns of their own, beside those of the orders."""
    first = raw.data.column(0).to_pylist()
    header_row = next((place for place, text in enumerate(first) if normalise(text or "") == _KIND), None)
    if header_row is None:
        return raw
    orders, lines = raw.data.slice(0, header_row), raw.data.slice(header_row + 1)
    below = [normalise(column[header_row].as_py() or "") for column in raw.data.columns]
    of_lines = dict(zip(below, lines.columns, strict=True))
    names = [normalise(name) for name in raw.columns]
    shared_columns = [of_lines.get(name) if name in _SHARED else None for name in names]
    blank = (pa.nulls(len(orders), pa.string()), pa.nulls(len(lines), pa.string()))
    columns = [
        _joined(column, blank[1] if other is None else other)
        for column, other in zip(orders.columns, shared_columns, strict=True)
    ]
    own_places = [place for place, name in enumerate(below) if name and name not in _SHARED]
    columns += [_joined(blank[0], lines.column(place)) for place in own_places]
    named = (*raw.columns, *(raw.data.column(place)[header_row].as_py() for place in own_places))
    data = pa.table(columns, names=[str(place) for place in range(len(columns))])
    numbers = pa.concat_arrays([raw.lines.slice(0, header_row), raw.lines.slice(header_row + 1)])
    return replace(raw, columns=unique_names(named, len(named)), data=data, lines=numbers)


def _joined(*parts: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray:
    chunks = (part.chunks if isinstance(part, pa.ChunkedArray) else [part] for part in parts)
    return pa.chunked_array([chunk for chunk_list in chunks for chunk in chunk_list], pa.string())


FORMAT = order_export(
    key="allegro_orders",
    platform="Allegro",
    export="Orders > Download report (Zamówienia > Pobierz zestawienie)",
    records="marketplace",
    signature=(("Type", "OrderId", "OrderDate", "SellerStatus", "TotalToPayAmount"),),
    prepare=_side_by_side,
    columns=OrderColumns(
        order=("OrderId",),
        instant=("OrderDate",),
        gross=("TotalToPayAmount",),
        currency=("TotalToPayCurrency",),
        ident=("BuyerId", "BuyerLogin"),
        status=("SellerStatus",),
        states={
            "new": "paid",
            "processing": "paid",
            "ready for processing": "paid",
            "ready for shipment": "paid",
            "ready for pickup": "paid",
            "sent": "paid",
            "picked up": "paid",
            "suspended": "pending",
            "returned": "refunded",
        },
        country=(("DeliveryCountryCode",), ("BuyerCountryCode",)),
        product=("OfferName", "Name"),
        sku=("ExternalId", "OfferExternalId", "OfferId"),
        quantity=("Quantity", "BoughtQuantity"),
        price=("Price", "PriceAmount", "OfferPrice"),
    ),
)
