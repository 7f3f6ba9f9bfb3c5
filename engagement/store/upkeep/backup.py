"""A backup: one consistent copy of the manifest, and every object that it needs.

It is a folder (in which the next backup replaces only what has changed) or one .tar file. Its manifest
is always SQLite, so a backup of PostgreSQL can be restored into a folder and vice versa. It runs during
imports, which only add objects; if an erasure removes one meanwhile, it starts again, so that it does not
keep what was just erased.

A mark lists its contents (`marks`), which a restore checks before it changes anything. It never contains
the keys or the addresses to which reports are mailed, and contacts of customers only on request.

A killed process leaves no copy behind: an archive has no name until it is complete, and the manifest
is copied in a private folder. An incomplete backup folder is completed by the next backup.
"""

from __future__ import annotations

import json
import secrets
import shutil
import tarfile
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from engagement import private
from engagement.locale import message
from engagement.store.database.sqlite import FILE
from engagement.store.manifest import copying, queries
from engagement.store.manifest.manifest import Manifest, exists
from engagement.store.objects import keys
from engagement.store.objects.errors import StoreError, disk_full
from engagement.store.objects.folder import SUFFIX, digest_of, sync_file, sync_folder
from engagement.store.upkeep import archives, marks
from engagement.store.upkeep.marks import MARK, Mark
from engagement.store.versions import changes, combined
from engagement.store.workspaces.opening import key_file_of, objects_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

OBJECTS: Final = "objects"
_ARCHIVE: Final = ".tar"
#: Not backed up, as a backup does not know who has unsubscribed since: recipients confirm again.
_NEVER: Final = ("mail_recipient", "mail_sending")
_TEMPORARY: Final = ".tmp"


@dataclass(frozen=True, slots=True)
class BackupContents:
    """The contents of a backup: its workspaces, and the number of objects and bytes."""

    workspaces: tuple[str, ...]
    objects: int
    bytes: int


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """One moment of the manifest: a copy by its digest, the objects that it needs, and its mark."""

    file: Path
    digest: str
    needed: Mapping[str, set[str]]
    mark: Mark

    def contents_of_size(self, size: int) -> BackupContents:
        return BackupContents(tuple(self.needed), sum(map(len, self.needed.values())), size)


def back_up(
    data_dir: Path, to: Path, *, contacts: bool = False, keys_file: Path | None = None
) -> BackupContents:
    """Write a backup to a folder or, where the name ends in .tar, to one file.

    The previous backup stays complete until the new one is. `contacts`: with the addresses that owners keep
    for mailings. `keys_file`: a file of its own for the keys, which must not lie beside the data.
    """
    if not exists(data_dir):
        raise StoreError(message("There is no data folder {name}.", name=str(data_dir)))
    _check(data_dir, to, keys_file)
    try:
        to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        private.sweep(to.parent)
        private.sweep()
        write = _archive if to.suffix == _ARCHIVE else _folder
        contents = write(data_dir, to, contacts=contacts)
        if keys_file is not None:
            hexed = {name: key.hex() for name, key in _keys(data_dir, contents.workspaces).items()}
            _write(keys_file, json.dumps(hexed))
    except OSError as fault:
        raise StoreError(disk_full()) from fault
    return contents


def read_keys(file: Path) -> dict[str, bytes]:
    """Return the keys that `back_up` wrote apart, by workspace."""
    try:
        return {name: bytes.fromhex(key) for name, key in json.loads(file.read_text()).items()}
    except (OSError, ValueError, AttributeError, TypeError) as fault:
        raise StoreError(message("{name} is no file of keys.", name=file.name)) from fault


def _check(data_dir: Path, to: Path, keys_file: Path | None) -> None:
    source, target = data_dir.resolve(), to.resolve()
    if source == target or source in target.parents or target in source.parents:
        raise StoreError(message("A backup lies outside of the data folder."))
    if to.suffix != _ARCHIVE and to.exists() and not _may_hold_a_backup(to):
        raise StoreError(message("{name} holds something else than a backup.", name=str(to)))
    if keys_file is not None and target in keys_file.resolve().parents:
        raise StoreError(message("The keys must not lie in the backup: together they lead back to people."))


def _may_hold_a_backup(to: Path) -> bool:
    return to.is_dir() and ((to / MARK).exists() or not any(to.iterdir()))


def _archive(data_dir: Path, to: Path, *, contacts: bool) -> BackupContents:
    manifest = Manifest(data_dir)
    with archives.nameless(to) as file:

        def attempt() -> BackupContents:
            file.seek(0)
            file.truncate()
            with tarfile.open(fileobj=file, mode="w") as archive:
                return _pack_all(archive, manifest, data_dir, contacts=contacts)

        return changes.until_done(attempt)


def _pack_all(
    archive: tarfile.TarFile, manifest: Manifest, data_dir: Path, *, contacts: bool
) -> BackupContents:
    """Pack the current state. Raises `Stale` if an erasure removes something of it in the meantime."""
    with private.folder() as aside:
        now = _snapshot(manifest, aside, data_dir, contacts=contacts)
        (aside / MARK).write_text(marks.to_json({now.digest: now.mark}))
        for path in (aside / MARK, now.file):
            with path.open("rb") as content:
                archives.pack(archive, path.name, content)
    size = 0
    for name, digests in now.needed.items():
        for digest in sorted(digests):
            with _fetched(data_dir, name, digest).open("rb") as content:
                size += archives.pack(archive, f"{OBJECTS}/{name}/{digest}{SUFFIX}", content, digest)
    return now.contents_of_size(size)


