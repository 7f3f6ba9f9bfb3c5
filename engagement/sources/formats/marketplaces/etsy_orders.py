"""Etsy, Sold Orders (35 columns and more).

One row per order. `Order Total` is what the buyer was charged; an adjusted total that differs and
is not zero tells what was paid back. There is no e-mail; a blank buyer is nobody.
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

KEY = "etsy_orders"


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    orders = Orders(cells, cells.text("Order ID", required=True))
    currency = orders.currency("Currency", amount=("Order Total",))
    of_row = orders.spread(currency)
    total = cells.money("Order Total", "Order Value", currency=of_row, required=True)
    adjusted = cells.money("Adjusted Order Total", currency=of_row)
    lowered = pc.and_(pc.greater(adjusted, 0), pc.less(adjusted, total)).fill_null(False)
    cells.warn(message("Etsy tells no cancelled orders apart in this export: they are counted"))
    return orders.tables(
        KEY,
        {
            "customer_key": orders.found(cells.person(ident=("Buyer User ID",))),
            "instant": orders.found(cells.instant("Sale Date", required=True)),
            "gross": orders.found(total),
            "refunded": orders.found(pc.if_else(lowered, pc.subtract(total, adjusted), None)),
            "currency": currency,
            "status": states(cells, orders.found(cells.text("Status"))),
            "channel": orders.found(cells.text("Order Type")),
            "country": orders.found(cells.text("Ship Country")),
            "region": orders.found(cells.text("Ship State")),
            "discount_code": orders.found(rows.first_of(cells.text("Coupon Code"))),
            "items": orders.found(cells.integer("Number of Items")),
        },
    )


FORMAT = Format(
    key=KEY,
    platform="Etsy",
    export="Settings > Download Data > Orders",
    kind="orders",
    records="marketplace",
    read=_read,
    signature=(rows.names("Sale Date", "Order ID", "Buyer User ID", "Order Value", "Order Total"),),
)
