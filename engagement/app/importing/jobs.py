"""Imports as background jobs, which continue if the tab is closed or shows something else.

A job belongs to the workspace and not to a session: everybody who opens the data sees its progress and
results, and may cancel it. The jobs of one workspace run in order of arrival, at most two at a time over
all workspaces. Files are read in a child process, so that pages stay fast.
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
from engagement.app.figures import key_figures
from engagement.app.importing import waiting_files
from engagement.app.workspaces import being_read
from engagement.app.workspaces.intake import IntakeResult, digest, take, take_with_answer
from engagement.caching.one_per_process import run_once
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

#: waiting: for another upload; reading; keeping: everything is read and being stored, too late to cancel;
#: done; failed: nothing was stored, `fault` is the reason; cancelled: nothing was stored.
Stage = Literal["waiting", "reading", "keeping", "done", "failed", "cancelled"]

_MOST_CONCURRENT: Final = 2
#: How long the result of an import is shown.
_TOLD_SECONDS: Final = 3600.0
#: How long the server waits for its readers when it stops.
_PATIENCE_SECONDS: Final = 2.0
_COPY_BYTES: Final = 1 << 20
_UNFORESEEN: Final = message(
    "The files could not be read: something went wrong here. Your data are as before."
)
_DISK_FULL: Final = message("There is no room on this machine to read the files. Your data are as before.")

_log = logging.getLogger(__name__)


class _Cancelled(Exception):  # noqa: N818 - a wish, not an error
    """The job was cancelled."""


@dataclass(eq=False)
class Job:
    """An import of files dropped together. Its thread writes the fields that pages read, `stage` last.

    `recipe` is set where waiting files are read again by a person's answers. `ended` is the time (monotonic
    seconds) at which it ended, `step` its progress, `taken` the results by file, `fault` why all of it
    failed.
    """

    workspace: Workspace
    names: tuple[str, ...]
    who: str
    recipe: Recipe | None = None
    #: Whether a person has confirmed that the files are this shop's.
    sure: bool = False
    #: Whether nobody can be asked, because the files were sent by a program or were in the watched folder.
    alone: bool = False
    stage: Stage = "waiting"
    step: Progress | None = None
    taken: tuple[IntakeResult, ...] = ()
    fault: Message | None = None
    ended: float | None = None
    folder: Path = field(default_factory=private.make)
    unwanted: bool = False

    @property
    def runs(self) -> bool:
        """Return whether it is not finished yet."""
        return self.ended is None

    def paths(self) -> list[tuple[Path, str]]:
        """The files as (path, name). The name is text from the user and never used as a path."""
        return [(self.folder / str(place), name) for place, name in enumerate(self.names)]

    def heed(self, step: Progress) -> None:
        """Note the progress. Raises `_Cancelled` where the job was cancelled."""
        if self.unwanted:
            raise _Cancelled
        self.step = step
        if step.done and step.file == step.of - 1:
            self.stage = "keeping"

    def end(self, stage: Stage, fault: Message | None = None) -> None:
        """Set the final stage and delete the job's files."""
        private.remove(self.folder)
        self.fault = fault
        self.ended = time.monotonic()
        self.stage = stage


