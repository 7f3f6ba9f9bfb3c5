"""Columns of figures in exports of web, e-mail and loyalty tools: counts, shares, money; repeated rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from engagement import tables
from engagement.money.currencies import currency_in
from engagement.sources.values import flags

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engagement.locale import Message
    from engagement.sources.columns.typed import Cells


def tally(cells: Cells, *columns: str) -> pa.DoubleArray:
    """Return counts that may be fractional (12.5 points); "1,250" is 1250 unless some cell has decimals."""
    texts = cells.text(*columns)
    parts = pc.match_substring_regex(texts, r"^\D*\d[\d.,' ]*[.,](?:\d{1,2}|\d{4,})\D*$")
    if pc.any(parts).as_py():
        return cells.number(*columns)
    return cells.integer(*columns).cast(pa.float64())


def of_share(cells: Cells, columns: Sequence[str], total: pa.Array) -> pa.Array:
    """Return the shares in the first of `columns` times `total`, rounded to counts; null if unknown."""
    if not columns:
        return pa.nulls(cells.raw.rows, pa.int64())
    return pc.round(pc.multiply(share(cells, columns[0]), total)).cast(pa.int64(), safe=False)


def share(cells: Cells, column: str) -> pa.DoubleArray:
    """Return shares as fractions of 1, if written 0.36, 36 % or (in the whole column) 36."""
    values, texts = cells.number(column), cells.text(column)
    plain = pc.invert(pc.fill_null(pc.match_substring(texts, "%"), True))
    highest = pc.max(values.filter(plain)).as_py()
    if "%" not in column and (highest is None or highest <= 1):
        return values
    return pc.if_else(plain, pc.divide(values, 100.0), values)


def money(cells: Cells, columns: Sequence[str], currency: Sequence[str]) -> dict[str, pa.Array]:
    """Return revenue in minor units and its currency, from the first of `columns`; zeros need no currency."""
    if not columns:
        return {}
    codes = pa.nulls(cells.raw.rows, pa.string())
    if pc.any(pc.match_substring_regex(cells.text(columns[0]), "[1-9]")).as_py():
        codes = cells.currency(*currency, amount=(columns[0],), default=currency_in(columns[0]))
    revenue = cells.money(columns[0], currency=pc.fill_null(codes, tables.NO_CURRENCY))
    return {"revenue": revenue, "currency": pc.if_else(pc.is_valid(revenue), codes, None)}


def keep_last(cells: Cells, keys: pa.Array, reason: Message) -> None:
    """Set aside all kept rows with equal keys except the last."""
    is_kept, names = cells.kept.to_pylist(), keys.to_pylist()
    last = {name: row for row, name in enumerate(names) if is_kept[row]}
    earlier = [ok and last[name] != row for row, (ok, name) in enumerate(zip(is_kept, names, strict=True))]
    cells.set_aside(pa.array(earlier, pa.bool_()), reason)


def was_done(cells: Cells, names: tuple[str, ...]) -> pa.BooleanArray:
    """Return whether something was done: the cell has yes, a count above 0, a time, or a kind.

    In a column without any no, a blank cell means no. Null everywhere if the column is missing or blank.
    """
    is_total = map_distinct(cells.text(*names), flags.tells, pa.bool_())
    if is_total.null_count == len(is_total) or is_total.false_count:
        return is_total
    return pc.fill_null(is_total, False)


def map_distinct(texts: pa.StringArray, meaning: Callable[[str], object], kind: pa.DataType) -> pa.Array:
    """Return `meaning` of each text, computed once per distinct text; null for null."""
    encoded = texts.dictionary_encode()
    return pa.array(map(meaning, encoded.dictionary.to_pylist()), kind).take(encoded.indices)
