"""One table from several files' tables, without duplicates.

The rule is defined with each canonical table (`engagement.tables`): rows are the same if their keys are
equal, with null parts equal; the newest file with a key wins with all its rows of it (all lines of an
order, all answers of a submission); in a `merge` table the newest non-null field wins. A file that names no
customer at all takes none from the orders of older files.

The result does not depend on the grouping: merge(merge(a, b), c) = merge(a, b, c). So adding a file merges
it with the result so far, and removing one merges the rest again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.model import spill
from engagement.sources.model.raw_table import SourceError
from engagement.store.objects.errors import StoreError, disk_full
from engagement.tables import SEGMENT_PREFIX, TABLES, up_to_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Codes = NDArray[np.int64]


#: The columns of orders that say who bought.
_CUSTOMER: Final = ("customer_key", "customer_number")


@dataclass(frozen=True, slots=True)
class Merged:
    """The result. `replaced[i]`: the number of older rows that part i replaced."""

    table: pa.Table
    replaced: tuple[int, ...]


def merge(name: str, parts: Sequence[pa.Table]) -> Merged:
    """Merge `parts`, oldest first, of the canonical table `name`; rows are sorted by day, then line."""
    rows = pa.concat_tables(_one_spelling([up_to_date(name, p) for p in parts]), promote_options="default")
    rows = rows.select(_column_order(name, rows.column_names))
    if len(parts) == 1 and not TABLES[name].merge:
        return Merged(_by_day(rows), (0,))  # nothing can be replaced
    rows = rows.combine_chunks()
    keys = TABLES[name].parent or TABLES[name].key
    part = np.repeat(np.arange(len(parts)), [p.num_rows for p in parts])
    codes = _codes(rows, keys)
    winner = np.zeros(codes.max(initial=-1) + 1, dtype=np.int64)
    # Assigning through repeated indices keeps the last value, and parts are sorted oldest first.
    winner[codes] = part
    beaten = part < winner[codes]
    replaced = np.bincount(winner[codes][beaten], minlength=len(parts))
    if name == "orders":
        rows = _with_customers(rows, codes, part)
    staying = _newest_fields(rows, codes) if TABLES[name].merge else rows.filter(pa.array(~beaten))
    return Merged(_by_day(staying), tuple(int(n) for n in replaced))


def _one_spelling(parts: Sequence[pa.Table]) -> list[pa.Table]:
    """Give segment columns that differ only by case the same name; DuckDB would confuse them."""
    spelling: dict[str, str] = {}
    for name in sorted({n for p in parts for n in p.column_names if n.startswith(SEGMENT_PREFIX)}):
        spelling.setdefault(name.casefold(), name)
    return [p.rename_columns([spelling.get(n.casefold(), n) for n in p.column_names]) for p in parts]


def _column_order(name: str, present: Sequence[str]) -> list[str]:
    canonical = [c.name for c in TABLES[name].columns]
    return canonical + sorted(set(present) - set(canonical))


def _codes(rows: pa.Table, keys: Sequence[str]) -> Codes:
    """Return the distinct keys numbered from 0, in order of appearance."""
    import pandas as pd  # noqa: PLC0415 - a third of the start of each command, most of which merge nothing

    codes = np.zeros(rows.num_rows, dtype=np.int64)
    for key in keys:
        column = rows.column(key).combine_chunks().dictionary_encode(null_encoding="encode")
        values: Codes = column.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        codes = pd.factorize(codes * (len(column.dictionary) + 1) + values)[0].astype(np.int64)
    return codes


def _newest_fields(rows: pa.Table, codes: Codes) -> pa.Table:
    """Return one row per key; each field is the last one that is not null."""
    size = codes.max(initial=-1) + 1
    columns: list[Any] = []
    for column in rows.columns:
        valid = np.flatnonzero(pc.is_valid(column).to_numpy(zero_copy_only=False))
        newest = np.full(size, -1, dtype=np.int64)
        newest[codes[valid]] = valid
        columns.append(column.take(pa.array(newest, mask=newest < 0)))
    return pa.Table.from_arrays(columns, schema=rows.schema)


def _with_customers(rows: pa.Table, codes: Codes, part: Codes) -> pa.Table:
    """Return the orders, those of parts that name no customer with the customer of an older part."""
    named = pc.is_valid(rows.column("customer_key")).to_numpy(zero_copy_only=False)
    naming = np.bincount(part[named], minlength=int(part.max(initial=-1)) + 1) > 0
    known = np.flatnonzero(named)
    newest = np.full(codes.max(initial=-1) + 1, -1, dtype=np.int64)
    newest[codes[known]] = known
    places = np.arange(rows.num_rows)
    gaps = np.flatnonzero(~naming[part] & (newest[codes] >= 0)) if len(known) else places[:0]
    places[gaps] = np.where(newest[codes[gaps]] < gaps, newest[codes[gaps]], gaps)
    if not len(gaps):
        return rows
    for name in _CUSTOMER:
        at = rows.column_names.index(name)
        rows = rows.set_column(at, rows.schema.field(at), rows.column(name).take(pa.array(places)))
    return rows


def _by_day(rows: pa.Table) -> pa.Table:
    """Sort stably by day, so that rows of a period are adjacent and equal input gives equal bytes."""
    if not rows.num_rows:
        return rows
    day = pc.fill_null(rows.column("day"), np.iinfo(np.int32).max).to_numpy()
    line = rows.column("line").to_numpy()
    if np.all((day[1:] > day[:-1]) | ((day[1:] == day[:-1]) & (line[1:] >= line[:-1]))):
        return rows
    try:
        return spill.taken(rows, np.lexsort((line, day)))
    except SourceError as fault:
        raise StoreError(disk_full()) from fault
