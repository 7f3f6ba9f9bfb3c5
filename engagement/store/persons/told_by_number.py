"""Answers that identify a person only by a number: that of one of their orders, or their customer number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.values.texts import order_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.store.persons.persons import Mask, Persons

_NUMBER: Final = "customer_number"
_REPLY: Final = ("source", "response_id")


def replies(
    files: Sequence[Mapping[str, pa.Table]], persons: Persons, also: set[tuple[object, ...]]
) -> set[tuple[object, ...]]:
    """Return (source, response) of each answer that names one of their orders or their customer number.

    `also`: (source, number) of orders that are theirs according to other files. A number that an order of
    another customer has, too, identifies nobody.
    """
    answers = [tables["responses"] for tables in files if "responses" in tables]
    orders = [tables["orders"] for tables in files if "orders" in tables]
    answers = [table for table in answers if {"order_id", _NUMBER} <= set(table.column_names)]
    if not answers or not orders:
        return set()
    their_numbers: tuple[set[str], set[int]] = (set(), set())
    others: tuple[set[str], set[int]] = (set(), set())
    for table in orders:
        mask = _theirs(table, persons, also)
        for rows, (numbers, customers) in ((mask, their_numbers), (~mask, others)):
            side_rows = table.filter(pa.array(rows))
            numbers.update(map(order_number, side_rows.column("order_id").to_pylist()))
            if _NUMBER in side_rows.column_names:
                customers.update(side_rows.column(_NUMBER).drop_null().to_pylist())
    alone, customer_numbers = their_numbers[0] - others[0], their_numbers[1] - others[1]
    reply_ids: set[tuple[object, ...]] = set()
    for table in answers:
        order_ids = table.column("order_id")
        spelt = [text for text in pc.unique(order_ids).drop_null().to_pylist() if order_number(text) in alone]
        named = pc.or_(
            pc.is_in(order_ids, pa.array(spelt, order_ids.type)),
            pc.is_in(table.column(_NUMBER), pa.array(list(customer_numbers), pa.int64())),
        )
        reply_ids.update(tuple(row.values()) for row in table.filter(named).select(_REPLY).to_pylist())
    return reply_ids


def _theirs(orders: pa.Table, persons: Persons, also: set[tuple[object, ...]]) -> Mask:
    mask = persons.rows(orders.column("customer_key"))
    if also:
        pairs = zip(orders.column("source").to_pylist(), orders.column("order_id").to_pylist(), strict=True)
        mask = mask | np.fromiter((pair in also for pair in pairs), bool, orders.num_rows)
    return mask
