"""Aliases: people with two pseudonyms, made from a phone number with and without its country code.

Until schema 8 a number was identified by its digits as written; in a file without countries it still is.
A file with countries shows the full number, and from then on both are one person. Numbers are
never stored: both pseudonyms are computed when a row is read (`sources.columns.phone`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyarrow.compute as pc
import sqlalchemy as sa

from engagement.store.database import schema
from engagement.store.persons import suppressed
from engagement.store.persons.forgetting import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    import pyarrow as pa

#: The number of keys per statement.
_BATCH_ROWS: Final = 5_000


def count(connection: sa.Connection, workspace: int) -> int:
    """Return the number of aliases in a workspace; it grows with each new one."""
    ask = sa.select(sa.func.count()).select_from(schema.also_known).filter_by(workspace_id=workspace)
    return connection.scalar(ask) or 0


def person_of_alias(connection: sa.Connection, workspace: int, keys: Collection[int]) -> dict[int, int]:
    """Return the main pseudonym of each of `keys` that is an alias."""
    table = schema.also_known
    ask = sa.select(table.c.other_key, table.c.customer_key).filter_by(workspace_id=workspace)
    return {
        row.other_key: row.customer_key
        for some in _portions(keys)
        for row in connection.execute(ask.where(table.c.other_key.in_(some)))
    }


def aliases_of(connection: sa.Connection, workspace: int, people: Collection[int]) -> set[int]:
    """Return the aliases of these people."""
    table = schema.also_known
    ask = sa.select(table.c.other_key).filter_by(workspace_id=workspace)
    return {
        key
        for some in _portions(people)
        for key in connection.scalars(ask.where(table.c.customer_key.in_(some)))
    }


def learn(connection: sa.Connection, workspace: int, key: bytes, aliases: Mapping[int, int]) -> None:
    """Store aliases. People erased under one pseudonym stay erased under the other."""
    erased = suppressed.codes(connection, workspace)
    back = (
        [person for other, person in aliases.items() if suppressed.code(key, other) in erased]
        if erased
        else []
    )
    suppressed.suppress(connection, workspace, key, back)
    rows = [
        {"workspace_id": workspace, "other_key": other, "customer_key": person}
        for other, person in aliases.items()
        if person not in back
    ]
    if rows:
        connection.execute(sa.insert(schema.also_known), rows)


def forget(connection: sa.Connection, workspace: int, people: Collection[int]) -> None:
    """Delete the aliases of these people."""
    drop = sa.delete(schema.also_known).filter_by(workspace_id=workspace)
    for some in _portions(people):
        connection.execute(drop.where(schema.also_known.c.customer_key.in_(some)))


def keys_in(table: pa.Table) -> set[int]:
    """Return every pseudonym that a table holds."""
    columns = [table.column(name) for name in PEOPLE if name in table.column_names]
    return {key for column in columns for key in pc.unique(column).drop_null().to_pylist()}


def _portions(keys: Collection[int]) -> Iterator[list[int]]:
    listed = sorted(keys)
    for start in range(0, len(listed), _BATCH_ROWS):
        yield listed[start : start + _BATCH_ROWS]
