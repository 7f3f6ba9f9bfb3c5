"""A folder in memory: on some disks what tests leave in files costs as much as what they do.

A manifest, an object and each commit are synced to the disk, as for a user, and a profile of a browser is a
thousand files.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

#: Linux has it.
_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - folders of their own are made in it
_OURS: Final = "engagement-tests"


def folder(least: int) -> Path | None:
    """Return a folder in memory with room for at least so many bytes, where there is one."""
    return _MEMORY if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > least else None


def use(least: int) -> None:
    """Let all that this process and its children write to temporary files lie in memory until it ends.

    What a run left that was killed goes first.
    """
    place = folder(least)
    if place is None:
        return
    for left in place.glob(f"{_OURS}-*"):
        process = left.name.removeprefix(f"{_OURS}-").partition("-")[0]
        if process.isdigit() and not Path("/proc", process).exists():
            shutil.rmtree(left, ignore_errors=True)
    os.environ["TMPDIR"] = tempfile.mkdtemp(prefix=f"{_OURS}-{os.getpid()}-", dir=place)
    tempfile.tempdir = None
    atexit.register(shutil.rmtree, os.environ["TMPDIR"], ignore_errors=True)
