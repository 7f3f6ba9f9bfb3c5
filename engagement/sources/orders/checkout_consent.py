"""Marketing consent at the checkout: for each customer, the newest order counts."""

from __future__ import annotations

from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement import tables

_STATE: Final = {True: "subscribed", False: "not_subscribed"}


def of_orders(orders: pa.Table, ids: pa.Array, accepted: pa.BooleanArray) -> dict[str, pa.Table]:
    """Return the table `consents` of a file of orders, or nothing if no order states it.

    `orders` is the canonical table; `accepted` has an entry for each of `ids`, null if unknown.
    """
    if accepted.null_count == len(accepted):
        return {}
    orders = orders.combine_chunks()
    has_accepted = accepted.take(pc.index_in(_only(orders, "order_id"), value_set=ids))
    is_told = pc.and_(pc.is_valid(_only(orders, "customer_key")), pc.is_valid(has_accepted))
    rows, has_accepted = orders.filter(is_told), has_accepted.filter(is_told)
    if not rows.num_rows:
        return {}
    person, day, line = (np.asarray(rows.column(name)) for name in ("customer_key", "day", "line"))
    moment = np.asarray(rows.column("instant").cast(pa.int64()))
    order = np.lexsort((line, moment, person))
    last = np.append(person[order][1:] != person[order][:-1], True)
    newest = order[last]
    states = pa.array([_STATE[flag] for flag in has_accepted.take(pa.array(newest)).to_pylist()], pa.string())
    size = len(newest)
    columns = {
        "source": rows.column("source").take(pa.array(newest)),
        "channel": pa.repeat(pa.scalar("email"), size),
        "day": pa.array(day[newest], pa.int32()),
        "customer_key": pa.array(person[newest], pa.int64()),
        "state": states,
        "said_in": pa.repeat(pa.scalar("order"), size),
        "line": pa.array(line[newest], pa.int64()),
    }
    return {tables.CONSENTS.name: tables.conform(tables.CONSENTS.name, pa.table(columns))}


def _only(table: pa.Table, name: str) -> pa.Array:
    """Return a column of a table in one piece."""
    column = table.column(name)
    return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
