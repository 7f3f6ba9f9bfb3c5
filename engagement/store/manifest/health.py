"""A health check of the store that really reads and writes."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import pyarrow as pa
import sqlalchemy as sa

from engagement.store.database import schema
from engagement.store.manifest import queries

if TYPE_CHECKING:
    from engagement.store.manifest.workspace_storage import WorkspaceStorage


def read(storage: WorkspaceStorage) -> None:
    """Read the manifest and check that the current tables exist. Raises `StoreError` or `OSError`."""
    with storage.manifest.read() as connection:
        head = queries.head_id(connection, storage.id)
        for version in queries.versions(connection, storage.id, storage.objects, only=head):
            for path in version.tables.values():
                storage.objects.fetch(path.stem)


def write_and_read(storage: WorkspaceStorage) -> bool:
    """Write a row and an object, read both back and remove them. Return False where they differ.

    Raises `StoreError` where the store cannot be written.
    """
    name = f"ready-{secrets.token_hex(8)}"
    table = schema.setting
    of_test_row = sa.and_(table.c.workspace_id == storage.id, table.c.name == name)
    with storage.manifest.write() as connection:
        connection.execute(sa.insert(table).values(workspace_id=storage.id, name=name, value=name))
        row = connection.scalar(sa.select(table.c.value).where(of_test_row))
        connection.execute(sa.delete(table).where(of_test_row))
    digest = storage.objects.write(pa.table({"ready": [name]}))
    try:
        read = storage.objects.read(digest).column("ready").to_pylist()
    finally:
        storage.objects.remove(digest)
    return bool(row == name and read == [name])
