"""Square, Item Sales Detail (24, 33, 35 columns).

One row per item sold and per item returned, the latter negative; a transaction's value is the sum
of net sales and tax. Rows are written under the key of the Transactions file, so that a shop which
uploads both has each order once: as the Transactions file says, with the products of this one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.orders import rows
from engagement.sources.orders.grouped import Orders

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells

KEY = "square_items"
_TRANSACTIONS_KEY = "square_transactions"


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    number = cells.text("Transaction ID", required=True)
    currency = cells.currency(amount=("Net Sales",))
    net = cells.money("Net Sales", currency=currency, required=True)
    charged = pc.add(net, pc.fill_null(cells.money("Tax", currency=currency), 0))
    refund = pc.or_kleene(pc.equal(pc.utf8_lower(cells.text("Event Type")), "refund"), pc.less(net, 0))
    refund = pc.fill_null(refund, False)
    rows.set_aside_orphans(cells, number, refund)
    orders = Orders(cells, number)
    quantity = rows.pieces(cells.number("Qty"))
    sold = pc.if_else(refund, None, quantity)
    cells.warn(message("Square names no country, and a walk-in customer has no name in it"))
    return orders.tables(
        _TRANSACTIONS_KEY,
        {
            "shop": orders.found(cells.text("Location")),
            "customer_key": orders.found(cells.person(ident=("Customer ID",))),
            "instant": orders.earliest(cells.instant("Date", time="Time")),
            "gross": orders.total(pc.if_else(refund, None, charged)),
            "refunded": orders.total(pc.if_else(refund, pc.abs(charged), 0)),
            "currency": orders.currency(amount=("Net Sales",)),
            "channel": orders.found(cells.text("Channel")),
            "items": orders.total(sold),
        },
        {
            "product": cells.text("Item"),
            "sku": cells.text("SKU"),
            "quantity": sold,
            "price": rows.divided(cells.money("Gross Sales", currency=currency), quantity),
        },
    )


FORMAT = Format(
    key=KEY,
    platform="Square",
    export="Transactions > Export > Item Sales Detail",
    kind="orders",
    records="payments",
    read=_read,
    signature=(rows.names("Item", "Qty", "Price Point Name", "Net Sales", "Transaction ID"),),
    completes=_TRANSACTIONS_KEY,
)
