"""Squarespace, Orders > Download CSV.

One row per product. The order's values are on its first row; later rows have only its `Order ID`. A
cancellation is in `Cancelled at` or in the fulfilment status, not in the payment status.
"""

from __future__ import annotations

from engagement.locale import message
from engagement.sources.formats.described.order_columns import Caveats, OrderColumns
from engagement.sources.formats.described.order_export import order_export

FORMAT = order_export(
    key="squarespace_orders",
    platform="Squarespace",
    export="Orders > Download CSV",
    signature=(
        ("Order ID", "Financial Status", "Lineitem name", "Lineitem variant"),
        ("Order ID", "Financial Status", "Lineitem name", "Amount Refunded"),
    ),
    columns=OrderColumns(
        order=("Order ID",),
        instant=("Created at", "Paid at"),
        gross=("Total",),
        refunded=("Amount Refunded",),
        currency=("Currency",),
        email=("Email",),
        phone=("Billing Phone", "Shipping Phone"),
        status=("Financial Status",),
        fulfilment=("Fulfillment Status",),
        cancelled_at=("Cancelled at",),
        channel=(("Channel Name", "Channel Type"),),
        country=(("Shipping Country",), ("Billing Country",)),
        region=(("Shipping Province",), ("Billing Province",)),
        discount_code=("Discount Code",),
        product=("Lineitem name",),
        sku=("Lineitem sku",),
        quantity=("Lineitem quantity",),
        price=("Lineitem price",),
    ),
    caveats=Caveats(
        always=(
            message(
                "This export does not say who checked out as a guest; the guest share needs another file"
            ),
        )
    ),
)
