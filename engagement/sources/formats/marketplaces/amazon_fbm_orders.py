"""Amazon, the order report of sellers who ship themselves (tab separated), also of what is to be shipped.

One row per product; an order's value is the sum of its item prices, which the report of what is to be
shipped leaves out. The buyer's e-mail is an alias
of Amazon's; whether it stays the same from order to order is Amazon's to say. Its orders stand in the
report of all orders too: rows are written under that one's key, and an order is what that one says of
it, with the buyer that this one names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.orders import rows
from engagement.sources.orders.grouped import Orders

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells

KEY = "amazon_fbm_orders"
_ALL_ORDERS = "amazon_all_orders"


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    orders = Orders(cells, cells.text("order-id", required=True))
    currency = orders.currency("currency", amount=("item-price",))
    of_row = orders.spread(currency)
    quantity = cells.integer("quantity-purchased")
    cells.warn(
        message("Buyers are known by Amazon's e-mail aliases; if those change, repeat customers are missed")
    )
    cells.warn(message("Cancelled orders and refunds are not in this report"))
    gross = orders.total(cells.money("item-price", currency=of_row))
    if not cells.has("item-price"):
        cells.warn(message("This file names no amounts; every order counts with a value of zero"))
        gross = pc.fill_null(gross, 0)
    return orders.tables(
        _ALL_ORDERS,
        {
            "customer_key": orders.found(cells.person(email=("buyer-email",), phone=("buyer-phone-number",))),
            "instant": orders.earliest(cells.instant("purchase-date")),
            "gross": gross,
            "currency": currency,
            "channel": orders.found(cells.text("sales-channel")),
            "country": orders.found(cells.text("ship-country")),
            "region": orders.found(cells.text("ship-state")),
            "items": orders.total(quantity),
        },
        {
            "product": cells.text("product-name"),
            "sku": cells.text("sku"),
            "quantity": quantity,
            "price": rows.divided(cells.money("item-price", currency=of_row), quantity),
        },
    )


FORMAT = Format(
    key=KEY,
    platform="Amazon (own shipping)",
    export="Order Reports > New Orders, Unshipped Orders",
    kind="orders",
    records="marketplace",
    read=_read,
    signature=(
        rows.names("order-id", "order-item-id", "purchase-date", "buyer-email", "quantity-purchased"),
    ),
    completes=_ALL_ORDERS,
)
