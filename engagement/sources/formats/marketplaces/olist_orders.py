"""Olist, the orders of a Brazilian marketplace: the orders file, also joined with its companions.

`customer_id` is different for every order; `customer_unique_id` in the customers file is the person. The
money is in the payments file, one row per payment, else in the items file: price plus freight. Where a
table has joined them, the money of an order is the sum of its rows. An order in the state `unavailable`
could not be fulfilled: it does not count, and is not a cancellation either. The currency is BRL.

Code, because its rows are orders and at the same time supplements of other files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.orders import rows, supplements
from engagement.sources.orders.grouped import Orders, constant
from engagement.sources.orders.states import states

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells

KEY = "olist_orders"
CURRENCY = "BRL"
_STATES = {"unavailable": "failed", "created": "pending", "approved": "paid"}


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    orders = Orders(cells, cells.text("order_id", required=True))
    if not cells.has("customer_unique_id"):
        cells.lack(
            message("This file names no person; upload Olist's customers file, too, for the repeat rate"),
            "olist_customers",
        )
    if not cells.has("payment_value", "price"):
        cells.lack(
            message(
                "This file names no amounts; upload Olist's payments file, too. Till then they count as zero"
            ),
            *("olist_payments", "olist_items"),
        )
    amount = orders.total(money(cells))
    order_tables = orders.tables(
        KEY,
        {
            "customer_key": orders.first_value(cells.person(ident=("customer_unique_id",))),
            "instant": orders.earliest(cells.instant("order_purchase_timestamp")),
            "gross": pc.fill_null(amount, 0),
            "currency": constant(CURRENCY, len(orders)),
            "status": states(cells, orders.first_value(cells.text("order_status")), _STATES),
            "country": constant("BR", len(orders)),
            "region": orders.first_value(cells.text("customer_state")),
        },
    )
    ids = orders.first_value(cells.text("order_id"))
    own_supplements = supplements.build(
        KEY, KEY, 0, subject=ids, order_id=ids, reference=orders.first_value(cells.text("customer_id")),
        gross=amount, line=orders.first_value(cells.raw.lines),
    )  # fmt: skip
    is_present = pc.is_in(
        own_supplements.column("order_id"),
        value_set=order_tables["orders"].column("order_id").combine_chunks(),
    )
    return {**order_tables, supplements.NAME: own_supplements.filter(is_present)}


def money(cells: Cells) -> pa.Int64Array:
    """Return the payment, else price plus freight of the items; null where neither is there."""
    if cells.has("payment_value"):
        return cells.money("payment_value", currency=CURRENCY)
    freight = pc.fill_null(cells.money("freight_value", currency=CURRENCY), 0)
    return pc.add(cells.money("price", currency=CURRENCY), freight)


FORMAT = Format(
    key=KEY,
    platform="Olist",
    export="olist_orders_dataset.csv of the public data set",
    kind="orders",
    read=_read,
    signature=(rows.names("order_id", "customer_id", "order_purchase_timestamp"),),
)
