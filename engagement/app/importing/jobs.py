"""Imports in the background: a drop is read while its tab does something else, or is closed.

A job belongs to the workspace, not to a session: whoever opens its data sees how far it is, may
cancel it, and reads what came of it. The drops of one workspace are read in the order in which they
came, those of several at most two at a time; reading itself happens in a child process, so that
other people's pages stay quick.
"""

from __future__ import annotations

import atexit
import logging
import shutil
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from engagement import private
from engagement.app.importing import waiting_files
from engagement.app.workspaces import being_read
from engagement.app.workspaces.intake import Taken, digest, take, take_as_said
from engagement.caching.one_per_process import once
from engagement.locale import message
from engagement.store import StoreError
from engagement.store.journal import unread_files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import IO

    from engagement.locale import Message
    from engagement.sources.importing.sandbox import Progress
    from engagement.sources.recognition.recipes import Recipe
    from engagement.store import Workspace

#: waiting: behind another drop · reading · keeping: all is read and is being written, too late to
#: cancel · done · failed: nothing was kept, `fault` says why · cancelled: nothing was kept.
Stage = Literal["waiting", "reading", "keeping", "done", "failed", "cancelled"]

_AT_ONCE: Final = 2
#: How long what came of a drop is told to whoever opens the page.
_TOLD_SECONDS: Final = 3600.0
#: How long the server waits for its readers when it stops.
_PATIENCE_SECONDS: Final = 2.0
_COPIED_AT_ONCE: Final = 1 << 20
_UNFORESEEN: Final = message(
    "The files could not be read: something went wrong here. Your data are as before."
)
_DISK_FULL: Final = message("There is no room on this machine to read the files. Your data are as before.")

_log = logging.getLogger(__name__)


class _Cancelled(Exception):  # noqa: N818 - a wish, not an error
    """Somebody does not want this drop any more."""


@dataclass(eq=False)
class Job:
    """One drop. Its thread writes what pages read; a stage is set after all that belongs to it.

    With a `recipe`, files that were dropped before are read by what a person has said of them.
    """

    workspace: Workspace
    names: tuple[str, ...]
    who: str
    recipe: Recipe | None = None
    #: Somebody has said that the files are this shop's.
    sure: bool = False
    #: Nobody stands at a page who could be asked: it was sent by a program, or lay in the watched folder.
    alone: bool = False
    stage: Stage = "waiting"
    step: Progress | None = None
    taken: tuple[Taken, ...] = ()
    fault: Message | None = None
    ended: float | None = None
    folder: Path = field(default_factory=private.make)
    unwanted: bool = False

    @property
    def runs(self) -> bool:
        """Whether anything is still to come of it."""
        return self.ended is None

    def paths(self) -> list[tuple[Path, str]]:
        """The files and what they are called. A file's name is text, never a path."""
        return [(self.folder / str(place), name) for place, name in enumerate(self.names)]

    def heed(self, step: Progress) -> None:
        """Note how far reading is; raise where it is not wanted any more."""
        if self.unwanted:
            raise _Cancelled
        self.step = step
        if step.done and step.file == step.of - 1:
            self.stage = "keeping"

    def end(self, stage: Stage, fault: Message | None = None) -> None:
        """Nothing more comes of it; its bytes go."""
        private.remove(self.folder)
        self.fault = fault
        self.ended = time.monotonic()
        self.stage = stage


