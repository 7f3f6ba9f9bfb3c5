"""The contract of a canonical table and its check: columns, types, nulls, allowed values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Prefix of the free columns by which one survey's answers may be split ("segment.age").
SEGMENT_PREFIX: Final = "segment."


#: The most bytes of a cell of a table; those of a text are elsewhere.
_WIDEST: Final = 8
#: As many zeros as were needed so far.
_ZEROS: Final = [pa.py_buffer(b"")]


class ContractError(ValueError):
    """A table breaks its contract. The message names the table, the column and what is wrong."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, Arrow type, meaning, unit, and the values that it may hold (None: any)."""

    name: str
    type: pa.DataType
    meaning: str
    unit: str = ""
    nullable: bool = True
    allowed: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One canonical table.

    `key`: the columns that identify a row across files; a newer file's row replaces an older one with the
    same key. `parent`: the key prefix by which rows are replaced together (all lines of an order at once).
    `merge`: a newer row fills an older one's gaps instead of replacing it.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    parent: tuple[str, ...] = ()
    merge: bool = False
    segments: bool = False

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema of the columns."""
        return pa.schema([pa.field(c.name, c.type, nullable=c.nullable) for c in self.columns])

    def column(self, name: str) -> Column:
        """Return the column of this name."""
        return next(c for c in self.columns if c.name == name)


def conform(table: Table, data: pa.Table) -> pa.Table:
    """Return `data` in the contract's column order and types. Raises `ContractError`.

    Missing nullable columns are added as nulls. Unknown columns are refused, except segment columns on a
    table that accepts them; names that differ only by case are refused too, because DuckDB and Spark give
    wrong answers for them.
    """
    _refuse_unknown(table, data.column_names)
    columns = [_conform_column(table, column, data) for column in table.columns]
    segments = [n for n in data.column_names if n.startswith(SEGMENT_PREFIX)]
    arrays = columns + [data.column(n).cast(pa.string()) for n in segments]
    fields = [*table.schema, *(pa.field(n, pa.string()) for n in segments)]
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


def nulls(size: int, kind: pa.DataType) -> pa.Array:
    """Return nulls that take no memory: the system gives zeros that are only read no pages of their own."""
    buffers = 3 if pa.types.is_string(kind) else 2
    zeros = _ZEROS[0]
    if zeros.size < (size + 1) * _WIDEST:
        zeros = _ZEROS[0] = pa.py_buffer(np.zeros((size + 1) * _WIDEST, np.uint8))
    return pa.Array.from_buffers(kind, size, [zeros] * buffers, null_count=size)


def _refuse_unknown(table: Table, names: Iterable[str]) -> None:
    known_names = {c.name for c in table.columns}
    names_without_case: set[str] = set()
    for name in names:
        if name not in known_names and not (table.segments and name.startswith(SEGMENT_PREFIX)):
            raise ContractError(f"{table.name}: no column is called {name!r}")
        if name.casefold() in names_without_case:
            raise ContractError(f"{table.name}: {name!r} stands twice, but for its case")
        names_without_case.add(name.casefold())


def _conform_column(table: Table, column: Column, data: pa.Table) -> pa.ChunkedArray:
    if column.name not in data.column_names:
        if not column.nullable:
            raise ContractError(f"{table.name}: column {column.name!r} is missing")
        return pa.chunked_array([nulls(data.num_rows, column.type)])
    try:
        values = data.column(column.name).cast(column.type)
    except pa.ArrowInvalid as fault:
        raise ContractError(f"{table.name}.{column.name}: {fault}") from fault
    if not column.nullable and values.null_count:
        raise ContractError(f"{table.name}.{column.name}: {values.null_count} values are missing")
    if pa.types.is_string(column.type) and pc.any(pc.equal(values, "")).as_py():
        raise ContractError(f"{table.name}.{column.name}: an empty text instead of null")
    if column.allowed is not None:
        strangers = set(pc.unique(values).to_pylist()) - column.allowed - {None}
        if strangers:
            raise ContractError(f"{table.name}.{column.name}: not allowed: {sorted(strangers)}")
    return values
