"""A watched folder (`ENGAGEMENT_WATCH_DIR`) whose files are imported; off where the setting is empty.

Files in it go to the first shop, those in a subfolder with a shop's name to that shop; other subfolders are
listed as not read. A file is imported once it has not changed between two looks, and then moved into `done`,
or into `unread` where it could not be read. If it is written on after that, it comes back and is read again.
Of several servers the one with the lock of a folder works in it.
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
from engagement.store import workspaces
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
#: So many looks long a growing file keeps those beside it waiting, which may belong to it.
_PATIENCE: Final = 12
#: How many files are remembered after they were read.
_REMEMBERED: Final = 200
_NO_SHOP: Final = message("This folder has no shop’s name: nothing in it is read.")
_FORBIDDEN: Final = message("The server may not open this file: let its user read it.")
_log = logging.getLogger(__name__)


class WatchedFolder:
    """The thread that imports new files of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: dict[Path, tuple[int, int]] = {}
        self._grown: dict[Path, int] = {}
        self._read: dict[Path, tuple[int, int]] = {}
        self._named: set[Path] = set()
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
            except Exception as fault:  # noqa: BLE001 - tried again with the next look, which must come
                _log.warning("watched folder: %s", type(fault).__name__)
            self._stopped.wait(_LOOKS_EVERY)

    def _places(self) -> Iterator[tuple[Path, str]]:
        yield self._folder, open_workspaces.OWN
        names = {open_workspaces.OWN, *workspaces(open_workspaces.data_dir())} - {open_workspaces.DEMO}
        for name in sorted(names - {_DONE, _UNREAD}):
            place = self._folder / name
            if place.is_dir() and not place.is_symlink():
                yield place, name

    def _name_others(self, place: Path, shop: str) -> None:
        """List subfolders without a shop's name, once each: what lies in them would wait unseen."""
        shops = {where for where, _ in self._places()} | {place / _DONE, place / _UNREAD}
        for path in sorted(place.iterdir()):
            is_other = path.is_dir() and not path.is_symlink() and not path.name.startswith(".")
            if is_other and path not in shops | self._named:
                self._named.add(path)
                unread_files.note(open_workspaces.workspace(shop).storage, shown(path), _NO_SHOP, _BY)

    def _bring_back(self, place: Path) -> None:
        """Move files back that were written on after they had been read."""
        for path, state in list(self._read.items()):
            now = _state(path) if path.parent.parent == place else state
            if now != state:
                del self._read[path]
                if now is not None and not (place / path.name).exists():
                    path.rename(place / path.name)

    def _look_into(self, place: Path, shop: str) -> list[str]:
        if not self._holds(place):
            return []
        self._name_others(place, shop)
        self._bring_back(place)
        ready = self._ready(place)
        if not ready:
            return []
        workspace = open_workspaces.workspace(shop)
        large = [path for path in ready if self._seen[path][0] > arrivals.LARGEST_BYTES]
        for path in large:
            size, most = self._seen[path][0] >> 20, arrivals.LARGEST_BYTES >> 20
            sentence = message(
                "This file has {size} MB; at most {most} MB are read. Export a shorter period.",
                size=size,
                most=most,
            )
            unread_files.note(workspace.storage, shown(path), sentence, _BY)
            _move(path, place / _UNREAD)
        with ExitStack() as stack:
            opened = {}
            for path in ready:
                try:
                    if path not in large:
                        opened[path] = stack.enter_context(os.fdopen(_open(path), "rb"))
                except FileNotFoundError:
                    continue  # somebody has taken it away
                except PermissionError:
                    # It must not keep those beside it waiting.
                    unread_files.note(workspace.storage, shown(path), _FORBIDDEN, _BY)
                    _move(path, place / _UNREAD)
            if not opened:
                return [path.name for path in ready]
            job = arrivals.begin(workspace, [(shown(path), file) for path, file in opened.items()], "")
        for path, (_, fault) in zip(opened, arrivals.wait_for(job, _BY), strict=True):
            with suppress(FileNotFoundError):
                moved = _move(path, place / (_DONE if fault is None else _UNREAD))
                self._read[moved] = self._seen[path]
        self._read = dict(list(self._read.items())[-_REMEMBERED:])
        return [path.name for path in ready]

    def _ready(self, place: Path) -> list[Path]:
        """Return the files of a folder that have not changed since the last look.

        None of them while another has, as they may belong together, unless it has grown for long.
        """
        now = {path: state for path in sorted(place.iterdir()) if (state := _state(path)) is not None}
        stable = [path for path, state in now.items() if self._seen.get(path) == state]
        grown = {path: self._grown.get(path, 0) + 1 for path in now if path not in stable}
        self._grown = {p: n for p, n in self._grown.items() if p.parent != place} | grown
        self._seen = {p: s for p, s in self._seen.items() if p.parent != place} | now
        return stable if all(looks > _PATIENCE for looks in grown.values()) else []

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


def shown(path: Path) -> str:
    """Return the name of a file as text; bytes that are none become question marks."""
    return os.fsencode(path.name).decode("utf-8", "replace")


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


def _move(path: Path, folder: Path) -> Path:
    """Move a file into a folder under a name that is free there, and return its new path."""
    folder.mkdir(exist_ok=True)
    to, number = folder / path.name, 1
    while to.exists():
        number += 1
        to = folder / f"{path.stem} ({number}){path.suffix}"
    return path.rename(to)


@run_once
def watch() -> None:
    """Watch the folder of the setting, if it is set and exists."""
    named = settings.WATCH_DIR.read()
    if named:
        WatchedFolder(Path(named)).start()
