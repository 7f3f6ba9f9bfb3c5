"""Olist, the files that complete its orders: customers, payments, items, reviews.

None of them has the time of the order, so all but reviews wait for the orders file. `customer_id` is
different for every order. A review may belong to several orders, and an order may have several reviews.

Code, because the rows supplement the orders of another file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.formats.marketplaces.olist_orders import CURRENCY, money
from engagement.sources.formats.marketplaces.olist_orders import KEY as ORDERS
from engagement.sources.orders import rows, supplements
from engagement.sources.surveys.respondents import Layout
from engagement.sources.surveys.response_rows import responses

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.account import ExportKind

    Reader = Callable[[Cells], Mapping[str, pa.Table]]

_WAITS: Final = message("This file completes Olist's orders and waits for the file of these")
#: A column that only the file of orders has.
_PLACED: Final = "order_purchase_timestamp"
_REVIEWS: Final = Layout(
    "olist_reviews",
    response=("review_id",),
    submitted=("review_answer_timestamp", "review_creation_date"),
    hidden=("order_id", "review_creation_date"),
)


def _customers(cells: Cells) -> Mapping[str, pa.Table]:
    order = cells.text("customer_id", required=True)
    return _waiting(
        cells, "olist_customers", 1, subject=order, reference=order,
        customer_key=cells.person(ident=("customer_unique_id",)), region=cells.text("customer_state"),
    )  # fmt: skip


def _payments(cells: Cells) -> Mapping[str, pa.Table]:
    order = cells.text("order_id", required=True)
    subject = _numbered(cells, order, "payment_sequential")
    return _waiting(cells, "olist_payments", 1, subject=subject, order_id=order, gross=money(cells))


def _items(cells: Cells) -> Mapping[str, pa.Table]:
    order, product = cells.text("order_id", required=True), cells.text("product_id")
    place = pc.coalesce(cells.integer("order_item_id"), 1)
    return _waiting(
        cells, "olist_items", 2, subject=_numbered(cells, order, "order_item_id"), order_id=order,
        position=pc.if_else(pc.is_valid(product), pc.max_element_wise(place, 1), 0), gross=money(cells),
        sku=product, quantity=pa.repeat(pa.scalar(1, pa.int64()), cells.raw.rows),
        price=cells.money("price", currency=CURRENCY),
    )  # fmt: skip


def _reviews(cells: Cells) -> Mapping[str, pa.Table]:
    cells.lack(message("This file names no person; upload Olist's orders and customers, too"), ORDERS)
    result = responses(cells, _REVIEWS)
    answers = result["responses"]
    lines, first = np.unique(answers.column("line").to_numpy(), return_index=True)
    of_row = pc.index_in(pa.array(lines), value_set=cells.raw.lines)
    about = supplements.build(
        ORDERS, _REVIEWS.source, 3, subject=answers.column("response_id").take(pa.array(first)),
        order_id=cells.text("order_id").take(of_row), line=pa.array(lines),
    )  # fmt: skip
    return {**result, supplements.NAME: about}


def _waiting(cells: Cells, part: str, rank: int, **columns: pa.Array) -> Mapping[str, pa.Table]:
    """Return one supplement of an order for each row that is not set aside."""
    cells.lack(_WAITS, ORDERS)
    kept_columns = {name: values.filter(cells.kept) for name, values in columns.items()}
    line = cells.raw.lines.filter(cells.kept)
    return {supplements.NAME: supplements.build(ORDERS, part, rank, line=line, **kept_columns)}


def _numbered(cells: Cells, order: pa.StringArray, name: str) -> pa.StringArray:
    """Return a text that is different for each row of an order, from the order and the row's number.

    Rows without a number in column `name` get their ordinal among such rows of the order.
    """
    number = pc.fill_null(cells.text(name), "")
    numbered = pc.binary_join_element_wise(order, number, "/")
    return pc.if_else(pc.equal(number, ""), rows.numbered(numbered), numbered)


def _format(
    key: str, read: Reader, columns: Sequence[str], without: str, kind: ExportKind = "orders"
) -> Format:
    names, not_there = rows.names(*columns), rows.names(without)
    return Format(
        key=key,
        platform="Olist",
        export="a file of the public data set beside its orders",
        kind=kind,
        read=read,
        signature=(names,),
        without=not_there,
        completes=ORDERS,
    )


FORMATS = (
    _format("olist_customers", _customers, ("customer_id", "customer_unique_id"), "order_id"),
    _format("olist_payments", _payments, ("order_id", "payment_sequential", "payment_value"), _PLACED),
    _format(
        "olist_items", _items, ("order_id", "order_item_id", "product_id", "price", "freight_value"), _PLACED
    ),
    _format(
        "olist_reviews",
        _reviews,
        ("review_id", "order_id", "review_score", "review_answer_timestamp"),
        _PLACED,
        "surveys",
    ),
)
