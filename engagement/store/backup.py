"""A backup: one consistent copy of the manifest, and every object that it needs.

It is a folder (of which the next backup renews only what has changed) or one .tar file. The manifest
in it is SQLite whatever the original is, so a backup of PostgreSQL may be restored into a folder and
the other way round. It runs while imports do: they only ever add objects; where an erasure takes one
away in its midst, it begins again, so that it does not keep what was just erased.

The keys are not in it, and addresses of customers only where they were asked for.
"""

from __future__ import annotations

import json
import secrets
import shutil
import tarfile
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.store import changes, copying, keys, queries
from engagement.store.manifest import Manifest, exists
from engagement.store.objects import SUFFIX, digest_of, sync_file, sync_folder
from engagement.store.opening import key_file_of, objects_of
from engagement.store.records import StoreError, disk_full
from engagement.store.sqlite import FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

#: A file by which a folder is known to be a backup, and says so to whoever finds it.
MARK: Final = "BACKUP"
OBJECTS: Final = "objects"
_ABOUT: Final = "A backup made by engagement: the manifest and the objects belong together."
_ARCHIVE: Final = ".tar"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a backup holds: its workspaces, and how many objects and bytes of them."""

    workspaces: tuple[str, ...]
    objects: int
    bytes: int


def back_up(data_dir: Path, to: Path, *, contacts: bool = False, keys_file: Path | None = None) -> Kept:
    """Write a backup to a folder or, where the name ends in .tar, to one file.

    The one before stays whole until the new one is. `contacts`: with the addresses that owners keep
    for mailings. `keys_file`: a file of its own for the keys, which must not lie beside the data.
    """
    if not exists(data_dir):
        raise StoreError(message("There is no data folder {name}.", name=str(data_dir)))
    _check(data_dir, to, keys_file)
    try:
        write = _archive if to.suffix == _ARCHIVE else _folder
        kept = write(data_dir, to, contacts=contacts)
        if keys_file is not None:
            hexed = {name: key.hex() for name, key in _keys(data_dir, kept.workspaces).items()}
            _write(keys_file, json.dumps(hexed))
    except OSError as fault:
        raise StoreError(disk_full()) from fault
    return kept


def read_keys(file: Path) -> dict[str, bytes]:
    """Return the keys that `back_up` wrote apart, by workspace."""
    try:
        return {name: bytes.fromhex(key) for name, key in json.loads(file.read_text()).items()}
    except (OSError, ValueError, AttributeError, TypeError) as fault:
        raise StoreError(message("{name} is no file of keys.", name=file.name)) from fault


def _check(data_dir: Path, to: Path, keys_file: Path | None) -> None:
    here, there = data_dir.resolve(), to.resolve()
    if here == there or here in there.parents or there in here.parents:
        raise StoreError(message("A backup lies outside of the data folder."))
    if to.suffix != _ARCHIVE and to.exists() and not _may_hold_a_backup(to):
        raise StoreError(message("{name} holds something else than a backup.", name=str(to)))
    if keys_file is not None and there in keys_file.resolve().parents:
        raise StoreError(message("The keys must not lie in the backup: together they lead back to people."))


def _may_hold_a_backup(to: Path) -> bool:
    return to.is_dir() and ((to / MARK).exists() or not any(to.iterdir()))


def _archive(data_dir: Path, to: Path, *, contacts: bool) -> Kept:
    staged = to.with_name(f".{to.name}.{secrets.token_hex(4)}")
    whole = staged.with_suffix(_ARCHIVE)
    try:
        kept = _folder(data_dir, staged, contacts=contacts)
        with _private(whole).open("wb") as file, tarfile.open(fileobj=file, mode="w") as archive:
            archive.add(staged, arcname=".")
        sync_file(whole)
        whole.replace(to)
        sync_folder(to.parent)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
        whole.unlink(missing_ok=True)
    return kept


def _folder(data_dir: Path, to: Path, *, contacts: bool) -> Kept:
    to.mkdir(mode=0o700, parents=True, exist_ok=True)
    manifest = Manifest(data_dir)
    _write_mark(to, {})
    return changes.until_done(lambda: _attempt(manifest, data_dir, to, contacts=contacts))


def _attempt(manifest: Manifest, data_dir: Path, to: Path, *, contacts: bool) -> Kept:
    """Back up what stands now; raises `Stale` where an erasure takes something of it away meanwhile."""
    with _aside(to) as aside:
        needed = _snapshot(manifest, aside, contacts=contacts)
        size = sum(_copy(data_dir, to, name, digests) for name, digests in needed.items())
        _write_mark(to, {name: keys.fingerprint(key) for name, key in _keys(data_dir, needed).items()})
        _private(aside / FILE)
        sync_file(aside / FILE)
        (aside / FILE).replace(to / FILE)
    _let_go(to, needed)
    sync_folder(to)
    return Kept(tuple(needed), sum(map(len, needed.values())), size)


def _snapshot(manifest: Manifest, to: Path, *, contacts: bool) -> dict[str, set[str]]:
    """Write one moment of the manifest to a folder; return the objects that it needs, by workspace."""
    copy = Manifest(to, url="")
    with manifest.read() as source, copy.write() as target:
        copying.copy_rows(source, target, without=() if contacts else ("contact",))
        copy.never_again(target, manifest.last_ids(source))
        needed = queries.needed(source)
    copy.close()
    return needed


def _copy(data_dir: Path, to: Path, workspace: str, digests: set[str]) -> int:
    """Copy the objects that are not there yet, each tried by its digest; return the size of all."""
    folder = to / OBJECTS / workspace
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    objects = objects_of(data_dir, workspace)
    objects.prepare()
    size = 0
    for digest in sorted(digests):
        copy = folder / f"{digest}{SUFFIX}"
        if not copy.exists():
            try:
                _copy_one(objects.fetch(digest), copy)
            except FileNotFoundError as gone:
                raise changes.Stale(digest) from gone
        size += copy.stat().st_size
    sync_folder(folder)
    return size


def _copy_one(source: Path, copy: Path) -> None:
    temporary = copy.with_suffix(".tmp")
    try:
        shutil.copyfile(source, _private(temporary))
        if digest_of(temporary) != copy.stem:
            raise StoreError(message("The object {name} is damaged.", name=copy.name))
        sync_file(temporary)
        temporary.replace(copy)
    finally:
        temporary.unlink(missing_ok=True)


def _let_go(to: Path, needed: Mapping[str, set[str]]) -> None:
    """Remove what the backup before needed and this one does not: it may have been erased."""
    for folder in (to / OBJECTS).iterdir():
        for file in folder.iterdir():
            if file.stem not in needed.get(folder.name, set()):
                file.unlink()


def _keys(data_dir: Path, workspaces: Iterable[str]) -> dict[str, bytes]:
    return {name: key_file_of(data_dir, name).read_bytes() for name in workspaces}


def _write_mark(to: Path, fingerprints: Mapping[str, str]) -> None:
    _write(to / MARK, json.dumps({"about": _ABOUT, "keys": fingerprints}, indent=1))


def _write(to: Path, text: str) -> None:
    """Write a small file whole, for its owner only."""
    temporary = to.with_name(f"{to.name}.{secrets.token_hex(4)}.tmp")
    try:
        _private(temporary).write_text(text)
        sync_file(temporary)
        temporary.replace(to)
    finally:
        temporary.unlink(missing_ok=True)


def _private(path: Path) -> Path:
    """Make a file that only its owner may read, or let only its owner read it from now on."""
    path.touch(mode=0o600)
    path.chmod(0o600)
    return path


@contextmanager
def _aside(to: Path) -> Iterator[Path]:
    folder = to / f".{secrets.token_hex(4)}"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
