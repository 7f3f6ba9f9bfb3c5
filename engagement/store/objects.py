"""A folder of immutable Parquet objects, each named by the sha256 of its bytes.

An object is whole or absent: it is written under a temporary name, synced, renamed, and the folder
is synced. Nothing here knows which objects are in use; that is the manifest's business.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from typing import TYPE_CHECKING, Final

import pyarrow.parquet as pq

from engagement.locale import message
from engagement.store.records import StoreError, disk_full

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyarrow as pa

#: DuckDB hands row groups to its threads; this is the size of its own.
_ROW_GROUP: Final = 122_880
_SUFFIX: Final = ".parquet"
_TEMPORARY: Final = ".tmp"


def sync_folder(folder: Path) -> None:
    """Make a new or renamed entry of `folder` survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Objects:
    """The objects of one workspace."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str) -> Path:
        """Where the object lies, or would lie."""
        return self.folder / f"{digest}{_SUFFIX}"

    def read(self, digest: str) -> pa.Table:
        """Read an object whole; raises `FileNotFoundError` where it is gone."""
        return pq.read_table(self.path(digest), partitioning=None)

    def write(self, table: pa.Table) -> str:
        """Store `table` and return its digest. A full disk leaves no trace and raises `StoreError`."""
        temporary = self.folder / f"{secrets.token_hex(8)}{_TEMPORARY}"
        try:
            digest = _write_synced(temporary, table)
            temporary.replace(self.path(digest))
            sync_folder(self.folder)
        except FileNotFoundError as fault:
            if self.folder.is_dir():
                return self.write(table)  # a sweep without grace took it half written
            raise StoreError(message("The data folder is gone.")) from fault
        except OSError as fault:
            raise StoreError(disk_full()) from fault
        finally:
            temporary.unlink(missing_ok=True)
        return digest

    def remove(self, digest: str) -> None:
        """Remove an object, if it is there."""
        self.path(digest).unlink(missing_ok=True)

    def sweep(self, referenced: set[str], grace_seconds: float) -> int:
        """Remove objects that are not `referenced` and temporary files, once older than the grace.

        Returns how many files went.
        """
        before = time.time() - grace_seconds
        swept = 0
        for file in self._files():
            used = file.suffix == _SUFFIX and file.stem in referenced
            if not used and _modified(file) <= before:
                file.unlink(missing_ok=True)
                swept += 1
        if swept:
            sync_folder(self.folder)
        return swept

    def _files(self) -> Iterator[Path]:
        return (f for f in self.folder.iterdir() if f.suffix in {_SUFFIX, _TEMPORARY})


def _write_synced(path: Path, table: pa.Table) -> str:
    with path.open("xb") as file:
        pq.write_table(table, file, compression="zstd", compression_level=1, row_group_size=_ROW_GROUP)
        file.flush()
        os.fsync(file.fileno())
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _modified(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:  # another process swept or renamed it
        return float("inf")
