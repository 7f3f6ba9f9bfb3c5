"""Stored data that are missing or changed, checked after a failed read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.store.manifest import queries
from engagement.store.objects.folder import digest_of

if TYPE_CHECKING:
    from engagement.store.workspaces.workspace import Workspace


def is_damaged(workspace: Workspace) -> bool:
    """Return whether a table of the current version is missing, or its bytes have changed."""
    objects = workspace.storage.objects
    with workspace.storage.manifest.read() as connection:
        head = queries.head_id(connection, workspace.storage.id)
        (version,) = queries.versions(connection, workspace.storage.id, objects, only=head)
    for path in version.tables.values():
        try:
            if digest_of(objects.fetch(path.stem)) != path.stem:
                return True
        except OSError:
            return True
    return False
