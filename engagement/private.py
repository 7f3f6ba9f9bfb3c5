"""Private temporary folders: readable by this user only, and deleted after their process has ended.

Each folder is locked while the process that made it runs. A folder without a lock was left by a killed
process; the next `sweep` of any process deletes it. Everything that may contain personal data and is not
kept is written here: uploads, the tables read from them, spilled rows, and the copies that backup and
restore work on.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX: Final = "engagement-held-"
#: The name of a folder until it is locked; a folder that keeps it is empty.
_MAKING: Final = "engagement-making-"
_MAKING_SECONDS: Final = 60.0

#: The locks on the folders of this process.
_locks: Final[dict[Path, int]] = {}


def make(where: Path | None = None) -> Path:
    """Make and return a folder with mode 0700, in `where` or among the system's temporary folders."""
    new = Path(tempfile.mkdtemp(prefix=_MAKING, dir=where))
    lock = os.open(new, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    folder = new.with_name(PREFIX + new.name.removeprefix(_MAKING))
    new.rename(folder)
    _locks[folder] = lock
    return folder


def remove(folder: Path) -> None:
    """Delete a folder with everything in it; do nothing if it does not exist."""
    shutil.rmtree(folder, ignore_errors=True)
    lock = _locks.pop(folder, None)
    if lock is not None:
        os.close(lock)


@contextmanager
def folder(where: Path | None = None) -> Iterator[Path]:
    """Yield a private folder that is deleted when the `with` block ends."""
    folder = make(where)
    try:
        yield folder
    finally:
        remove(folder)


def sweep(where: Path | None = None) -> None:
    """Delete the folders that ended processes have left in `where` or among the temporary folders."""
    for folder in leftover_folders(where):
        remove(folder)
    for empty in _within(where).glob(f"{_MAKING}*"):
        with suppress(OSError):
            if _is_ours(empty) and time.time() - empty.lstat().st_mtime > _MAKING_SECONDS:
                empty.rmdir()


def leftover_folders(where: Path | None = None) -> list[Path]:
    """Return the folders that ended processes have left in `where` or among the temporary folders."""
    folders = []
    for folder in _within(where).glob(f"{PREFIX}*"):
        with suppress(OSError):
            if _is_ours(folder) and not _is_in_use(folder):
                folders.append(folder)
    return folders


def _within(where: Path | None) -> Path:
    return Path(tempfile.gettempdir()) if where is None else where


def _is_ours(folder: Path) -> bool:
    return folder.is_dir() and not folder.is_symlink() and folder.lstat().st_uid == os.getuid()


def _is_in_use(folder: Path) -> bool:
    """Return whether the process that made it is still running."""
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False
