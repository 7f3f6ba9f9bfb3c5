"""WooCommerce, the plug-in Advanced Order Export (AlgolPlus).

One row per product, the order repeated on each of its rows, its total too. Which columns there are
is a setting, and so is the name of the product's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.orders import rows
from engagement.sources.orders.grouped import Orders
from engagement.sources.orders.states import states

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells

KEY = "advanced_order_export"
_ACCOUNT = ("Customer User ID", "User ID", "Customer ID")


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    orders = Orders(cells, cells.text("Order Number", "Order ID", required=True))
    currency = orders.currency("Order Currency", "Currency", amount=("Order Total Amount",))
    of_row = orders.spread(currency)
    guest = pc.equal(cells.text(*_ACCOUNT), "0")
    person = cells.person(
        email=("Email (Billing)", "Customer Email"), ident=_ACCOUNT, phone=("Phone (Billing)",)
    )
    quantity = cells.integer("Quantity")
    if not cells.has(*_ACCOUNT):
        cells.warn(message("This export does not say who is a guest; add the customer's user ID to it"))
    return orders.tables(
        KEY,
        {
            "customer_key": orders.found(person),
            "guest": orders.found(guest),
            "instant": orders.found(cells.instant("Order Date")),
            "gross": orders.found(cells.money("Order Total Amount", "Order Total", currency=of_row)),
            "refunded": orders.found(cells.money("Order Refund Amount", currency=of_row)),
            "currency": currency,
            "status": states(cells, orders.found(cells.text("Order Status"))),
            "country": orders.found(
                pc.coalesce(cells.text("Country Code (Shipping)"), cells.text("Country Code (Billing)"))
            ),
            "region": orders.found(
                pc.coalesce(cells.text("State Code (Shipping)"), cells.text("State Code (Billing)"))
            ),
            "discount_code": orders.found(rows.first_of(cells.text("Coupon Code"))),
            "items": orders.total(quantity),
        },
        {
            "product": cells.text("Name", "Item Name", "Product Name"),
            "sku": cells.text("SKU"),
            "quantity": quantity,
            "price": cells.money("Item Cost", currency=of_row),
        },
    )


FORMAT = Format(
    key=KEY,
    platform="WooCommerce (Advanced Order Export)",
    export="plug-in Advanced Order Export (AlgolPlus)",
    kind="orders",
    read=_read,
    signature=(
        rows.names("Order Number", "Order Status", "Order Date", "Email (Billing)", "Order Total Amount"),
        rows.names("Order Number", "Order Status", "Order Date", "Email (Billing)", "Order Total"),
    ),
)
