"""Amazon, All Orders report (29, 32, 39 columns, tab separated).

One row per product; an order's value is the sum of its item prices. A cancelled order has no price
and often no currency, and so has one that Amazon only ships for another shop. No buyer is named.
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

KEY = "amazon_all_orders"


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    orders = Orders(cells, cells.text("amazon-order-id", required=True))
    currency = orders.currency("currency", amount=("item-price",))
    of_row = orders.spread(currency)
    quantity = cells.integer("quantity")
    gross = orders.total(cells.money("item-price", currency=of_row))
    cells.lack(
        message("Amazon names no buyer in this report; the repeat rate cannot be told from it"),
        "amazon_fbm_orders",
    )
    cells.warn(
        message("Order values are the sum of item prices, without shipping; refunds are not in this report")
    )
    return orders.tables(
        KEY,
        {
            "instant": orders.earliest(cells.instant("purchase-date")),
            "gross": pc.fill_null(gross, 0),
            "currency": currency,
            "status": states(cells, orders.found(cells.text("order-status"))),
            "cancelled": orders.every(
                pc.match_substring(cells.text("item-status"), "cancel", ignore_case=True)
            ),
            "channel": orders.found(cells.text("sales-channel")),
            "country": orders.found(cells.text("ship-country")),
            "region": orders.found(cells.text("ship-state")),
            "discount_code": orders.found(rows.first_of(cells.text("promotion-ids"))),
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
    platform="Amazon",
    export="Reports > Fulfilment > All Orders",
    kind="orders",
    records="marketplace",
    read=_read,
    signature=(rows.names("amazon-order-id", "purchase-date", "item-price", "order-status"),),
)
