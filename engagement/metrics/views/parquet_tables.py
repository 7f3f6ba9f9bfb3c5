"""A folder of canonical tables as Parquet: its tables, and whether they are valid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from engagement.contract import SEGMENT_PREFIX
from engagement.tables import TABLES

if TYPE_CHECKING:
    from pathlib import Path


class TablesError(ValueError):
    """A folder without tables, or with one that breaks the contract; the message says which."""


def parquet_tables(folder: Path) -> dict[str, tuple[Path, ...]]:
    """Return the files of each canonical table in a folder, by the table's name.

    A table is a file (`orders.parquet`) or a folder of such files, however deep (`orders/month=2026-03/
    part-0.parquet`). Names and types of columns are checked, and no row is read. Raises TablesError.
    """
    tables: dict[str, tuple[Path, ...]] = {}
    for name in TABLES:
        files = [folder / f"{name}.parquet", *sorted((folder / name).rglob("*.parquet"))]
        existing = tuple(file for file in files if file.is_file())
        if existing:
            tables[name] = existing
            for file in existing:
                _check(name, file)
    if not tables:
        raise TablesError(f"there is no table; for example {next(iter(TABLES))}.parquet")
    return tables


def _check(name: str, file: Path) -> None:
    table = TABLES[name]
    try:
        schema = pq.read_schema(file)
    except (pa.ArrowInvalid, OSError) as fault:
        raise TablesError(f"{file.name} is no Parquet file") from fault
    for column in table.columns:
        if column.name not in schema.names:
            if not column.nullable:
                raise TablesError(f"{file.name}: the column {column.name} is missing")
        elif not _alike(schema.field(column.name).type, column.type):
            found_type = schema.field(column.name).type
            raise TablesError(f"{file.name}: {column.name} is {found_type} where {column.type} is needed")
    strangers = set(schema.names) - set(table.schema.names)
    strangers -= {column for column in strangers if table.segments and column.startswith(SEGMENT_PREFIX)}
    if strangers:
        raise TablesError(f"{file.name}: no column of {name} is called {min(strangers)}")


def _alike(stored: pa.DataType, needed: pa.DataType) -> bool:
    """Return whether values of one type can be read as the other: texts of any kind, numbers of any width."""
    if pa.types.is_dictionary(stored):
        return _alike(stored.value_type, needed)
    kinds = (
        lambda kind: (
            pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
        ),
        pa.types.is_integer,
        pa.types.is_floating,
        pa.types.is_timestamp,
        pa.types.is_boolean,
        pa.types.is_date,
    )
    return stored == needed or any(kind(stored) and kind(needed) for kind in kinds)
