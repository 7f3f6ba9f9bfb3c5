"""Squarespace, Orders > Download CSV.

One row per product. Only the first row carries the order; the rows after it keep its `Order ID`
alone. A cancelled order shows in `Cancelled at` or in the fulfilment, not in the payment.
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

KEY = "squarespace_orders"


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    orders = Orders(cells, cells.text("Order ID", required=True))
    currency = orders.currency("Currency", amount=("Total",))
    of_row = orders.spread(currency)
    fulfilment = states(cells, orders.found(cells.text("Fulfillment Status")))
    cancelled = pc.or_(
        orders.some(pc.is_valid(cells.text("Cancelled at"))),
        pc.fill_null(pc.equal(fulfilment, "cancelled"), False),
    )
    status = states(cells, orders.found(cells.text("Financial Status")))
    quantity = cells.integer("Lineitem quantity")
    cells.warn(
        message("This export does not say who checked out as a guest; the guest share needs another file")
    )
    return orders.tables(
        KEY,
        {
            "customer_key": orders.found(
                cells.person(email=("Email",), phone=("Billing Phone", "Shipping Phone"))
            ),
            "instant": orders.found(cells.instant("Created at", "Paid at")),
            "gross": orders.found(cells.money("Total", currency=of_row)),
            "refunded": orders.found(cells.money("Amount Refunded", currency=of_row)),
            "currency": currency,
            "status": status,
            "cancelled": cancelled,
            "channel": orders.found(cells.text("Channel Name", "Channel Type")),
            "country": orders.found(
                pc.coalesce(cells.text("Shipping Country"), cells.text("Billing Country"))
            ),
            "region": orders.found(
                pc.coalesce(cells.text("Shipping Province"), cells.text("Billing Province"))
            ),
            "discount_code": orders.found(rows.first_of(cells.text("Discount Code"))),
            "items": orders.total(quantity),
        },
        {
            "product": cells.text("Lineitem name"),
            "sku": cells.text("Lineitem sku"),
            "quantity": quantity,
            "price": cells.money("Lineitem price", currency=of_row),
        },
    )


FORMAT = Format(
    key=KEY,
    platform="Squarespace",
    export="Orders > Download CSV",
    kind="orders",
    read=_read,
    signature=(
        rows.names("Order ID", "Financial Status", "Lineitem name", "Lineitem variant"),
        rows.names("Order ID", "Financial Status", "Lineitem name", "Amount Refunded"),
    ),
)
