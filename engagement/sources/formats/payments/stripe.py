"""Stripe, Payments > Export: the old file and `unified_payments.csv`, with selectable columns.

One row per payment attempt. Failed and never captured attempts are not orders. A partial refund leaves the
status at Paid. Times are in UTC. `Mode` distinguishes test payments from live ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.described.order_columns import Caveats, OrderColumns
from engagement.sources.formats.described.order_export import order_export
from engagement.sources.orders.states import states

if TYPE_CHECKING:
    from engagement.sources.columns.typed import Cells
    from engagement.sources.orders.grouped import Orders

#: As in the export, then as in the program's answers.
_ADDRESS = ("Customer Email", "billing_details email", "receipt_email")
_CUSTOMER = ("Customer ID", "customer")
_CREATED = ("Created date (UTC)", "Created (UTC)", "Created")


def _status(cells: Cells, orders: Orders) -> pa.StringArray:
    state = states(
        cells, orders.first_value(cells.text("Status")), {"incomplete": "failed", "uncaptured": "expired"}
    )
    captured = pc.fill_null(orders.first_value(cells.flag("Captured")), True)
    open_still = pc.and_(pc.invert(captured), pc.invert(pc.is_in(state, pa.array(["failed", "cancelled"]))))
    test = pc.fill_null(pc.equal(pc.utf8_lower(orders.first_value(cells.text("Mode"))), "test"), False)
    return pc.if_else(test, "test", pc.if_else(open_still, "expired", state))


FORMAT = order_export(
    key="stripe_payments",
    platform="Stripe",
    export="Payments > Export (also unified_payments.csv)",
    records="payments",
    signature=tuple(("id", created, "Amount", "Amount Refunded", "Currency") for created in _CREATED),
    columns=OrderColumns(
        order=("id",),
        instant=_CREATED,
        gross=("Amount",),
        refunded=("Amount Refunded",),
        currency=("Currency",),
        required=frozenset({"instant"}),
        email=_ADDRESS,
        ident=_CUSTOMER,
        ended=_status,
        channel=(("Payment Source Type",),),
        country=(("Card Address Country",),),
        region=(("Card Address State",),),
        refers_to=("Description",),
    ),
    caveats=Caveats(
        always=(
            message(
                "These are payments, not orders: what was paid outside {platform} is not in them",
                platform="Stripe",
            ),
        ),
        without=(
            (
                (*_ADDRESS, *_CUSTOMER),
                message(
                    "This export names no customer; pick the columns Customer Email and Customer ID for it"
                ),
            ),
        ),
    ),
)
