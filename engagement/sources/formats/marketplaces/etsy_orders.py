"""Etsy, Sold Orders (35 columns and more).

One row per order. `Order Total` is what the buyer was charged; the difference to an adjusted total that is
not zero was refunded. There is no e-mail; a blank buyer is not identified.
"""

from __future__ import annotations

from engagement.locale import message
from engagement.sources.formats.described.order_columns import Caveats, OrderColumns
from engagement.sources.formats.described.order_export import order_export

FORMAT = order_export(
    key="etsy_orders",
    platform="Etsy",
    export="Settings > Download Data > Orders",
    records="marketplace",
    signature=(("Sale Date", "Order ID", "Buyer User ID", "Order Value", "Order Total"),),
    columns=OrderColumns(
        order=("Order ID",),
        instant=("Sale Date",),
        gross=("Order Total", "Order Value"),
        adjusted=("Adjusted Order Total",),
        currency=("Currency",),
        required=frozenset({"instant", "gross"}),
        ident=("Buyer User ID",),
        status=("Status",),
        channel=(("Order Type",),),
        country=(("Ship Country",),),
        region=(("Ship State",),),
        discount_code=("Coupon Code",),
        items=("Number of Items",),
    ),
    caveats=Caveats(
        always=(message("Etsy tells no cancelled orders apart in this export: they are counted"),)
    ),
)
