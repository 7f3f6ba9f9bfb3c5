"""A backup as one .tar file: unnamed until it is complete, and unpacked by known names only.

Nothing here relies on `tarfile`'s extraction filters, which older Pythons lack: an entry is only unpacked
if it is a plain file with a name that a backup has.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import tarfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from engagement import private
from engagement.locale import message
from engagement.store.objects.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from io import BufferedReader

#: This process's open files, named or not.
_HANDLES: Final = Path("/proc/self/fd")
#: The names that `pack` gives: the mark and the manifest, and a workspace's objects by digest.
_NAME: Final = re.compile(
    r"(?:\./)?(?:[A-Za-z]+(?:\.sqlite)?|objects/[a-z0-9][a-z0-9_-]*/[0-9a-f]{64}\.parquet)"
)
_FOLDER: Final = re.compile(r"\.|(?:\./)?objects(?:/[a-z0-9][a-z0-9_-]*)?")


@contextmanager
def nameless(to: Path) -> Iterator[IO[bytes]]:
    """Open a file that gets the name `to` when it is complete: a killed process leaves nothing behind.

    Where the file system has no nameless files, it is in a private folder until then.
    """
    folder = os.open(to.parent, os.O_RDONLY)
    try:
        with _anonymous(to.parent) or _hidden(to.parent) as (file, path):
            yield file
            file.flush()
            os.fsync(file.fileno())
            if path.is_relative_to(_HANDLES):
                _name_it(path, to, folder)
            else:
                path.replace(to)
        os.fsync(folder)
    finally:
        os.close(folder)


def _name_it(path: Path, to: Path, folder: int) -> None:
    """Give a nameless file its name, replacing an existing file of that name."""
    with private.folder(to.parent) as aside:
        # With a folder's handle Python links the file behind the link, else the link itself.
        os.link(path, aside / to.name, src_dir_fd=folder, follow_symlinks=True)
        (aside / to.name).replace(to)


def _anonymous(where: Path) -> AbstractContextManager[tuple[IO[bytes], Path]] | None:
    """Open a file without a name in a folder; None where there are no such files."""
    try:
        handle = os.open(where, os.O_RDWR | os.O_TMPFILE, 0o600)
    except (OSError, AttributeError):
        return None
    return _opened(handle)


@contextmanager
def _opened(handle: int) -> Iterator[tuple[IO[bytes], Path]]:
    with os.fdopen(handle, "rb+") as file:
        yield file, _HANDLES / str(handle)


@contextmanager
def _hidden(where: Path) -> Iterator[tuple[IO[bytes], Path]]:
    with private.folder(where) as folder:
        path = folder / "archive"
        path.touch(mode=0o600)
        with path.open("rb+") as file:
            yield file, path


def pack(archive: tarfile.TarFile, name: str, content: BufferedReader, digest: str = "") -> int:
    """Add a file, checked by its `digest` if there is one; return its size."""
    if digest and hashlib.file_digest(content, "sha256").hexdigest() != digest:
        raise StoreError(message("The object {name} is damaged.", name=name.rpartition("/")[2]))
    # The archive contains no user names, and only the owner can read the unpacked files.
    entry = tarfile.TarInfo(name)
    entry.mode = 0o600
    entry.size = content.seek(0, io.SEEK_END)
    content.seek(0)
    archive.addfile(entry, content)
    return entry.size


def unpack(source: Path, to: Path) -> None:
    """Unpack an archive into a new folder.

    Raises `tarfile.TarError` if it is not an archive, or has entries that a backup does not have.
    """
    to.mkdir(mode=0o700)
    with tarfile.open(source, "r:") as archive:
        for entry in archive:
            if entry.isdir() and _FOLDER.fullmatch(entry.name):
                continue
            content = archive.extractfile(entry) if entry.isreg() and _NAME.fullmatch(entry.name) else None
            if content is None:
                raise tarfile.TarError(entry.name)
            path = to / entry.name
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with path.open("xb") as file:
                shutil.copyfileobj(content, file)
