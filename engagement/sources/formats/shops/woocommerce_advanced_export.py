"""WooCommerce, the plug-in Advanced Order Export (AlgolPlus).

One row per product; all values of the order, including its total, are repeated on each. The columns are a
setting of the plug-in, and so is the name of the product column.
"""

from __future__ import annotations

from engagement.locale import message
from engagement.sources.formats.described.order_columns import Caveats, OrderColumns
from engagement.sources.formats.described.order_export import order_export

_ACCOUNT = ("Customer User ID", "User ID", "Customer ID")

FORMAT = order_export(
    key="advanced_order_export",
    platform="WooCommerce (Advanced Order Export)",
    export="plug-in Advanced Order Export (AlgolPlus)",
    signature=(
        ("Order Number", "Order Status", "Order Date", "Email (Billing)", "Order Total Amount"),
        ("Order Number", "Order Status", "Order Date", "Email (Billing)", "Order Total"),
    ),
    columns=OrderColumns(
        order=("Order Number", "Order ID"),
        instant=("Order Date",),
        gross=("Order Total Amount", "Order Total"),
        refunded=("Order Refund Amount",),
        currency=("Order Currency", "Currency"),
        email=("Email (Billing)", "Customer Email"),
        ident=_ACCOUNT,
        phone=("Phone (Billing)",),
        guest=_ACCOUNT,
        status=("Order Status",),
        country=(("Country Code (Shipping)",), ("Country Code (Billing)",)),
        region=(("State Code (Shipping)",), ("State Code (Billing)",)),
        discount_code=("Coupon Code",),
        product=("Name", "Item Name", "Product Name"),
        sku=("SKU",),
        quantity=("Quantity",),
        price=("Item Cost",),
    ),
    caveats=Caveats(
        without=(
            (
                _ACCOUNT,
                message("This export does not say who is a guest; add the customer's user ID to it"),
            ),
        )
    ),
)
