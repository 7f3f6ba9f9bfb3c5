"""Olist, the orders of a Brazilian marketplace: the orders file, and the sisters that complete it.

`customer_id` is drawn anew for every order; the person is `customer_unique_id`, which stands in the
customers file. The money stands in the payments file, one row per payment, else in the items file:
price and freight. Where a table joins them beforehand, the money of an order is the sum of its rows.
An order that is `unavailable` could not be filled: it does not count, nor did anybody cancel it.
Everything is in Brazilian reais.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources import order_rows
from engagement.sources.companions import beside, looked_up, summed
from engagement.sources.model import Format
from engagement.sources.order_states import states
from engagement.sources.orders import Orders, constant

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from engagement.sources.cells import Cells

KEY = "olist_orders"
CURRENCY = "BRL"
_STATES = {"unavailable": "failed", "created": "pending", "approved": "paid"}


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    orders = Orders(cells, cells.text("order_id", required=True))
    customers, payments, items = (
        beside(cells, f"olist_{name}") for name in ("customers", "payments", "items")
    )
    if not customers and not cells.has("customer_unique_id"):
        cells.warn(
            message(
                "This file names no person; drop Olist's customers file together with it for the repeat rate"
            )
        )
    if not payments and not items and not cells.has("payment_value", "price"):
        cells.warn(
            message(
                "This file names no amounts; drop Olist's payments file together with it. They count as zero"
            )
        )
    person, state = (
        orders.found(cells.person(ident=("customer_unique_id",))),
        orders.found(cells.text("customer_state")),
    )
    of_order = orders.found(cells.text("customer_id"))
    for other in customers:
        named = other.text("customer_id")
        person = pc.coalesce(person, looked_up(of_order, named, other.person(ident=("customer_unique_id",))))
        state = pc.coalesce(state, looked_up(of_order, named, other.text("customer_state")))
    return orders.tables(
        KEY,
        {
            "customer_key": person,
            "instant": orders.earliest(cells.instant("order_purchase_timestamp")),
            "gross": _gross(cells, orders, payments, items),
            "currency": constant(CURRENCY, len(orders)),
            "status": states(cells, orders.found(cells.text("order_status")), _STATES),
            "country": constant("BR", len(orders)),
            "region": state,
        },
    )


def _gross(cells: Cells, orders: Orders, payments: Sequence[Cells], items: Sequence[Cells]) -> pa.Int64Array:
    """What was paid, else what the items and their freight cost; zero where nothing says so."""
    ids = orders.found(cells.text("order_id"))
    amounts = [orders.total(_money(cells))]
    for others in (payments, items):
        sums = [summed(ids, other.text("order_id"), _money(other)) for other in others]
        amounts += [reduce(_added, sums)] if sums else []
    return pc.fill_null(pc.coalesce(*amounts), 0)


def _added(one: pa.Int64Array, other: pa.Int64Array) -> pa.Int64Array:
    """The sum of two; of one where the other is null."""
    return pc.coalesce(pc.add(one, other), one, other)


def _money(cells: Cells) -> pa.Int64Array:
    if cells.has("payment_value"):
        return cells.money("payment_value", currency=CURRENCY)
    freight = pc.fill_null(cells.money("freight_value", currency=CURRENCY), 0)
    return pc.add(cells.money("price", currency=CURRENCY), freight)


FORMAT = Format(
    key=KEY,
    platform="Olist",
    kind="orders",
    read=_read,
    signature=(order_rows.names("order_id", "customer_id", "order_purchase_timestamp"),),
)
