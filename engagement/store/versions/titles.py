"""The titles of shops. A workspace's own name does not change: it names folders and is in addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from engagement.locale import message
from engagement.store.database import schema
from engagement.store.journal import audit
from engagement.store.manifest import owner_choices
from engagement.store.objects.errors import StoreError
from engagement.store.versions import named_shops

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.store.manifest.manifest import Manifest
    from engagement.store.manifest.workspace_storage import WorkspaceStorage

_SETTING: Final = "title"


def titles(manifest: Manifest) -> Mapping[str, str]:
    """Return the titles of workspaces that have one, by name."""
    table = schema.setting
    ask = sa.select(schema.workspace.c.name, table.c.value).join_from(table, schema.workspace)
    ask = ask.where(table.c.name == _SETTING)
    rows = manifest.remember("titles", lambda connection: connection.execute(ask).all())
    return {row.name: row.value for row in rows}


def rename(storage: WorkspaceStorage, title: str, who: str = "") -> None:
    """Set the title of a shop."""
    title = as_title(title)
    with storage.manifest.write() as connection:
        write(connection, storage.id, title)
        audit.write(connection, storage.id, who, "renamed", title=title)


def write(connection: sa.Connection, workspace: int, title: str) -> None:
    """Write a title within a larger transaction."""
    owner_choices.write(connection, workspace, _SETTING, value=title)


def as_title(text: str) -> str:
    """Return a title on one line; refuse one that is empty or too long."""
    title = named_shops.as_name(text)
    if not title:
        raise StoreError(message("Give the shop a name."))
    return title