class Jobs:
    """The jobs of all workspaces of this process, in memory."""

    def __init__(self, most_concurrent: int = _MOST_CONCURRENT) -> None:
        waiting_files.watch()
        self._slots = threading.BoundedSemaphore(most_concurrent)
        self._lock = threading.Lock()
        self._of: dict[str, list[Job]] = {}
        self._threads: dict[str, threading.Thread] = {}

    def start(
        self,
        workspace: Workspace,
        files: Sequence[tuple[str, IO[bytes]]],
        *,
        who: str = "",
        refused: Sequence[IntakeResult] = (),
        recipe: Recipe | None = None,
        sure: bool = False,
        alone: bool = False,
    ) -> Job:
        """Add a job that imports files, given as (name, content), after the workspace's earlier jobs.

        The contents are copied into a private folder before this returns. `refused` are the results of files
        that are not read at all. With a `recipe` the files are read by it. `sure`: see `intake.take`. `alone`
        is True for files that came without a person at a page.
        """
        job = Job(workspace, tuple(name for name, _ in files), who, recipe, sure, alone, taken=tuple(refused))
        try:
            for (path, _), (_, content) in zip(job.paths(), files, strict=True):
                with path.open("wb") as copy:
                    shutil.copyfileobj(content, copy, _COPY_BYTES)
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
        """Return the jobs of a workspace that run or whose results are still shown, in order."""
        now = time.monotonic()
        with self._lock:
            jobs = self._of.get(workspace, [])
            self._of[workspace] = [j for j in jobs if j.ended is None or now - j.ended <= _TOLD_SECONDS]
            return list(self._of[workspace])

    def cancel(self, job: Job) -> None:
        """Cancel a job; one that is already storing its results finishes."""
        with self._lock:
            job.unwanted = True
            if job.stage == "waiting":
                job.end("cancelled")

    def stop(self, workspace: str) -> None:
        """Cancel all jobs of a workspace, and wait until nothing is written to it any more."""
        for job in self.of(workspace):
            self.cancel(job)
        with self._lock:
            thread = self._threads.get(workspace)
        if thread is not None:
            thread.join(_PATIENCE_SECONDS)

    def forget(self, workspace: str) -> None:
        """Remove the ended jobs of a workspace."""
        with self._lock:
            self._of[workspace] = [job for job in self._of.get(workspace, []) if job.runs]

    def close(self) -> None:
        """Cancel all jobs and delete their files, as the server stops."""
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
        """Run the jobs of one workspace until there is none, then have what they brought ready to be read."""
        brought: Job | None = None
        while True:
            with self._lock:
                job = next((job for job in self._of[workspace] if job.stage == "waiting"), None)
                if job is None:
                    being_read.end(workspace)
                    del self._threads[workspace]
                    break
            with self._slots:
                with self._lock:
                    if job.stage != "waiting":
                        continue
                    job.stage = "reading"
                brought = job if _read(job) else brought
        if brought is not None:
            with suppress(StoreError):  # shown to users who open the shop
                key_figures.prepare(brought.workspace)


def _read(job: Job) -> bool:
    """Run a job; return whether it was done."""
    try:
        taken_files = _take(job)
    except _Cancelled:
        job.end("cancelled")
    except StoreError as fault:
        job.end("failed", fault.sentence)
    except Exception as fault:  # noqa: BLE001 - whatever it is, the person must read that it ended
        _log.error("import failed: %s", type(fault).__name__)
        job.end("failed", _UNFORESEEN)
    else:
        job.taken = (*job.taken, *taken_files)
        if job.recipe is None:  # else whoever has said it holds the files still
            _hold(job, taken_files)
        _strike_off(job, taken_files)
        job.end("done")
        return True
    return False


def _strike_off(job: Job, taken: Sequence[IntakeResult]) -> None:
    """Remove the files that were read now from the list of unread files."""
    storage, read = job.workspace.storage, {file.file for file in taken if file.outcome is not None}
    if read & {file.file for file in unread_files.unread(storage)}:
        unread_files.forget(storage, read)


def _hold(job: Job, taken: Sequence[IntakeResult]) -> None:
    """Keep the files with open questions for the person of the job, in place of those of the last job."""
    more = [(path, file) for (path, _), file in zip(job.paths(), taken, strict=True) if file.may_say_more]
    if not more:
        return
    whose = waiting_files.BY_THEMSELVES if job.alone else job.who
    waiting = waiting_files.waiting_files_of(job.workspace.name, whose)
    waiting.delete_unasked()
    for path, upload in more:
        # After their last page is closed, nobody can answer any more.
        with suppress(OSError):
            waiting.hold(path, upload.file, digest(path), upload.questions, upload.unlike)


def _take(job: Job) -> list[IntakeResult]:
    if job.recipe is None:
        return take(job.workspace, job.paths(), job.heed, job.who, sure=job.sure)
    return take_with_answer(job.workspace, job.paths(), job.recipe, job.heed, job.who, sure=job.sure)


@run_once
def all_jobs() -> Jobs:
    """Return the jobs of this process. They are stopped with it."""
    jobs = Jobs()
    atexit.register(jobs.close)
    return jobs
