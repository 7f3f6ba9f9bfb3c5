"""Customers of answers without an address: matched by order number or customer number.

A survey tool has its own customer numbers or the shop's. So an answer whose key is in no order gets that of
the order that it names, else that of the customer with its number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.values.texts import ORDER_MARKS, order_number

if TYPE_CHECKING:
    from engagement.engine import Engine, Frame

KEY: Final = "customer_key"
NUMBER: Final = "customer_number"
ORDER: Final = "order_id"


class Known(NamedTuple):
    """Tables to join to answers: the keys in orders, and keys by order number and by customer number.

    `day` of an order number is the day of that order.
    """

    keys: pa.Table
    by_order: pa.Table
    by_number: pa.Table


def known_numbers(answers: Frame, orders: Frame) -> Known | None:
    """Return the tables to join to these answers; None where the answers hold no such number."""
    answer_numbers = _arrow(answers.select(KEY, NUMBER, ORDER).unique())
    if answer_numbers[ORDER].null_count == len(answer_numbers) and answer_numbers[NUMBER].null_count == len(
        answer_numbers
    ):
        return None
    order_numbers = _arrow(
        orders.filter(~nw.col(KEY).is_null()).select(KEY, NUMBER, ORDER, "refers_to", "day")
    )
    keys = pc.unique(answer_numbers[KEY].drop_null())
    unique_numbers = keys.filter(pc.is_in(keys, pc.unique(order_numbers[KEY])))
    return Known(
        pa.table(
            {KEY: unique_numbers.cast(pa.int64()), "known_": pa.repeat(pa.scalar(1), len(unique_numbers))}
        ),
        _by_order(answer_numbers[ORDER], order_numbers),
        _by_number(answer_numbers[NUMBER], order_numbers),
    )


def with_people(answers: Frame, known: Known, engine: Engine) -> Frame:
    """Return the answers with the keys of their customers, in the same columns."""
    columns = answers.collect_schema().names()
    rows = answers
    for table, on in (
        (known.keys, KEY),
        (known.by_order.drop_columns(["order_day_"]), ORDER),
        (known.by_number, NUMBER),
    ):
        rows = rows.join(engine.beside(rows, table), on=on, how="left")
    number_key = nw.coalesce("order_key_", "number_key_", KEY)
    key = nw.when(nw.col("known_").is_null()).then(number_key).otherwise(nw.col(KEY))
    return rows.with_columns(**{KEY: key}).select(*columns)


def _by_order(column: pa.ChunkedArray, orders: pa.Table) -> pa.Table:
    """Return the key and the day of the one order that a number names, however a file writes it."""
    wanted = {text: order_number(text) for text in pc.unique(column.drop_null()).to_pylist()}
    numbers = set(wanted.values()) - {""}
    plain = pc.utf8_lower(pc.utf8_trim(orders[ORDER], characters=ORDER_MARKS))
    places: dict[str, set[int]] = {}
    for place in np.flatnonzero(pc.is_in(plain, pa.array(sorted(numbers), pa.string()))).tolist():
        places.setdefault(plain[place].as_py(), set()).add(place)
    unmatched = numbers - places.keys()
    for place in np.flatnonzero(pc.is_valid(orders["refers_to"])).tolist() if unmatched else ():
        for other in map(order_number, orders["refers_to"][place].as_py().splitlines()):
            if other in unmatched:
                places.setdefault(other, set()).add(place)
    keys, days = orders[KEY].to_numpy(), orders["day"].to_numpy()
    rows = []
    for text, number in wanted.items():
        matching = sorted(places.get(number, ()))
        if len({int(keys[row]) for row in matching}) == 1:  # ambiguous if two shops have the number
            rows.append((text, int(keys[matching[0]]), int(days[matching[0]])))
    return pa.table(
        {
            ORDER: pa.array([row[0] for row in rows], pa.string()),
            "order_key_": pa.array([row[1] for row in rows], pa.int64()),
            "order_day_": pa.array([row[2] for row in rows], pa.int64()),
        }
    )


def _by_number(column: pa.ChunkedArray, orders: pa.Table) -> pa.Table:
    """Return the key of the only customer with a number."""
    wanted = pc.unique(column.drop_null())
    pairs = orders.select([NUMBER, KEY]).filter(pc.is_in(orders[NUMBER], wanted))
    pairs = pairs.group_by([NUMBER, KEY]).aggregate([])
    alone = pairs.group_by(NUMBER).aggregate([(KEY, "min"), (KEY, "count")])
    unique = alone.filter(pc.equal(alone[f"{KEY}_count"], 1))
    return pa.table(
        {NUMBER: unique[NUMBER].cast(pa.int64()), "number_key_": unique[f"{KEY}_min"].cast(pa.int64())}
    )


def _arrow(frame: Frame) -> pa.Table:
    table: pa.Table = frame.collect("pyarrow").to_native()
    text = {pa.large_string(), pa.string_view()}
    cast = [f.with_type(pa.string()) if f.type in text else f for f in table.schema]
    return table.cast(pa.schema(cast))
