"""Square, Item Sales Detail (24, 33, 35 columns).

One row per item sold, and a negative one per item returned; a transaction's amount is the sum of net sales
and tax. Rows are written under the key of the Transactions file, so a shop that uploads both has each order
once: with the values of that file and the products of this one.
"""

from __future__ import annotations

from engagement.locale import message
from engagement.sources.formats.described.order_columns import Caveats, OrderColumns, RefundRows
from engagement.sources.formats.described.order_export import order_export

FORMAT = order_export(
    key="square_items",
    platform="Square",
    export="Transactions > Export > Item Sales Detail",
    records="payments",
    part_of="square_transactions",
    signature=(("Item", "Qty", "Price Point Name", "Net Sales", "Transaction ID"),),
    columns=OrderColumns(
        order=("Transaction ID",),
        instant=("Date",),
        time="Time",
        earliest=True,
        gross=("Net Sales",),
        plus=("Tax",),
        refund_rows=RefundRows(kind=("Event Type",)),
        required=frozenset({"gross"}),
        ident=("Customer ID",),
        shop=("Location",),
        channel=(("Channel",),),
        product=("Item",),
        sku=("SKU",),
        quantity=("Qty",),
        weighed=True,
        price=("Gross Sales",),
        price_of_row=True,
    ),
    caveats=Caveats(always=(message("Square names no country, and a walk-in customer has no name in it"),)),
)
