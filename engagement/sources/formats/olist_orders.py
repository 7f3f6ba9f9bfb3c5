"""Olist, the orders of a Brazilian marketplace: the orders file, alone or joined with its sisters.

`customer_id` is drawn anew for every order; the person is `customer_unique_id`, which stands in the
customers file, and the money stands in the payments or items file. Where a table joins them, the
money of an order is the sum of its rows. Everything is in Brazilian reais.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources import order_rows
from engagement.sources.model import Format
from engagement.sources.order_states import states
from engagement.sources.orders import Orders, constant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.cells import Cells

KEY = "olist_orders"
_MONEY = ("payment_value", "price")


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    orders = Orders(cells, cells.text("order_id", required=True))
    if not cells.has("customer_unique_id"):
        cells.warn(
            message("This file names no person; the repeat rate needs Olist's customers file joined to it")
        )
    if not cells.has(*_MONEY):
        cells.warn(message("This file names no amounts; every order counts with a value of zero"))
    special = {"unavailable": "cancelled", "created": "pending", "approved": "paid"}
    return orders.tables(
        KEY,
        {
            "customer_key": orders.found(cells.person(ident=("customer_unique_id",))),
            "instant": orders.earliest(cells.instant("order_purchase_timestamp")),
            "gross": pc.fill_null(orders.total(_money(cells)), 0),
            "currency": constant("BRL", len(orders)),
            "status": states(cells, orders.found(cells.text("order_status")), special),
            "country": constant("BR", len(orders)),
            "region": orders.found(cells.text("customer_state")),
        },
    )


def _money(cells: Cells) -> pa.Int64Array:
    if cells.has("payment_value"):
        return cells.money("payment_value", currency="BRL")
    freight = pc.fill_null(cells.money("freight_value", currency="BRL"), 0)
    return pc.add(cells.money("price", currency="BRL"), freight)


FORMAT = Format(
    key=KEY,
    platform="Olist",
    kind="orders",
    read=_read,
    signature=(order_rows.names("order_id", "customer_id", "order_purchase_timestamp"),),
)
