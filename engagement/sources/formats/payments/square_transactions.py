"""Square, Transactions (44 columns in 2018, 55 in 2026).

One row per payment and per refund. `Total Collected` is the amount charged; negative for a refund. A blank
customer is a walk-in. The location is read as the shop.
"""

from __future__ import annotations

from engagement.locale import message
from engagement.sources.formats.described.order_columns import Caveats, OrderColumns, RefundRows
from engagement.sources.formats.described.order_export import order_export

FORMAT = order_export(
    key="square_transactions",
    platform="Square",
    export="Transactions > Export > Transactions",
    records="payments",
    signature=(("Gross Sales", "Total Collected", "Transaction ID", "Event Type"),),
    columns=OrderColumns(
        order=("Transaction ID",),
        instant=("Date",),
        time="Time",
        earliest=True,
        gross=("Total Collected",),
        refund_rows=RefundRows(kind=("Event Type",)),
        required=frozenset({"gross"}),
        ident=("Customer ID",),
        status=("Transaction Status",),
        shop=("Location",),
        channel=(("Channel",), ("Source",)),
        discount_code=("Discount Name",),
        refers_to=("Description",),
    ),
    caveats=Caveats(always=(message("Square names no country, and a walk-in customer has no name in it"),)),
)
