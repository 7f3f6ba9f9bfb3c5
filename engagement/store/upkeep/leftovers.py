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

#: In the private folder of a restore: the objects that it lays down.
_RESTORING: Final = "restoring.json"
_log: Final = logging.getLogger(__name__)


def note(data_dir: Path, private_folder: Path, needed: Mapping[str, set[str]]) -> None:
    """Note in the private folder of a restore which objects it is about to lay down, by workspace."""
    new = {
        name: sorted(digest for digest in digests if not objects_of(data_dir, name).has(digest))
        for name, digests in needed.items()
    }
    (private_folder / _RESTORING).write_text(json.dumps(new))


def clear_up(data_dir: Path) -> None:
    """Remove all that was left. What cannot be removed now is left to the next start, and logged."""
    private.sweep()
    try:
        of_restores(data_dir)
        for name in workspaces(data_dir):
            _of_changes(open_workspace(data_dir, name))
    except (StoreError, OSError, sa.exc.DatabaseError) as fault:
        _log.error("not cleared up: %s", type(fault).__name__)


def of_restores(data_dir: Path) -> None:
    """Remove what restores that were killed have left, once the rows of none of them stand."""
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
        # No sweep comes by where no row names the workspace.
        objects.remove_half_written()
        objects.sync()


def _of_changes(workspace: Workspace) -> None:
    """Remove what no version needs and what is younger than the oldest of them.

    Another server that writes beside us begins its change again, as after any sweep. What is older has
    come from elsewhere: it is not ours to remove.
    """
    storage = workspace.storage
    with storage.manifest.read() as connection:
        oldest = connection.scalar(
            sa.select(sa.func.min(schema.version.c.made_at)).filter_by(workspace_id=storage.id)
        )
    if oldest is not None:
        workspace.sweep(grace_seconds=0, modified_since=datetime.fromisoformat(oldest).timestamp())
