"""Wix Stores, Orders > Export.

One row per product; all values of the order, including its total, are repeated on each. Date and time are two
columns. A cancellation is only in the fulfilment status.
"""

from __future__ import annotations

from engagement.locale import message
from engagement.sources.formats.described.order_columns import Caveats, OrderColumns
from engagement.sources.formats.described.order_export import order_export

FORMAT = order_export(
    key="wix_orders",
    platform="Wix",
    export="Orders > Export",
    signature=(("Order number", "Date created", "Contact email", "Qty", "Payment status"),),
    columns=OrderColumns(
        order=("Order number",),
        instant=("Date created",),
        time="Time",
        gross=("Total",),
        refunded=("Refunded amount",),
        currency=("Currency",),
        email=("Contact email",),
        phone=("Billing phone", "Recipient phone"),
        status=("Payment status",),
        fulfilment=("Fulfillment status",),
        channel=(("Sales channel", "Channel"),),
        country=(("Delivery country",), ("Billing country",)),
        region=(("Delivery state",), ("Billing state",)),
        discount_code=("Coupon code",),
        product=("Item",),
        sku=("SKU",),
        quantity=("Qty",),
        price=("Price",),
    ),
    caveats=Caveats(
        always=(
            message(
                "This export does not say who checked out as a guest; the guest share needs another file"
            ),
        )
    ),
)
