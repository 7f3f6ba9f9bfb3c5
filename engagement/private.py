"""Private folders for what is on its way: only this user reads them, and none outlives its process.

A folder is locked as long as the process lives that has made it. So what a killed process has left
behind is known for it, and goes with the next sweep of any other. All that may hold something of a
person and is not to be kept is made here: uploads, what is read from them, spilled rows, copies that
a backup or a restore works on.
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
#: What a folder is called until it is locked; one that stays so is empty.
_MAKING: Final = "engagement-making-"
_MAKING_SECONDS: Final = 60.0

#: What keeps the folders of this process locked.
_locks: Final[dict[Path, int]] = {}


def make(where: Path | None = None) -> Path:
    """Make a folder that nobody else may enter (mode 0700), among the temporary ones or in `where`."""
    new = Path(tempfile.mkdtemp(prefix=_MAKING, dir=where))
    lock = os.open(new, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    folder = new.with_name(PREFIX + new.name.removeprefix(_MAKING))
    new.rename(folder)
    _locks[folder] = lock
    return folder


def remove(folder: Path) -> None:
    """Remove a folder with all that lies in it, if it is there."""
    shutil.rmtree(folder, ignore_errors=True)
    lock = _locks.pop(folder, None)
    if lock is not None:
        os.close(lock)


@contextmanager
def folder(where: Path | None = None) -> Iterator[Path]:
    """Make a private folder for as long as a `with` lasts."""
    made = make(where)
    try:
        yield made
    finally:
        remove(made)


def sweep(where: Path | None = None) -> None:
    """Remove what processes that are gone have left behind, among the temporary folders or in `where`."""
    for folder in left(where):
        remove(folder)
    for empty in _within(where).glob(f"{_MAKING}*"):
        with suppress(OSError):
            if _is_ours(empty) and time.time() - empty.lstat().st_mtime > _MAKING_SECONDS:
                empty.rmdir()


def left(where: Path | None = None) -> list[Path]:
    """Return the folders that processes that are gone have left behind."""
    found = []
    for folder in _within(where).glob(f"{PREFIX}*"):
        with suppress(OSError):
            if _is_ours(folder) and not _is_in_use(folder):
                found.append(folder)
    return found


def _within(where: Path | None) -> Path:
    return Path(tempfile.gettempdir()) if where is None else where


def _is_ours(folder: Path) -> bool:
    return folder.is_dir() and not folder.is_symlink() and folder.lstat().st_uid == os.getuid()


def _is_in_use(folder: Path) -> bool:
    """Whether a process that lives has made it."""
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False
