"""Etsy, Sold Order Items (33 columns).

One row per listing sold. An order's amount is the sum of its rows, without shipping and tax: how this file
repeats these has not been confirmed. Rows are written under the key of the Sold Orders file, so a shop that
uploads both has each order once: with the values of that file and the products of this one.
"""

from __future__ import annotations

from engagement.locale import message
from engagement.sources.formats.described.order_columns import Caveats, OrderColumns
from engagement.sources.formats.described.order_export import order_export

FORMAT = order_export(
    key="etsy_items",
    platform="Etsy",
    export="Settings > Download Data > Order Items",
    records="marketplace",
    part_of="etsy_orders",
    signature=(("Sale Date", "Item Name", "Transaction ID", "Listing ID", "Order ID"),),
    columns=OrderColumns(
        order=("Order ID",),
        instant=("Sale Date",),
        earliest=True,
        gross=("Item Total",),
        added_up=True,
        currency=("Currency",),
        required=frozenset({"gross"}),
        ident=("Buyer",),
        channel=(("Order Type",),),
        country=(("Ship Country",),),
        region=(("Ship State",),),
        discount_code=("Coupon Code",),
        product=("Item Name",),
        sku=("SKU", "Listing ID"),
        quantity=("Quantity",),
        price=("Price",),
    ),
    caveats=Caveats(
        always=(message("Etsy tells no cancelled orders apart in this export: they are counted"),),
        lacks=(
            (
                message(
                    "Order values are the sum of the items, without shipping and tax. Upload the "
                    "orders file, too, to have what was paid"
                ),
                "etsy_orders",
            ),
        ),
    ),
)
