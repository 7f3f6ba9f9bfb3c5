"""Immutable Parquet objects, each named by the sha256 of its bytes, in a folder.

An object is complete or absent: it is written under a temporary name, synced, renamed, and the folder is
synced. This module does not know which objects are in use; the manifest does.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import pyarrow.parquet as pq

from engagement.caching import kept_files
from engagement.locale import message
from engagement.sources.model.spill import BLOCK, forget_all
from engagement.store.objects.errors import StoreError, disk_full

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyarrow as pa

#: Its values are unique, so no dictionary is tried: that would take a fifth of the writing time.
_NUMBERS_ROWS: Final = "line"
SUFFIX: Final = ".parquet"
_TEMPORARY: Final = ".tmp"


def sync_folder(folder: Path) -> None:
    """Flush a folder to disk, so that its new and renamed entries survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Flush a file to disk, so that it survives a power cut."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def digest_of(path: Path) -> str:
    """Return the sha256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Objects:
    """The objects of one workspace, in a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prepare(self) -> None:
        """Create the folder. Raises `OSError` if that is not possible."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        sync_folder(self.folder.parent)

    def path(self, digest: str) -> Path:
        """Return the path of the object, whether or not it exists."""
        return self.folder / f"{digest}{SUFFIX}"

    def has(self, digest: str) -> bool:
        """Return whether the object exists."""
        return self.path(digest).exists()

    def fetch(self, digest: str) -> Path:
        """Return the path of the object. Raises `FileNotFoundError` if it is gone."""
        path = self.path(digest)
        if not path.exists():
            raise FileNotFoundError(path)
        return path

    def read(self, digest: str, columns: list[str] | None = None) -> pa.Table:
        """Read an object, all or some columns. Raises `FileNotFoundError` if it is gone."""
        return pq.read_table(self.fetch(digest), columns=columns, partitioning=None)

    def adopt(self, file: Path) -> None:
        """Add an object from a file in another folder, under its digest, after checking its bytes."""
        if digest_of(file) != file.stem:
            raise StoreError(message("The object {name} is damaged.", name=file.name))
        temporary = self.folder / f"{secrets.token_hex(8)}{_TEMPORARY}"
        try:
            shutil.copyfile(file, temporary)
            sync_file(temporary)
            temporary.replace(self.path(file.stem))
            sync_folder(self.folder)
        except OSError as fault:
            raise StoreError(disk_full()) from fault
        finally:
            # What cannot be removed now is swept later; what went wrong before is what matters.
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    def write(self, table: pa.Table) -> str:
        """Store `table` and return its digest. Raises `StoreError` on a full disk, leaving nothing behind."""
        temporary = self.folder / f"{secrets.token_hex(8)}{_TEMPORARY}"
        try:
            digest = _write_synced(temporary, table)
            temporary.replace(self.path(digest))
            sync_folder(self.folder)
        except FileNotFoundError as fault:
            if self.folder.is_dir():
                return self.write(table)  # removed by a sweep without grace while being written
            raise StoreError(message("The data folder is gone.")) from fault
        except OSError as fault:
            raise StoreError(disk_full()) from fault
        finally:
            # What cannot be removed now is swept later; what went wrong before is what matters.
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        return digest

    def remove(self, digest: str) -> None:
        """Remove an object, if it exists."""
        self.path(digest).unlink(missing_ok=True)

    def remove_half_written(self) -> None:
        """Remove the temporary files of writers that were killed."""
        for file in self.folder.glob(f"*{_TEMPORARY}"):
            file.unlink(missing_ok=True)

    def sync(self) -> None:
        """Flush removals to disk, so that they survive a power cut."""
        sync_folder(self.folder)

    def keep_only(self, referenced: set[str]) -> None:
        """Drop cached copies of objects that are not `referenced`; a folder store has no copies."""

    def sweep(self, referenced: set[str], grace_seconds: float, modified_since: float = 0) -> int:
        """Remove objects that are not `referenced` and temporary files, once older than the grace.

        Results that were computed from an object are removed with it. Files last modified before
        `modified_since` stay. Returns the number of removed files.
        """
        before = time.time() - grace_seconds
        swept = 0
        for file in self._files():
            used = file.suffix == SUFFIX and file.stem in referenced
            if not used and modified_since <= _modified(file) <= before:
                file.unlink(missing_ok=True)
                swept += 1
        kept_files.remove_orphans(self.folder)
        if swept:
            sync_folder(self.folder)
        return swept

    def _files(self) -> Iterator[Path]:
        return (f for f in self.folder.iterdir() if f.suffix in {SUFFIX, _TEMPORARY})


def _write_synced(path: Path, table: pa.Table) -> str:
    repeating = [name for name in table.column_names if name != _NUMBERS_ROWS]
    with path.open("xb") as file:
        with pq.ParquetWriter(
            file, table.schema, compression="zstd", compression_level=1, use_dictionary=repeating
        ) as writer:
            # Block by block, however the table is divided: equal rows give equal bytes.
            for start in range(0, max(1, table.num_rows), BLOCK):
                writer.write_table(table.slice(start, BLOCK).combine_chunks(), BLOCK)
                forget_all()
        file.flush()
        os.fsync(file.fileno())
    return digest_of(path)


def _modified(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:  # another process swept or renamed it
        return float("inf")
