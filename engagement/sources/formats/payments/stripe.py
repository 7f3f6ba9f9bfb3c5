"""Stripe, Payments > Export: the old file and `unified_payments.csv`, with columns as picked.

One row per attempt to pay. A failed attempt and one that was never captured are no order. A partial
refund leaves the status at Paid. Times are in UTC. `Mode` tells test payments from live ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.orders import references, rows
from engagement.sources.orders.grouped import Orders
from engagement.sources.orders.states import states

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.columns.typed import Cells

KEY = "stripe_payments"
_CREATED = ("Created date (UTC)", "Created (UTC)", "Created")


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    orders = Orders(cells, cells.text("id", required=True))
    currency = orders.currency("Currency", amount=("Amount",))
    of_row = orders.spread(currency)
    if not cells.has("Customer Email", "Customer ID"):
        cells.warn(
            message("This export names no customer; pick the columns Customer Email and Customer ID for it")
        )
    cells.warn(
        message(
            "These are payments, not orders: what was paid outside {platform} is not in them",
            platform="Stripe",
        )
    )
    return orders.tables(
        KEY,
        {
            "customer_key": orders.found(cells.person(email=("Customer Email",), ident=("Customer ID",))),
            "instant": orders.found(cells.instant(*_CREATED, required=True)),
            "gross": orders.found(cells.money("Amount", currency=of_row)),
            "refunded": orders.found(cells.money("Amount Refunded", currency=of_row)),
            "currency": currency,
            "status": _status(cells, orders),
            "channel": orders.found(cells.text("Payment Source Type")),
            "country": orders.found(cells.text("Card Address Country")),
            "region": orders.found(cells.text("Card Address State")),
            "refers_to": orders.found(references.of(cells, "Description")),
        },
    )


def _status(cells: Cells, orders: Orders) -> pa.StringArray:
    said = states(
        cells, orders.found(cells.text("Status")), {"incomplete": "failed", "uncaptured": "expired"}
    )
    captured = pc.fill_null(orders.found(cells.flag("Captured")), True)
    open_still = pc.and_(pc.invert(captured), pc.invert(pc.is_in(said, pa.array(["failed", "cancelled"]))))
    test = pc.fill_null(pc.equal(pc.utf8_lower(orders.found(cells.text("Mode"))), "test"), False)
    return pc.if_else(test, "test", pc.if_else(open_still, "expired", said))


FORMAT = Format(
    key=KEY,
    platform="Stripe",
    export="Payments > Export (also unified_payments.csv)",
    kind="orders",
    records="payments",
    read=_read,
    signature=tuple(
        rows.names("id", created, "Amount", "Amount Refunded", "Currency") for created in _CREATED
    ),
)
