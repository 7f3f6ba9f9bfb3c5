"""A watched folder (`ENGAGEMENT_WATCH_DIR`) whose files are imported; off where the setting is empty.

Files in it go to the first shop, those in a subfolder with a shop's name to that shop. A file is imported
once it has not changed between two looks, and then moved into `done`, or into `unread` where it could not be
read. Of several servers the one with the lock of a folder works in it.
"""

from __future__ import annotations

import fcntl
import logging
import os
import stat
import threading
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engagement import settings
from engagement.app.importing import arrivals
from engagement.app.workspaces import open_workspaces
from engagement.caching.one_per_process import run_once
from engagement.locale import message
from engagement.store import StoreError, workspaces
from engagement.store.journal import unread_files

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOOKS_EVERY: Final = 5.0
_DONE: Final = "done"
_UNREAD: Final = "unread"
_LOCK: Final = ".engagement.lock"
#: Still being written by a browser, a copier or rsync.
_UNFINISHED: Final = (".part", ".partial", ".tmp", ".crdownload", ".download")
_BY: Final = "watched folder"
_FORBIDDEN: Final = message("The server may not open this file: let its user read it.")
_log = logging.getLogger(__name__)


class WatchedFolder:
    """The thread that imports new files of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: dict[Path, tuple[int, int]] = {}
        self._locks: dict[Path, int] = {}
        self._stopped = threading.Event()

    def start(self) -> None:
        """Start the thread, which looks regularly until it is stopped."""
        threading.Thread(target=self._work, daemon=True).start()

    def stop(self) -> None:
        """Stop the thread and release the lock."""
        self._stopped.set()
        for lock in self._locks.values():
            os.close(lock)
        self._locks.clear()

    def look(self) -> list[str]:
        """Look once, and return the names of the files that were imported or refused."""
        return [name for place, shop in self._places() for name in self._look_into(place, shop)]

    def _work(self) -> None:
        while not self._stopped.is_set():
            try:
                self.look()
            except (OSError, StoreError) as fault:  # tried again with the next look
                _log.warning("watched folder: %s", type(fault).__name__)
            self._stopped.wait(_LOOKS_EVERY)

    def _places(self) -> Iterator[tuple[Path, str]]:
        yield self._folder, open_workspaces.OWN
        names = {open_workspaces.OWN, *workspaces(open_workspaces.data_dir())} - {open_workspaces.DEMO}
        for name in sorted(names - {_DONE, _UNREAD}):
            place = self._folder / name
            if place.is_dir() and not place.is_symlink():
                yield place, name

    def _look_into(self, place: Path, shop: str) -> list[str]:
        if not self._holds(place):
            return []
        ready = self._ready(place)
        if not ready:
            return []
        workspace = open_workspaces.workspace(shop)
        large = [path for path in ready if path.stat().st_size > arrivals.LARGEST_BYTES]
        for path in large:
            size, most = path.stat().st_size >> 20, arrivals.LARGEST_BYTES >> 20
            sentence = message(
                "This file has {size} MB; at most {most} MB are read. Export a shorter period.",
                size=size,
                most=most,
            )
            unread_files.note(workspace.storage, path.name, sentence, _BY)
            _move(path, place / _UNREAD)
        with ExitStack() as stack:
            opened = {}
            for path in ready:
                try:
                    if path not in large:
                        opened[path] = stack.enter_context(os.fdopen(_open(path), "rb"))
                except PermissionError:
                    # It must not keep those beside it waiting.
                    unread_files.note(workspace.storage, path.name, _FORBIDDEN, _BY)
                    _move(path, place / _UNREAD)
            if not opened:
                return [path.name for path in ready]
            job = arrivals.begin(workspace, [(path.name, file) for path, file in opened.items()], "")
        for path, (_, fault) in zip(opened, arrivals.wait_for(job, _BY), strict=True):
            _move(path, place / (_DONE if fault is None else _UNREAD))
        return [path.name for path in ready]

    def _ready(self, place: Path) -> list[Path]:
        """Return the files of a folder if none of them has changed since the last look, else none."""
        now = {path: state for path in sorted(place.iterdir()) if (state := _state(path)) is not None}
        stable = bool(now) and all(self._seen.get(path) == state for path, state in now.items())
        self._seen = {p: s for p, s in self._seen.items() if p.parent != place} | now
        return list(now) if stable else []

    def _holds(self, place: Path) -> bool:
        """Return whether this process has, or now gets, the lock of a folder."""
        if place in self._locks:
            return True
        lock = os.open(place / _LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(lock)
            return False
        self._locks[place] = lock
        return True


def _state(path: Path) -> tuple[int, int] | None:
    """Return size and time of a regular file that is to be read; None for anything else, such as a link."""
    if path.name.startswith(".") or path.name.lower().endswith(_UNFINISHED):
        return None
    with suppress(FileNotFoundError):
        status = path.lstat()
        if stat.S_ISREG(status.st_mode):
            return status.st_size, status.st_mtime_ns
    return None


def _open(path: Path) -> int:
    return os.open(path, os.O_RDONLY | os.O_NOFOLLOW)


def _move(path: Path, folder: Path) -> None:
    """Move a file into a folder under a name that is free there."""
    folder.mkdir(exist_ok=True)
    to, number = folder / path.name, 1
    while to.exists():
        number += 1
        to = folder / f"{path.stem} ({number}){path.suffix}"
    path.rename(to)


@run_once
def watch() -> None:
    """Watch the folder of the setting, if it is set and exists."""
    named = settings.WATCH_DIR.read()
    if named:
        WatchedFolder(Path(named)).start()
