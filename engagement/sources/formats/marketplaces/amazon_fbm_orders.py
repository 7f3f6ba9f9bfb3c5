"""Amazon, order report of sellers who ship themselves (tab separated); also the unshipped orders report.

One row per product; an order's amount is the sum of its item prices, which the unshipped report does not
have. The buyer's e-mail is an alias made by Amazon; it may change between orders. The same orders are in the
All Orders report: rows are written under that report's key, its values take precedence, and the buyer of this
report is added.
"""

from __future__ import annotations

from engagement.locale import message
from engagement.sources.formats.described.order_columns import Caveats, OrderColumns
from engagement.sources.formats.described.order_export import order_export

FORMAT = order_export(
    key="amazon_fbm_orders",
    platform="Amazon (own shipping)",
    export="Order Reports > New Orders, Unshipped Orders",
    records="marketplace",
    part_of="amazon_all_orders",
    signature=(("order-id", "order-item-id", "purchase-date", "buyer-email", "quantity-purchased"),),
    columns=OrderColumns(
        order=("order-id",),
        instant=("purchase-date",),
        earliest=True,
        gross=("item-price",),
        added_up=True,
        zero="absent",
        currency=("currency",),
        email=("buyer-email",),
        phone=("buyer-phone-number",),
        channel=(("sales-channel",),),
        country=(("ship-country",),),
        region=(("ship-state",),),
        product=("product-name",),
        sku=("sku",),
        quantity=("quantity-purchased",),
        price=("item-price",),
        price_of_row=True,
    ),
    caveats=Caveats(
        always=(
            message(
                "Buyers are known by Amazon's e-mail aliases; if those change, repeat customers are missed"
            ),
            message("Cancelled orders and refunds are not in this report"),
        ),
        without=(
            (
                ("item-price",),
                message("This file names no amounts; every order counts with a value of zero"),
            ),
        ),
    ),
)
