"""Etsy, Sold Order Items (33 columns).

One row per listing sold; an order's value is the sum of its rows, without shipping and tax, which
this file repeats in a way that nobody has confirmed. Rows are written under the key of the Orders
file, so that a shop which uploads both has each order once: as the Orders file says, with the
products of this one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.orders import rows
from engagement.sources.orders.grouped import Orders

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells

KEY = "etsy_items"
_ORDERS_KEY = "etsy_orders"


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    orders = Orders(cells, cells.text("Order ID", required=True))
    currency = orders.currency("Currency", amount=("Item Total",))
    of_row = orders.spread(currency)
    quantity = cells.integer("Quantity")
    cells.lack(
        message(
            "Order values are the sum of the items, without shipping and tax. Upload the "
            "orders file, too, to have what was paid"
        ),
        _ORDERS_KEY,
    )
    cells.warn(message("Etsy tells no cancelled orders apart in this export: they are counted"))
    return orders.tables(
        _ORDERS_KEY,
        {
            "customer_key": orders.found(cells.person(ident=("Buyer",))),
            "instant": orders.earliest(cells.instant("Sale Date")),
            "gross": orders.total(cells.money("Item Total", currency=of_row, required=True)),
            "currency": currency,
            "channel": orders.found(cells.text("Order Type")),
            "country": orders.found(cells.text("Ship Country")),
            "region": orders.found(cells.text("Ship State")),
            "discount_code": orders.found(rows.first_of(cells.text("Coupon Code"))),
            "items": orders.total(quantity),
        },
        {
            "product": cells.text("Item Name"),
            "sku": cells.text("SKU", "Listing ID"),
            "quantity": quantity,
            "price": cells.money("Price", currency=of_row),
        },
    )


FORMAT = Format(
    key=KEY,
    platform="Etsy",
    export="Settings > Download Data > Order Items",
    kind="orders",
    records="marketplace",
    read=_read,
    signature=(rows.names("Sale Date", "Item Name", "Transaction ID", "Listing ID", "Order ID"),),
    completes=_ORDERS_KEY,
)
