"""Wix Stores, Orders > Export.

One row per product; everything of the order, its total too, is repeated on each of its rows. Date
and time stand in two columns. A cancelled order shows only in its fulfilment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.orders import rows
from engagement.sources.orders.grouped import Orders
from engagement.sources.orders.states import states

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells

KEY = "wix_orders"


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    orders = Orders(cells, cells.text("Order number", required=True))
    currency = orders.currency("Currency", amount=("Total",))
    of_row = orders.spread(currency)
    fulfilment = states(cells, orders.found(cells.text("Fulfillment status")))
    cancelled = pc.fill_null(pc.equal(fulfilment, "cancelled"), False)
    status = states(cells, orders.found(cells.text("Payment status")))
    quantity = cells.integer("Qty")
    cells.warn(
        message("This export does not say who checked out as a guest; the guest share needs another file")
    )
    return orders.tables(
        KEY,
        {
            "customer_key": orders.found(
                cells.person(email=("Contact email",), phone=("Billing phone", "Recipient phone"))
            ),
            "instant": orders.found(cells.instant("Date created", time="Time")),
            "gross": orders.found(cells.money("Total", currency=of_row)),
            "refunded": orders.found(cells.money("Refunded amount", currency=of_row)),
            "currency": currency,
            "status": status,
            "cancelled": cancelled,
            "channel": orders.found(cells.text("Sales channel", "Channel")),
            "country": orders.found(
                pc.coalesce(cells.text("Delivery country"), cells.text("Billing country"))
            ),
            "region": orders.found(pc.coalesce(cells.text("Delivery state"), cells.text("Billing state"))),
            "discount_code": orders.found(rows.first_of(cells.text("Coupon code"))),
            "items": orders.total(quantity),
        },
        {
            "product": cells.text("Item"),
            "sku": cells.text("SKU"),
            "quantity": quantity,
            "price": cells.money("Price", currency=of_row),
        },
    )


FORMAT = Format(
    key=KEY,
    platform="Wix",
    export="Orders > Export",
    kind="orders",
    read=_read,
    signature=(rows.names("Order number", "Date created", "Contact email", "Qty", "Payment status"),),
)
