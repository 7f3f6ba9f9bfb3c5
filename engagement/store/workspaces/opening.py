"""Opening a workspace: the places of its manifest, its objects and its key, created on first use.

By default all are in the data folder. On a server, the environment names other places:
`ENGAGEMENT_DATABASE_URL` a PostgreSQL database for the manifest, `ENGAGEMENT_OBJECTS_URL` a folder or
`s3://bucket/prefix` for the objects, `ENGAGEMENT_KEYS_DIR` a folder for the keys.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from engagement import settings
from engagement.locale import message
from engagement.store.database import schema
from engagement.store.erasing import erasure
from engagement.store.manifest import manifest as m
from engagement.store.manifest.workspace_storage import WorkspaceStorage
from engagement.store.objects import keys
from engagement.store.objects.errors import StoreError, lacks
from engagement.store.objects.folder import Objects, sync_folder
from engagement.store.versions import changes
from engagement.store.workspaces.workspace import Workspace

#: A workspace's name is also a folder's name.
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def open_workspace(data_dir: Path, name: str = "shop") -> Workspace:
    """Open the workspace `name` in `data_dir`; both are created on first use."""
    if not _NAME.fullmatch(name):
        raise StoreError(message("A workspace's name has small letters, digits, - and _ only."))
    manifest = m.Manifest(data_dir)
    objects = objects_of(data_dir, name)
    key_file = key_file_of(data_dir, name)
    _make_folders(data_dir, objects, key_file, may_make_key=not _has_data(manifest, name))
    storage = WorkspaceStorage(_workspace_id(manifest, objects, name), manifest, objects)
    if erasure.erasure_pending(storage):
        with suppress(StoreError):  # a concurrent reader prevents it: the next open tries again
            erasure.finish_erasure(storage)
    return Workspace(storage, name, key_file)


def workspaces(data_dir: Path) -> list[str]:
    """Return the names of the workspaces in `data_dir`, in order; [] if there is no data yet."""
    if not m.exists(data_dir):
        return []
    return named_in(m.Manifest(data_dir))


def named_in(manifest: m.Manifest) -> list[str]:
    """Return the names of a manifest's workspaces, in order."""
    ask = sa.select(schema.workspace.c.name).order_by(schema.workspace.c.name)
    return list(manifest.remember("workspaces", lambda connection: tuple(connection.scalars(ask))))


def objects_of(data_dir: Path, name: str) -> Objects:
    """Return the place of a workspace's objects."""
    url = settings.OBJECTS_URL.read().rstrip("/")
    if "://" not in url:
        return Objects((Path(url) if url else data_dir / "objects") / name)
    if not url.startswith("s3://"):
        raise StoreError(
            message(
                "{name} is a folder or begins with {scheme}.", name=settings.OBJECTS_URL.name, scheme="s3://"
            )
        )
    try:
        from engagement.store.objects.bucket import RemoteObjects  # noqa: PLC0415 - needs the extra [s3]
    except ImportError as fault:
        raise lacks("s3") from fault
    return RemoteObjects(data_dir / "cache" / name, f"{url}/{name}")


def key_file_of(data_dir: Path, name: str) -> Path:
    """Return the file of a workspace's key."""
    folder = settings.KEYS_DIR.read()
    return (Path(folder) if folder else data_dir / "keys") / f"{name}.key"


def _has_data(manifest: m.Manifest, name: str) -> bool:
    ask = (
        sa.select(schema.dataset.c.id).join(schema.workspace).where(schema.workspace.c.name == name).limit(1)
    )
    with manifest.read() as connection:
        return connection.scalar(ask) is not None


def _make_folders(data_dir: Path, objects: Objects, key_file: Path, *, may_make_key: bool) -> None:
    if not may_make_key and not key_file.exists():
        raise StoreError(
            message("The workspace's key file is missing. Without it new files cannot join the old ones.")
        )
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        objects.prepare()
        keys.make_key(key_file)
        sync_folder(data_dir)
    except OSError as fault:
        raise StoreError(message("The data folder cannot be written to.")) from fault


def _workspace_id(manifest: m.Manifest, objects: Objects, name: str) -> int:
    ask = sa.select(schema.workspace.c.id).filter_by(name=name)
    with manifest.read() as connection:
        workspace_id = connection.scalar(ask)
    if workspace_id is not None:
        return int(workspace_id)
    with manifest.write() as connection:
        workspace_id = connection.scalar(ask)  # another process may have created it already
        if workspace_id is None:
            workspace_id = m.insert(connection, schema.workspace, name=name)
            storage = WorkspaceStorage(workspace_id, manifest, objects)
            changes.publish(connection, storage, None, "start", "", [], [], {})
    return int(workspace_id)
