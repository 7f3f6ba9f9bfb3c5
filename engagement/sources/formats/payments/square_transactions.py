"""Square, Transactions (44 columns in 2018, 55 in 2026).

One row per payment and per refund. `Total Collected` is what was charged; a refund's is negative.
A blank customer is somebody who walked in. The location is the shop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.orders import references, rows
from engagement.sources.orders.grouped import Orders
from engagement.sources.orders.states import states

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells

KEY = "square_transactions"


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    number = cells.text("Transaction ID", required=True)
    amount = "Total Collected"
    charged = cells.money(amount, currency=cells.currency(amount=(amount,)), required=True)
    refund = pc.or_kleene(pc.equal(pc.utf8_lower(cells.text("Event Type")), "refund"), pc.less(charged, 0))
    refund = pc.fill_null(refund, False)
    rows.set_aside_orphans(cells, number, refund)
    orders = Orders(cells, number)
    cells.warn(message("Square names no country, and a walk-in customer has no name in it"))
    return orders.tables(
        KEY,
        {
            "shop": orders.found(cells.text("Location")),
            "customer_key": orders.found(cells.person(ident=("Customer ID",))),
            "instant": orders.earliest(cells.instant("Date", time="Time")),
            "gross": orders.total(pc.if_else(refund, None, charged)),
            "refunded": orders.total(pc.if_else(refund, pc.abs(charged), 0)),
            "currency": orders.currency(amount=(amount,)),
            "status": states(cells, orders.found(pc.if_else(refund, None, cells.text("Transaction Status")))),
            "channel": orders.found(pc.coalesce(cells.text("Channel"), cells.text("Source"))),
            "discount_code": orders.found(rows.first_of(cells.text("Discount Name"))),
            "refers_to": orders.found(references.of(cells, "Description")),
        },
    )


FORMAT = Format(
    key=KEY,
    platform="Square",
    export="Transactions > Export > Transactions",
    kind="orders",
    records="payments",
    read=_read,
    signature=(rows.names("Gross Sales", "Total Collected", "Transaction ID", "Event Type"),),
)
