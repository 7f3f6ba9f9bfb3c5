"""Which orders of an unknown shop system were made without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.meaning.accounts import MOST, asks_for_account, guest_values, says_account, says_guest
from engagement.sources.orders import columns as order_columns
from engagement.sources.values import flags
from engagement.sources.values.texts import clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.sources.columns.typed import Cells


def guests(cells: Cells, columns: Mapping[str, str]) -> pa.BooleanArray:
    """Return for each row whether its order was made without an account; null if the file does not show it.

    A column named after guests has yes and no, or words for guests and accounts. Without such a column, the
    only column with such words is used, else the only one that says yes or no to an account, else the
    customer number 0.
    """
    if "guest" in columns:
        column = columns["guest"]
        distinct = _distinct(cells, column)
        if any(says_guest(text) or says_account(text) for text in distinct):
            return _among(cells, column, frozenset(filter(says_guest, distinct)))
        return cells.flag(column)
    found = {
        column: meant
        for column in cells.raw.columns
        if column not in columns.values() and (meant := guest_values(_distinct(cells, column)))
    }
    if not found:
        return _without_account(cells, columns)
    if len(found) != 1:
        return _number_zero(cells, columns.get("customer"))
    ((column, meant),) = found.items()
    cells.warn(
        message(
            "{column} says who ordered as a guest: {values}", column=column, values=", ".join(sorted(meant))
        )
    )
    return _among(cells, column, meant)


def _without_account(cells: Cells, columns: Mapping[str, str]) -> pa.BooleanArray:
    """Return whether each row says no to an account, in the only column that asks; else by customer 0."""
    answered = [
        column
        for column in cells.raw.columns
        if column not in columns.values()
        and asks_for_account(column)
        and _are_answers(_distinct(cells, column))
    ]
    if len(answered) != 1:
        return _number_zero(cells, columns.get("customer"))
    cells.warn(
        message("{column} says who ordered with an account; the others are guests", column=answered[0])
    )
    return pc.invert(cells.flag(answered[0]))


def _are_answers(distinct: Sequence[str]) -> bool:
    """Return whether values are yes and no, of each at least one."""
    return {flags.parse(text) for text in distinct if text} == {True, False}


def _distinct(cells: Cells, column: str) -> list[str]:
    """Return the distinct values of a column; if they are more than `MOST`, only those of the first rows."""
    place = cells.raw.columns.index(column)
    first = set(order_columns.sample(cells.raw, place))
    return list(first) if len(first) > MOST else order_columns.distinct_texts(cells.raw, place)


def _among(cells: Cells, column: str, meant: frozenset[str]) -> pa.BooleanArray:
    texts = cells.text(column)
    values = pa.array(
        [text for text in pc.unique(texts).drop_null().to_pylist() if clean(text) in meant], pa.string()
    )
    return pc.if_else(pc.is_valid(texts), pc.is_in(texts, values), None)


def _number_zero(cells: Cells, column: str | None) -> pa.BooleanArray:
    """Return whether each row's customer is 0; all null unless the customers are numbers, some above 0."""
    numbers = cells.text(*([] if column is None else [column]))
    distinct = pc.unique(numbers).drop_null().to_pylist()
    if column is None or "0" not in distinct or len(distinct) == 1 or not all(map(str.isdecimal, distinct)):
        return pa.nulls(len(numbers), pa.bool_())
    cells.warn(message("Customer 0 of {column} is read as a guest", column=column))
    return pc.equal(numbers, "0")