def _folder(data_dir: Path, to: Path, *, contacts: bool) -> BackupContents:
    to.mkdir(mode=0o700, parents=True, exist_ok=True)
    manifest = Manifest(data_dir)
    if not (to / MARK).exists():
        _write(to / MARK, marks.to_json({}))
    return changes.until_done(lambda: _renew(manifest, data_dir, to, contacts=contacts))


def _renew(manifest: Manifest, data_dir: Path, to: Path, *, contacts: bool) -> BackupContents:
    """Back up the current state. Raises `Stale` if an erasure removes something of it in the meantime."""
    with private.folder() as aside:
        now = _snapshot(manifest, aside, data_dir, contacts=contacts)
        size = sum(_copy(data_dir, to, name, digests) for name, digests in now.needed.items())
        # If this is interrupted, the mark still matches the manifest in the folder.
        _write(to / MARK, marks.to_json({**_mark_before(to), now.digest: now.mark}))
        _place(now.file, to / FILE)
        _write(to / MARK, marks.to_json({now.digest: now.mark}))
    _let_go(to, now.needed)
    sync_folder(to)
    return now.contents_of_size(size)


def _mark_before(to: Path) -> dict[str, Mark]:
    """Return the mark of the backup in a folder; {} if it is incomplete."""
    try:
        digest, made_at = digest_of(to / FILE), datetime.fromtimestamp((to / FILE).stat().st_mtime, UTC)
        mark = marks.read(to, digest, made_at)
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {} if mark is None else {digest: mark}


def _snapshot(manifest: Manifest, aside: Path, data_dir: Path, *, contacts: bool) -> _Snapshot:
    """Write one moment of the manifest to a folder."""
    copy = Manifest(aside, url="")
    with manifest.read() as source, copy.write() as target:
        copying.copy_rows(source, target, without=_NEVER if contacts else ("contact", *_NEVER))
        copy.never_reuse_ids(target, manifest.last_ids(source))
        needed = queries.needed(source)
        holds = marks.holdings(source)
    copy.close()
    prints = {name: keys.fingerprint(key) for name, key in _keys(data_dir, needed).items()}
    return _Snapshot(aside / FILE, digest_of(aside / FILE), needed, Mark(datetime.now(UTC), prints, holds))


def _fetched(data_dir: Path, workspace: str, digest: str) -> Path:
    """Return the path of an object. Raises `Stale` if it is gone."""
    objects = objects_of(data_dir, workspace)
    objects.prepare()
    try:
        return objects.fetch(digest)
    except FileNotFoundError as gone:
        raise combined.Stale(digest) from gone


def _copy(data_dir: Path, to: Path, workspace: str, digests: set[str]) -> int:
    """Copy the objects that are missing, each checked by its digest; return the size of all."""
    folder = to / OBJECTS / workspace
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    size = 0
    for digest in sorted(digests):
        copy = folder / f"{digest}{SUFFIX}"
        if not copy.exists():
            try:
                _place(_fetched(data_dir, workspace, digest), copy, digest)
            except FileNotFoundError as gone:
                raise combined.Stale(digest) from gone
        size += copy.stat().st_size
    sync_folder(folder)
    return size


def _place(source: Path, copy: Path, digest: str = "") -> None:
    """Copy a file atomically, checked by its digest if there is one, readable by its owner only."""
    temporary = copy.with_suffix(_TEMPORARY)
    try:
        shutil.copyfile(source, _private(temporary))
        if digest and digest_of(temporary) != digest:
            raise StoreError(message("The object {name} is damaged.", name=copy.name))
        sync_file(temporary)
        temporary.replace(copy)
    finally:
        temporary.unlink(missing_ok=True)


def _let_go(to: Path, needed: Mapping[str, set[str]]) -> None:
    """Remove objects that only the previous backup needed, and incomplete ones: they may have been erased."""
    for file in to.glob(f"*{_TEMPORARY}"):
        file.unlink()
    for folder in (to / OBJECTS).glob("*"):
        for file in folder.iterdir():
            if file.suffix != SUFFIX or file.stem not in needed.get(folder.name, set()):
                file.unlink()


def _keys(data_dir: Path, workspaces: Iterable[str]) -> dict[str, bytes]:
    return {name: key_file_of(data_dir, name).read_bytes() for name in workspaces}


def _write(to: Path, text: str) -> None:
    """Write a small file atomically, readable by its owner only."""
    temporary = to.with_name(f"{to.name}.{secrets.token_hex(4)}{_TEMPORARY}")
    try:
        _private(temporary).write_text(text)
        sync_file(temporary)
        temporary.replace(to)
    finally:
        temporary.unlink(missing_ok=True)


def _private(path: Path) -> Path:
    """Create a file that only its owner may read, or restrict an existing one."""
    path.touch(mode=0o600)
    path.chmod(0o600)
    return path
