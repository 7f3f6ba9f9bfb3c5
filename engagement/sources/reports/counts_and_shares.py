"""Figures as web, e-mail and loyalty tools write them: counts, shares of something, money, repeats."""

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
    """Counts that some tools give in parts (12.5 points); "1,250" is whole unless a cell proves parts."""
    texts = cells.text(*columns)
    parts = pc.match_substring_regex(texts, r"^\D*\d[\d.,' ]*[.,](?:\d{1,2}|\d{4,})\D*$")
    if pc.any(parts).as_py():
        return cells.number(*columns)
    return cells.integer(*columns).cast(pa.float64())


def of_share(cells: Cells, columns: Sequence[str], total: pa.Array) -> pa.Array:
    """Counts from the first of `columns`, a share of `total`; rounded, null where either is missing."""
    if not columns:
        return pa.nulls(cells.raw.rows, pa.int64())
    return pc.round(pc.multiply(share(cells, columns[0]), total)).cast(pa.int64(), safe=False)


def share(cells: Cells, column: str) -> pa.DoubleArray:
    """A share as a fraction, whether it is written 0.36, 36 % or, throughout a column, 36."""
    values, texts = cells.number(column), cells.text(column)
    plain = pc.invert(pc.fill_null(pc.match_substring(texts, "%"), True))
    highest = pc.max(values.filter(plain)).as_py()
    if "%" not in column and (highest is None or highest <= 1):
        return values
    return pc.if_else(plain, pc.divide(values, 100.0), values)


def money(cells: Cells, columns: Sequence[str], currency: Sequence[str]) -> dict[str, pa.Array]:
    """Revenue and its currency, from the first of `columns`; a column of zeros needs no currency."""
    if not columns:
        return {}
    codes = pa.nulls(cells.raw.rows, pa.string())
    if pc.any(pc.match_substring_regex(cells.text(columns[0]), "[1-9]")).as_py():
        codes = cells.currency(*currency, amount=(columns[0],), default=currency_in(columns[0]))
    revenue = cells.money(columns[0], currency=pc.fill_null(codes, tables.NO_CURRENCY))
    return {"revenue": revenue, "currency": pc.if_else(pc.is_valid(revenue), codes, None)}


def keep_last(cells: Cells, keys: pa.Array, reason: Message) -> None:
    """Set aside all rows of a key but the last of those that are kept so far."""
    is_kept, names = cells.kept.to_pylist(), keys.to_pylist()
    last = {name: row for row, name in enumerate(names) if is_kept[row]}
    earlier = [ok and last[name] != row for row, (ok, name) in enumerate(zip(is_kept, names, strict=True))]
    cells.set_aside(pa.array(earlier, pa.bool_()), reason)


def was_done(cells: Cells, names: tuple[str, ...]) -> pa.BooleanArray:
    """Return whether something was done: yes, a count above nought, a time, or what kind it was.

    Where a column never says no, a blank cell says it; null everywhere where it says nothing.
    """
    is_total = map_distinct(cells.text(*names), flags.tells, pa.bool_())
    if is_total.null_count == len(is_total) or is_total.false_count:
        return is_total
    return pc.fill_null(is_total, False)


def map_distinct(texts: pa.StringArray, meaning: Callable[[str], object], kind: pa.DataType) -> pa.Array:
    """Return what each text means, worked out once for equal ones; null where there is none."""
    encoded = texts.dictionary_encode()
    return pa.array(map(meaning, encoded.dictionary.to_pylist()), kind).take(encoded.indices)
