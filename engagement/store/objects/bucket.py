"""Objects in a bucket (S3), with a local folder as a cache that all reads use.

DuckDB only reads local files, and an object never changes, so a copy named by its digest is as good as the
object. An object is uploaded by one put, completely or not at all. Erased objects are removed from the
bucket and from this machine's copies at once; another machine removes its copies when it next sees that the
data have changed, and at its next sweep.
"""

from __future__ import annotations

import os
import secrets
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import BotoCoreError
from s3fs import S3FileSystem

from engagement.caching import kept_files
from engagement.locale import message
from engagement.store.objects.errors import StoreError
from engagement.store.objects.folder import SUFFIX, Objects, digest_of, sync_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyarrow as pa

SCHEME: Final = "s3://"
#: The total size of copies that are kept, and the least time for which a used copy stays.
CACHE_BYTES: Final = 8 * 2**30
_IN_USE_SECONDS: Final = 3600.0
#: The largest put; no object is larger.
_ONE_PUT: Final = 5 * 2**30
_TIMES: Final = {"connect_timeout": 10, "read_timeout": 60, "retries": {"max_attempts": 3}}


class RemoteObjects(Objects):
    """The objects of one workspace under `url`, copied into `folder` as they are needed."""

    def __init__(self, folder: Path, url: str, cache_bytes: int = CACHE_BYTES) -> None:
        super().__init__(folder)
        self._root = url.removeprefix(SCHEME)
        self._cache_bytes = cache_bytes
        self._bucket: Any = S3FileSystem(use_listings_cache=False, config_kwargs=_TIMES)

    def has(self, digest: str) -> bool:
        """Return whether the object is in the bucket."""
        with _in_words():
            return bool(self._bucket.exists(self._key(digest)))

    def fetch(self, digest: str) -> Path:
        """Return this machine's copy; if there is none, download and check it."""
        path = self.path(digest)
        try:
            os.utime(path)  # in use
        except FileNotFoundError:
            self._download(digest, path)
            self._make_room()
        return path

    def write(self, table: pa.Table) -> str:
        """Store `table` and return its digest."""
        digest = super().write(table)
        self._upload(digest)
        return digest

    def adopt(self, file: Path) -> None:
        """Upload an object from a file, after checking its bytes."""
        super().adopt(file)
        self._upload(file.stem)

    def remove(self, digest: str) -> None:
        """Remove an object from the bucket and from this machine."""
        with _in_words():
            self._bucket.rm_file(self._key(digest))
        super().remove(digest)

    def keep_only(self, referenced: set[str]) -> None:
        """Delete local copies of objects that are not `referenced`; another machine may have erased them."""
        for file in self.folder.glob(f"*{SUFFIX}"):
            if file.stem not in referenced:
                file.unlink(missing_ok=True)
        kept_files.remove_orphans(self.folder)

    def sweep(self, referenced: set[str], grace_seconds: float, modified_since: float = 0) -> int:
        """Remove from bucket and machine the objects that are not `referenced` and older than the grace."""
        before = time.time() - grace_seconds
        with _in_words():
            old = [
                entry["name"]
                for entry in self._entries()
                if modified_since <= entry["LastModified"].timestamp() <= before
                and _digest(entry["name"]) not in referenced
            ]
            for name in old:
                self._bucket.rm_file(name)
        super().sweep(referenced, grace_seconds, modified_since)
        return len(old)

    def _key(self, digest: str) -> str:
        return f"{self._root}/{digest}{SUFFIX}"

    def _entries(self) -> list[dict[str, Any]]:
        try:
            return [e for e in self._bucket.ls(self._root, detail=True) if e["name"].endswith(SUFFIX)]
        except FileNotFoundError:  # a prefix without objects does not exist
            return []

    def _upload(self, digest: str) -> None:
        with _in_words():
            self._bucket.put_file(str(self.path(digest)), self._key(digest), chunksize=_ONE_PUT)

    def _download(self, digest: str, path: Path) -> None:
        temporary = self.folder / f"{secrets.token_hex(8)}.tmp"
        try:
            with _in_words():
                self._bucket.get_file(self._key(digest), str(temporary))
            if digest_of(temporary) != digest:
                raise StoreError(message("The object {name} is damaged.", name=path.name))
            sync_file(temporary)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)

    def _make_room(self) -> None:
        """Remove the least recently used copies, down to the limit."""
        copies = sorted((stat.st_mtime, stat.st_size, file) for file, stat in self._copies())
        excess = sum(size for _, size, _ in copies) - self._cache_bytes
        for used, size, file in copies:
            if excess <= 0 or used > time.time() - _IN_USE_SECONDS:
                return
            file.unlink(missing_ok=True)
            excess -= size

    def _copies(self) -> Iterator[tuple[Path, os.stat_result]]:
        for file in self.folder.glob(f"*{SUFFIX}"):
            try:
                yield file, file.stat()
            except FileNotFoundError:  # another process removed it
                continue


def _digest(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(SUFFIX)


@contextmanager
def _in_words() -> Iterator[None]:
    """Replace network errors by a sentence; a missing object stays `FileNotFoundError`."""
    try:
        yield
    except FileNotFoundError:
        raise
    except PermissionError as fault:
        raise StoreError(message("The storage of the objects does not let this program in.")) from fault
    except (OSError, BotoCoreError) as fault:
        raise StoreError(message("The storage of the objects cannot be reached. Try again.")) from fault