class Jobs:
    """The drops of all workspaces of this process, in memory."""

    def __init__(self, at_once: int = _AT_ONCE) -> None:
        waiting_files.watch()
        self._slots = threading.BoundedSemaphore(at_once)
        self._lock = threading.Lock()
        self._of: dict[str, list[Job]] = {}
        self._threads: dict[str, threading.Thread] = {}

    def start(
        self, workspace: Workspace, files: Sequence[tuple[str, IO[bytes]]], *, who: str = "",
        refused: Sequence[Taken] = (), recipe: Recipe | None = None, sure: bool = False, alone: bool = False,
    ) -> Job:  # fmt: skip
        """Read these files, given by name and content, once those that came before are read.

        The contents are copied into a private folder before this returns. `refused` are files of
        the drop that are not to be read at all. With a `recipe` they are read by it; `sure`: see `take`.
        `alone`: they came without a person at a page.
        """
        job = Job(workspace, tuple(name for name, _ in files), who, recipe, sure, alone, taken=tuple(refused))
        try:
            for (path, _), (_, content) in zip(job.paths(), files, strict=True):
                with path.open("wb") as copy:
                    shutil.copyfileobj(content, copy, _COPIED_AT_ONCE)
        except OSError:
            job.end("failed", _DISK_FULL)
        with self._lock:
            running = [other for other in self._of.get(workspace.name, ()) if other.runs]
            self._of[workspace.name] = [*running, job]
            if workspace.name not in self._threads:
                being_read.begin(workspace.name)
                thread = threading.Thread(target=self._work, args=(workspace.name,), daemon=True)
                self._threads[workspace.name] = thread
                thread.start()
        return job

    def of(self, workspace: str) -> list[Job]:
        """The drops of a workspace that are still to be told of, in the order in which they came."""
        now = time.monotonic()
        with self._lock:
            jobs = self._of.get(workspace, [])
            self._of[workspace] = [j for j in jobs if j.ended is None or now - j.ended <= _TOLD_SECONDS]
            return list(self._of[workspace])

    def cancel(self, job: Job) -> None:
        """Stop reading a drop, or do not begin; what is being kept already is kept."""
        with self._lock:
            job.unwanted = True
            if job.stage == "waiting":
                job.end("cancelled")

    def stop(self, workspace: str) -> None:
        """Cancel what a workspace has still to read, and wait until nothing is written to it any more."""
        for job in self.of(workspace):
            self.cancel(job)
        with self._lock:
            thread = self._threads.get(workspace)
        if thread is not None:
            thread.join(_PATIENCE_SECONDS)

    def forget(self, workspace: str) -> None:
        """Tell no more of the drops of a workspace that are over."""
        with self._lock:
            self._of[workspace] = [job for job in self._of.get(workspace, []) if job.runs]

    def close(self) -> None:
        """Stop all readers and remove their files: the server stops."""
        with self._lock:
            jobs = [job for jobs in self._of.values() for job in jobs]
            threads = list(self._threads.values())
        for job in jobs:
            self.cancel(job)
        for thread in threads:
            thread.join(_PATIENCE_SECONDS)
        for job in jobs:
            private.remove(job.folder)

    def _work(self, workspace: str) -> None:
        """Read the drops of one workspace until there is none."""
        while True:
            with self._lock:
                job = next((job for job in self._of[workspace] if job.stage == "waiting"), None)
                if job is None:
                    being_read.end(workspace)
                    del self._threads[workspace]
                    return
            with self._slots:
                with self._lock:
                    if job.stage != "waiting":
                        continue
                    job.stage = "reading"
                _read(job)


def _read(job: Job) -> None:
    try:
        taken = _take(job)
    except _Cancelled:
        job.end("cancelled")
    except StoreError as fault:
        job.end("failed", fault.sentence)
    except Exception as fault:  # noqa: BLE001 - whatever it is, the person must read that it ended
        _log.error("import failed: %s", type(fault).__name__)
        job.end("failed", _UNFORESEEN)
    else:
        job.taken = (*job.taken, *taken)
        if job.recipe is None:  # else whoever has said it holds the files still
            _hold(job, taken)
        _strike_off(job, taken)
        job.end("done")


def _strike_off(job: Job, taken: Sequence[Taken]) -> None:
    """Take what was read now off the list of files that were sent and not read."""
    room, read = job.workspace.room, {one.file for one in taken if one.outcome is not None}
    if read & {one.file for one in unread_files.unread(room)}:
        unread_files.forget(room, read)


def _hold(job: Job, taken: Sequence[Taken]) -> None:
    """Let the files about which their person may say more wait for them, in the place of the last drop's."""
    more = [(path, one) for (path, _), one in zip(job.paths(), taken, strict=True) if one.may_say_more]
    if not more:
        return
    whose = waiting_files.BY_THEMSELVES if job.alone else job.who
    waiting = waiting_files.waiting_files_of(job.workspace.name, whose)
    waiting.let_go_unasked()
    for path, one in more:
        # Where their last page is closed, nobody may say more any more.
        with suppress(OSError):
            waiting.hold(path, one.file, digest(path), one.questions, one.unlike)


def _take(job: Job) -> list[Taken]:
    if job.recipe is None:
        return take(job.workspace, job.paths(), job.heed, job.who, sure=job.sure)
    return take_as_said(job.workspace, job.paths(), job.recipe, job.heed, job.who, sure=job.sure)


@once
def all_jobs() -> Jobs:
    """The drops of this process. They are stopped with it."""
    jobs = Jobs()
    atexit.register(jobs.close)
    return jobs
