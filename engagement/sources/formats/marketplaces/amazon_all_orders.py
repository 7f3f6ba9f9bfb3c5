"""Amazon, All Orders report (29, 32, 39 columns, tab separated).

One row per product; an order's amount is the sum of its item prices. A cancelled order has no price and often
no currency; neither has one that Amazon only ships for another shop. The report does not identify buyers.
"""

from __future__ import annotations

from engagement.locale import message
from engagement.sources.formats.described.order_columns import Caveats, OrderColumns
from engagement.sources.formats.described.order_export import order_export

FORMAT = order_export(
    key="amazon_all_orders",
    platform="Amazon",
    export="Reports > Fulfilment > All Orders",
    records="marketplace",
    signature=(("amazon-order-id", "purchase-date", "item-price", "order-status"),),
    columns=OrderColumns(
        order=("amazon-order-id",),
        instant=("purchase-date",),
        earliest=True,
        gross=("item-price",),
        added_up=True,
        zero="blank",
        currency=("currency",),
        status=("order-status",),
        cancelled_rows=("item-status",),
        channel=(("sales-channel",),),
        country=(("ship-country",),),
        region=(("ship-state",),),
        discount_code=("promotion-ids",),
        product=("product-name",),
        sku=("sku",),
        quantity=("quantity",),
        price=("item-price",),
        price_of_row=True,
    ),
    caveats=Caveats(
        always=(
            message(
                "Order values are the sum of item prices, without shipping; refunds are not in this report"
            ),
        ),
        lacks=(
            (
                message("Amazon names no buyer in this report; the repeat rate cannot be told from it"),
                "amazon_fbm_orders",
            ),
        ),
    ),
)
