"""The money of an unknown order table, row by row, and how the rows of an order make up its value.

The file itself tells: an amount that is equal on all rows of an order, or stands on one alone, is the
order's; one that is the sum of the order's other rows stands over them; else the rows add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources import order_rows

if TYPE_CHECKING:
    from engagement.sources.cells import Cells
    from engagement.sources.order_columns import Names

#: The share of the orders of several rows that must show how their amounts are to be read.
_SURE: Final = 0.95


@dataclass(frozen=True, slots=True)
class Amounts:
    """Minor units per row; whether the rows of an order add up; which rows stand over the others."""

    per_row: pa.Int64Array
    add_up: bool
    over: pa.BooleanArray


def read(cells: Cells, name: Names, ids: pa.StringArray, codes: pa.StringArray) -> Amounts:
    """Read the money of each row, in the currencies `codes`, of the orders `ids`."""
    nothing = pa.repeat(pa.scalar(False), cells.raw.rows)
    if name("amount"):
        amount = cells.money(*name("amount"), currency=codes)
        if _is_of_order(ids, amount):
            return Amounts(amount, add_up=False, over=nothing)
        over = _over_others(ids, amount)
        return Amounts(amount, add_up=not pc.any(over).as_py(), over=over)
    if name("line_amount"):
        return Amounts(cells.money(*name("line_amount"), currency=codes), add_up=True, over=nothing)
    if name("price"):
        return Amounts(_priced(cells, name, codes), add_up=True, over=nothing)
    return Amounts(pa.repeat(pa.scalar(0, pa.int64()), cells.raw.rows), add_up=False, over=nothing)


def _priced(cells: Cells, name: Names, codes: pa.StringArray) -> pa.Int64Array:
    price = cells.money(*name("price"), currency=codes)
    if not name("quantity"):
        return price
    return order_rows.times(price, pc.fill_null(cells.integer(*name("quantity")), 1))


def _is_of_order(ids: pa.StringArray, amount: pa.Int64Array) -> bool:
    """Whether an order's amount is repeated on its rows, or stands on its first row alone."""
    table = pa.table({"id": ids, "amount": amount}).filter(pc.is_valid(ids))
    groups = table.group_by("id").aggregate(
        [("amount", "count"), ("amount", "min"), ("amount", "max"), ("id", "count")]
    )
    several = groups.filter(pc.greater(groups["id_count"], 1))
    if not several.num_rows:
        return True
    once = pc.less_equal(several["amount_count"], 1)
    same = pc.and_(
        pc.equal(several["amount_min"], several["amount_max"]),
        pc.equal(several["id_count"], several["amount_count"]),
    )
    alike = pc.or_kleene(once, same).fill_null(False)
    return bool(np.mean(alike.to_numpy()) > _SURE)


def _over_others(ids: pa.StringArray, amount: pa.Int64Array) -> pa.BooleanArray:
    """The first rows of the orders, where they hold the sum of the rows below them; else none.

    Two equal amounts prove nothing: some order must have three.
    """
    rows = pa.array(np.arange(len(ids)))
    table = pa.table({"id": ids, "amount": amount, "row": rows}).filter(
        pc.and_(pc.is_valid(ids), pc.is_valid(amount))
    )
    groups = table.group_by("id", use_threads=False).aggregate(
        [("amount", "first"), ("amount", "sum"), ("amount", "count"), ("row", "first")]
    )
    several = groups.filter(pc.greater(groups["amount_count"], 1))
    proven = pc.any(pc.greater(several["amount_count"], 2)).as_py()
    doubled = pc.equal(pc.multiply(several["amount_first"], 2), several["amount_sum"])
    found = np.zeros(len(ids), bool)
    if proven and np.mean(doubled.to_numpy()) > _SURE:
        found[several["row_first"].to_numpy()] = True
    return pa.array(found)
