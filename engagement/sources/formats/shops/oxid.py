"""OXID eShop: its table of orders (oxorder), as the generic export and the database give it.

One row per order. Sums are in the order's currency. An order with 1 in `OXSTORNO` was cancelled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.formats.described.order_columns import OrderColumns
from engagement.sources.formats.described.order_export import order_export

if TYPE_CHECKING:
    from engagement.sources.columns.typed import Cells
    from engagement.sources.orders.grouped import Orders


def _ended(cells: Cells, orders: Orders) -> pa.StringArray:
    cancelled = pc.fill_null(orders.first_value(cells.flag("OXSTORNO")), False)
    return pc.if_else(cancelled, "cancelled", pa.scalar("paid"))


FORMAT = order_export(
    key="oxid_orders",
    platform="OXID eShop",
    export="Table of orders (oxorder)",
    signature=(("OXORDERNR", "OXORDERDATE", "OXTOTALORDERSUM"),),
    columns=OrderColumns(
        order=("OXORDERNR",),
        instant=("OXORDERDATE",),
        gross=("OXTOTALORDERSUM",),
        currency=("OXCURRENCY",),
        required=frozenset({"instant", "gross"}),
        email=("OXBILLEMAIL",),
        ident=("OXUSERID",),
        phone=("OXBILLFON",),
        ended=_ended,
        country=(("OXDELCOUNTRY",), ("OXBILLCOUNTRY",)),
    ),
)
