"""Olist, the files that complete its orders: customers, payments, items, reviews.

None of them says when an order was placed, so each needs the orders file of the same drop; a review
can do without. `customer_id` is drawn anew for every order. The same review may stand beside several
orders, and an order may have several reviews.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources import order_rows
from engagement.sources.answers import responses
from engagement.sources.companions import beside, looked_up, orders_beside
from engagement.sources.formats.olist_orders import CURRENCY
from engagement.sources.formats.olist_orders import KEY as ORDERS
from engagement.sources.model import Format, SourceError
from engagement.sources.orders import Orders, constant
from engagement.sources.respondents import Layout

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.cells import Cells

_NO_ORDER: Final = message("This row belongs to no order of the files that came with it")
_ALONE: Final = message(
    "This file completes Olist's orders and says nothing without them. Drop it together with the orders file."
)
_REVIEWS: Final = Layout(
    "olist_reviews",
    response=("review_id",),
    submitted=("review_answer_timestamp", "review_creation_date"),
    hidden=("order_id", "review_creation_date"),
)


def _customers(cells: Cells) -> Mapping[str, pa.Table]:
    heads = beside(cells, ORDERS)
    if not heads:
        raise SourceError(_ALONE)
    named = pa.concat_arrays([head.text("customer_id").filter(head.kept) for head in heads])
    _set_strangers_aside(cells, cells.text("customer_id", required=True), named)
    return {}


def _payments(cells: Cells) -> Mapping[str, pa.Table]:
    _of_orders(cells)
    return {}


def _items(cells: Cells) -> Mapping[str, pa.Table]:
    whole = _of_orders(cells)
    orders = Orders(cells, cells.text("order_id", required=True))
    ids = orders.found(cells.text("order_id"))

    def of_order(name: str) -> pa.Array:
        return looked_up(ids, whole.column("order_id").combine_chunks(), whole.column(name).combine_chunks())

    lines = {
        "product": pa.nulls(cells.raw.rows, pa.string()),
        "sku": cells.text("product_id"),
        "quantity": pa.repeat(pa.scalar(1, pa.int64()), cells.raw.rows),
        "price": cells.money("price", currency=CURRENCY),
    }
    head = {
        "instant": of_order("instant"),
        "gross": of_order("gross"),
        "currency": constant(CURRENCY, len(orders)),
    }
    return {"lines": orders.tables(ORDERS, head, lines)["lines"]}


def _reviews(cells: Cells) -> Mapping[str, pa.Table]:
    found = responses(cells, _REVIEWS)["responses"]
    whole = orders_beside(cells)
    if whole is None:
        cells.warn(message("This file names no person; drop Olist's orders and customers together with it"))
        return {"responses": found}
    order = looked_up(found.column("line"), cells.raw.lines, cells.text("order_id"))
    person = looked_up(order, whole.column("order_id"), whole.column("customer_key"))
    return {"responses": found.set_column(found.column_names.index("customer_key"), "customer_key", person)}


def _of_orders(cells: Cells) -> pa.Table:
    """The orders that came with the file, after the rows of others are set aside."""
    whole = orders_beside(cells)
    if whole is None:
        raise SourceError(_ALONE)
    _set_strangers_aside(cells, cells.text("order_id", required=True), whole.column("order_id"))
    return whole


def _set_strangers_aside(cells: Cells, ids: pa.Array, known: pa.Array) -> None:
    cells.set_aside(pc.invert(pc.is_in(ids, value_set=known)), _NO_ORDER)


FORMATS = (
    Format(
        key="olist_customers",
        platform="Olist",
        kind="orders",
        read=_customers,
        signature=(order_rows.names("customer_id", "customer_unique_id"),),
        without=order_rows.names("order_id"),
        completes=ORDERS,
    ),
    Format(
        key="olist_payments",
        platform="Olist",
        kind="orders",
        read=_payments,
        signature=(order_rows.names("order_id", "payment_sequential", "payment_value"),),
        without=order_rows.names("order_purchase_timestamp"),
        completes=ORDERS,
    ),
    Format(
        key="olist_items",
        platform="Olist",
        kind="orders",
        read=_items,
        signature=(order_rows.names("order_id", "order_item_id", "product_id", "price", "freight_value"),),
        without=order_rows.names("order_purchase_timestamp"),
        completes=ORDERS,
    ),
    Format(
        key="olist_reviews",
        platform="Olist",
        kind="surveys",
        read=_reviews,
        signature=(order_rows.names("review_id", "order_id", "review_score"),),
        without=order_rows.names("order_purchase_timestamp"),
        completes=ORDERS,
    ),
)
