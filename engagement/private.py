"""Private folders for files on their way: only this process's user reads them, and none outlives its use.

A folder is locked as long as its process lives. So what a killed process has left behind is known for
it, and goes with the next sweep of any other.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

PREFIX: Final = "engagement-held-"
_LONGEST_SECONDS: Final = 24 * 3600.0
#: A folder that was made a moment ago may not be locked yet.
_YOUNG_SECONDS: Final = 60.0

#: What keeps the folders of this process locked.
_locks: Final[dict[Path, int]] = {}


def make() -> Path:
    """Make a folder that nobody else may enter (mode 0700)."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    _locks[folder] = os.open(folder, os.O_RDONLY)
    fcntl.flock(_locks[folder], fcntl.LOCK_EX)
    return folder


def remove(folder: Path) -> None:
    """Remove a folder with all that lies in it, if it is there."""
    shutil.rmtree(folder, ignore_errors=True)
    lock = _locks.pop(folder, None)
    if lock is not None:
        os.close(lock)


def sweep(now: float | None = None) -> None:
    """Remove what processes that are gone have left behind, and whatever is older than a day."""
    now = time.time() if now is None else now
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            found = folder.lstat()
            ours = found.st_uid == os.getuid() and folder.is_dir() and not folder.is_symlink()
            age = now - found.st_mtime
            if ours and (age > _LONGEST_SECONDS or (age > _YOUNG_SECONDS and not _is_in_use(folder))):
                remove(folder)


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
