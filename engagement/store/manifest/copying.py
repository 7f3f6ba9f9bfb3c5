"""Copying a manifest's rows from one database to another, of either kind, ids and all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from engagement.store.database import schema

if TYPE_CHECKING:
    from collections.abc import Collection


#: Tables that belong to one database only: its schema version, and the objects it has yet to delete.
_OWN: Final = frozenset({"about", "erasure"})
_BATCH_ROWS: Final = 1000


def copy_rows(source: sa.Connection, target: sa.Connection, *, without: Collection[str] = ()) -> None:
    """Copy all rows, ids included, into the empty tables of another database; parents before children."""
    for table in schema.metadata.sorted_tables:
        if table.name in _OWN or table.name in without:
            continue
        # By id, so that a version comes after the one that it was made from.
        rows_of_table = source.execute(sa.select(table).order_by(*table.primary_key.columns)).mappings()
        for rows in rows_of_table.partitions(_BATCH_ROWS):
            target.execute(sa.insert(table), [dict(row) for row in rows])


def empty(target: sa.Connection) -> None:
    """Delete all rows, children before parents."""
    for table in reversed(schema.metadata.sorted_tables):
        if table.name not in _OWN:
            target.execute(sa.delete(table))
