"""Leftovers of killed processes in the data folder, removed when the server starts.

Private folders are recognised by their locks (`engagement.private`). Objects that no row of the manifest
needs, and that are younger than the oldest version of their workspace, come from a change that was not
published. Those of a restore are in its own list, since their workspaces may be in no manifest yet.
"""

from __future__ import annotations

import json
import logging
from datetime import datetime
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from engagement import private
from engagement.store.database import schema
from engagement.store.manifest import queries
from engagement.store.manifest.manifest import Manifest, exists
from engagement.store.objects.errors import StoreError
from engagement.store.workspaces.opening import objects_of, open_workspace, workspaces

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from engagement.store.workspaces.workspace import Workspace

#: The file in a restore's private folder that lists the objects it writes.
_RESTORING: Final = "restoring.json"
_log: Final = logging.getLogger(__name__)


def note(data_dir: Path, private_folder: Path, needed: Mapping[str, set[str]]) -> None:
    """List in the private folder of a restore the objects that it is about to write, by workspace."""
    new = {
        name: sorted(digest for digest in digests if not objects_of(data_dir, name).has(digest))
        for name, digests in needed.items()
    }
    (private_folder / _RESTORING).write_text(json.dumps(new))


def clear_up(data_dir: Path) -> None:
    """Remove all leftovers. What cannot be removed now is logged, and removed at the next start."""
    private.sweep()
    try:
        of_restores(data_dir)
        for name in workspaces(data_dir):
            _of_changes(open_workspace(data_dir, name))
    except (StoreError, OSError, sa.exc.DatabaseError) as fault:
        _log.error("not cleared up: %s", type(fault).__name__)


def of_restores(data_dir: Path) -> None:
    """Remove the objects of killed restores whose rows were not written."""
    for folder in private.leftover_folders(data_dir):
        noted = folder / _RESTORING
        if noted.exists() and exists(data_dir):
            _remove(data_dir, json.loads(noted.read_text()))
        private.remove(folder)
    private.sweep(data_dir)


def _remove(data_dir: Path, laid: Mapping[str, list[str]]) -> None:
    """Remove those of these objects, by workspace, that no row needs."""
    with Manifest(data_dir).read() as connection:
        needed = queries.needed(connection)
    for name, digests in laid.items():
        objects = objects_of(data_dir, name)
        objects.prepare()
        for digest in set(digests) - needed.get(name, set()):
            objects.remove(digest)
        # A workspace that is in no row is never swept.
        objects.remove_half_written()
        objects.sync()


def _of_changes(workspace: Workspace) -> None:
    """Remove objects that no version needs and that are newer than the oldest version.

    Another server that is writing starts its change again, as after any sweep. Older objects are from
    elsewhere and stay.
    """
    storage = workspace.storage
    with storage.manifest.read() as connection:
        oldest = connection.scalar(
            sa.select(sa.func.min(schema.version.c.made_at)).filter_by(workspace_id=storage.id)
        )
    if oldest is not None:
        workspace.sweep(grace_seconds=0, modified_since=datetime.fromisoformat(oldest).timestamp())
