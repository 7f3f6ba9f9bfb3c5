"""Restoring a backup: into an empty place, or replacing what is there.

Everything is checked first; then the objects are written, which affects nothing yet, and one transaction
replaces the rows. A backup still contains people who were erased after it was made. With a newer manifest
(the one that is replaced, or that of a newer backup) they are erased again, and so are files that were
deleted for good since; without one, the result says so.
"""

from __future__ import annotations

import shutil
import tarfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from engagement import private
from engagement.locale import message
from engagement.store.database import schema, sqlite
from engagement.store.database.sqlite import FILE
from engagement.store.erasing.erasure import GRACE_SECONDS
from engagement.store.erasing.one_person import repeat_erasure
from engagement.store.manifest import queries
from engagement.store.manifest.manifest import Manifest
from engagement.store.objects import keys
from engagement.store.objects.errors import StoreError, disk_full
from engagement.store.objects.folder import SUFFIX, digest_of
from engagement.store.upkeep import archives, backup, leftovers, marks
from engagement.store.upkeep.erased_since import ManifestErasures, put_back, read_since
from engagement.store.workspaces.opening import key_file_of, objects_of, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    Needed = Mapping[str, set[str]]


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and when it was backed up (UTC).

    `newer_manifest`: whether there was a newer manifest; by it `people` were erased again, and `files` that
    had been deleted for good.
    """

    workspaces: tuple[str, ...]
    objects: int
    made_at: datetime
    newer_manifest: bool
    people: int
    files: int


@dataclass(frozen=True, slots=True)
class _Backup:
    """An opened backup; `manifest` is a copy that may be brought up to date."""

    manifest: Manifest
    folder: Path
    #: A private folder while the backup is open.
    aside: Path
    mark: marks.Mark

    def object(self, workspace: str, digest: str) -> Path:
        return self.folder / backup.OBJECTS / workspace / f"{digest}{SUFFIX}"


def restore(
    source: Path,
    data_dir: Path,
    *,
    keys_file: Path | None = None,
    newer: Path | None = None,
    replace: bool = False,
) -> Restored:
    """Restore a backup. No other process may use the data folder in the meantime.

    `replace`: overwrite existing data. `newer`: a later backup, by which people who were erased since are
    erased again. `keys_file`: keys that were written separately, if they are not in their place.
    """
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        leftovers.of_restores(data_dir)
        present = _present(source, data_dir, replace=replace)
        if not replace and read_since(present):
            raise StoreError(
                message("There are data already. Add --replace to put the backup in their place.")
            )
        erasures = [read_since(present)]
        if newer is not None:
            with _opened(newer, data_dir) as later:
                erasures.append(read_since(later.manifest))
        with _opened(source, data_dir) as saved:
            needed = _laid(saved, data_dir, keys_file)
            people = put_back(saved.manifest, present, erasures)
    except OSError as fault:
        raise StoreError(disk_full()) from fault
    files = sum(_repeat_erasures(data_dir, name, erasures, replace=replace) for name in needed)
    present.scrub()
    objects = sum(map(len, needed.values()))
    return Restored(tuple(needed), objects, saved.mark.made_at, any(erasures), people, files)


def _present(source: Path, data_dir: Path, *, replace: bool) -> Manifest:
    """Open the existing manifest. A damaged one is removed, once its replacement has been checked."""
    try:
        return Manifest(data_dir)
    except StoreError as fault:
        if fault.sentence != sqlite.DAMAGED or not replace:
            raise
    with _opened(source, data_dir):
        sqlite.remove(data_dir)
    return Manifest(data_dir)


@contextmanager
def _opened(source: Path, data_dir: Path) -> Iterator[_Backup]:
    """Open a backup without changing it; an archive is unpacked into the data folder."""
    with private.folder(data_dir) as aside:
        folder = source if source.is_dir() else _unpacked(source, aside / "all")
        copy = aside / "manifest"
        try:
            made_at = datetime.fromtimestamp((folder / FILE).stat().st_mtime, UTC)
            mark = marks.read(folder, digest_of(folder / FILE), made_at)
            copy.mkdir()
            shutil.copyfile(folder / FILE, copy / FILE)
            manifest = Manifest(copy, url="")
        except (FileNotFoundError, ValueError, KeyError, TypeError, sa.exc.DatabaseError) as fault:
            raise _no_backup(source) from fault
        try:
            yield _Backup(manifest, folder, aside, _compared(manifest, mark, source))
        finally:
            manifest.close()


def _compared(manifest: Manifest, mark: marks.Mark | None, source: Path) -> marks.Mark:
    """Return the mark; refuse a manifest that does not match it, or that is empty."""
    with manifest.read() as connection:
        holdings = marks.holdings(connection)
    if not holdings:
        raise StoreError(message("There is no workspace in {name}; nothing was changed.", name=str(source)))
    if mark is None or (set(mark.keys) != set(holdings) if mark.holds is None else mark.holds != holdings):
        raise StoreError(
            message(
                "The manifest in {name} is not the one that was backed up there; nothing was changed.",
                name=str(source),
            )
        )
    return mark


def _unpacked(source: Path, to: Path) -> Path:
    try:
        archives.unpack(source, to)
    except (tarfile.TarError, FileNotFoundError, FileExistsError) as fault:
        raise _no_backup(source) from fault
    return to


def _no_backup(source: Path) -> StoreError:
    return StoreError(message("{name} is no whole backup.", name=str(source)))


def _laid(saved: _Backup, data_dir: Path, keys_file: Path | None) -> Needed:
    """Check everything, then write keys and objects; return the objects by workspace."""
    with saved.manifest.read() as connection:
        needed = queries.needed(connection)
    for name, digests in needed.items():
        for digest in digests:
            file = saved.object(name, digest)
            if not file.exists() or digest_of(file) != digest:
                raise StoreError(
                    message("The object {name} of the backup is missing or damaged.", name=file.name)
                )
    _lay_keys(saved, data_dir, needed, keys_file)
    leftovers.note(data_dir, saved.aside, needed)
    for name, digests in needed.items():
        objects = objects_of(data_dir, name)
        objects.prepare()
        for digest in digests:
            if not objects.has(digest):
                objects.adopt(saved.object(name, digest))
    return needed


def _lay_keys(saved: _Backup, data_dir: Path, needed: Needed, keys_file: Path | None) -> None:
    """Write the keys; refuse missing ones, and others than those that the data were read with."""
    given_keys = {} if keys_file is None else backup.read_keys(keys_file)
    keys_to_write = {}
    for name in needed:
        path = key_file_of(data_dir, name)
        key = given_keys.get(name) or (path.read_bytes() if path.exists() else b"")
        if keys.fingerprint(key) != saved.mark.keys.get(name):
            raise StoreError(message("The key of {name} is not the backup's. Add --keys FILE.", name=name))
        keys_to_write[path] = key
    for path, key in keys_to_write.items():
        keys.lay_key(path, key)


def _repeat_erasures(data_dir: Path, name: str, erasures: list[ManifestErasures], *, replace: bool) -> int:
    """Repeat the erasures made since; return how many files were deleted."""
    workspace = open_workspace(data_dir, name)
    with workspace.storage.manifest.read() as connection:
        ask = sa.select(schema.dataset).filter_by(workspace_id=workspace.storage.id)
        stored = {row.id: row.content_digest for row in connection.execute(ask)}
    erased = {i for erasure in erasures for i in erasure.deleted(name, stored)}
    for dataset in erased:
        workspace.delete_for_good(dataset)
    repeat_erasure(workspace.storage, workspace.key)
    workspace.sweep(grace_seconds=0 if replace else GRACE_SECONDS)
    return len(erased)
