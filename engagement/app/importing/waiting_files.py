"""Uploaded files with open questions, in a private folder for each person and shop.

The store never keeps an upload. A file that waits here for an answer survives a reload. It is deleted when it
is answered or left out, with the next drop, minutes after its person has closed the last page, when the
server stops, and after a day at the latest. A file that came without a person waits for the first editor of
the shop who opens *Your data*; if they leave without an answer it waits for the next, until its day is over.
"""

from __future__ import annotations

import shutil
import threading
import time
import weakref
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from engagement import private
from engagement.app.who.current import visitor
from engagement.caching.one_per_process import run_once

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from engagement.app.workspaces.intake import IntakeResult
    from engagement.locale import Message
    from engagement.sources.recognition.proposals import Proposal
    from engagement.sources.recognition.recipes import Recipe

_LOOKS_EVERY: Final = 60.0
#: A broken connection can be resumed for two minutes; later a new session begins.
_TAKEN_UP_SECONDS: Final = 150.0
_LONGEST_SECONDS: Final = 24 * 3600.0
#: In place of a person's name: for files sent by a program or from the watched folder.
BY_THEMSELVES: Final = "\0"


class ReadingJob(Protocol):
    """A job that reads files by a recipe."""

    @property
    def runs(self) -> bool:
        """Return whether it is not finished yet."""

    @property
    def taken(self) -> Sequence[IntakeResult]:
        """The results by file so far."""

    @property
    def recipe(self) -> Recipe | None:
        """The recipe by which it reads."""


#: Files move between collections under this lock, because each takes the lock of the other, in any order.
_PASSING_ON: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A waiting file: the digest of its bytes, its path, its name, and what is asked about it.

    `proposals` are the tables with open questions. `read` is True where the file is part of the data already
    and may be read differently. `unlike` is why it looks like another shop's; `recipe` is how it was read
    then. `came_at` is the time (monotonic seconds) at which it came.
    """

    digest: str
    path: Path
    name: str
    proposals: tuple[Proposal, ...] = ()
    read: bool = False
    unlike: tuple[Message, ...] = ()
    recipe: Recipe | None = None
    came_at: float = 0.0


class WaitingFiles:
    """The waiting files of one person in one shop, by digest, shared by all their tabs.

    `lasting` is for files that came without a person, which wait without an open page.
    """

    def __init__(self, *, lasting: bool = False) -> None:
        self.lasting = lasting
        #: Digests of files that came by themselves, and who has them when this one is not attended any more.
        self._lent: dict[str, WaitingFiles] = {}
        self.folder = private.make()
        self._lock = threading.RLock()
        self._waiting: dict[str, WaitingFile] = {}
        self._answers: dict[str, tuple[ReadingJob, tuple[str, ...]]] = {}
        self._end = weakref.finalize(self, private.remove, self.folder)
        self._sessions: set[str] = set()
        self._alone_since: float | None = None
        self._held_at = time.monotonic()
        watch()

    def attend(self, session: str) -> None:
        """Note that this session has a page open; the files wait as long as it has."""
        self._sessions.add(session)

    def hold(
        self, file: Path, name: str, digest: str, proposals: tuple[Proposal, ...] = (),
        unlike: tuple[Message, ...] = (),
    ) -> None:  # fmt: skip
        """Move a file into the folder and keep it with its open questions."""
        path = self.folder / digest
        with self._lock:
            shutil.move(file, path)
            is_read = not proposals and not unlike
            self._held_at = time.monotonic()
            self._waiting[digest] = WaitingFile(
                digest, path, name, proposals, is_read, unlike, came_at=self._held_at
            )

    def take_over(self, other: WaitingFiles) -> None:
        """Take over all files of another; they return to it where this one ends without an answer."""
        with _PASSING_ON, other._lock, self._lock:
            if not self.folder.exists():  # ended just now: another takes its place with the next look
                return
            for digest, waiting in tuple(other._waiting.items()):
                if digest not in self._waiting and waiting.path.exists():
                    self.keep(waiting)
                    self._lent[digest] = other
                other.delete([digest])

    def _end_by(self, now: float) -> None:
        """Delete the folder.

        Taken-over files whose day is not over at `now` return to where they came from.
        """
        with _PASSING_ON, self._lock:
            for digest, owner in self._lent.items():
                waiting = self._waiting.get(digest)
                fresh = waiting is not None and now - waiting.came_at <= _LONGEST_SECONDS
                if waiting is not None and fresh and owner.folder.exists() and waiting.path.exists():
                    owner.keep(waiting)
            self._lent.clear()
            self.end()

    def keep(self, waiting: WaitingFile) -> None:
        """Keep a file that waited elsewhere, with its open questions."""
        path = self.folder / waiting.digest
        with self._lock:
            shutil.move(waiting.path, path)
            self._waiting[waiting.digest] = replace(waiting, path=path)

    def ask(self, digest: str, proposals: tuple[Proposal, ...]) -> None:
        """Set the tables of a waiting file with open questions; an empty tuple ends the questions."""
        with self._lock:
            if digest in self._waiting:
                self._waiting[digest] = replace(self._waiting[digest], proposals=proposals)

    def leave(self, digest: str, shape: str) -> None:
        """End the questions about tables of a shape; a file without further ones is deleted.

        A file that is part of the data already is kept, so that it may be asked about again.
        """
        with self._lock:
            waiting = self._waiting.get(digest)
            if waiting is None:  # another tab was faster
                return
            remaining = _without(waiting, shape)
            self._waiting[digest] = replace(waiting, proposals=remaining)
            if not remaining and not waiting.read:
                self.delete([digest])

    def answer(self, shape: str, job: ReadingJob, digests: Iterable[str]) -> None:
        """Note that a job reads these files by the answers about a shape."""
        self._answers[shape] = (job, tuple(digests))

    def is_answered(self, shape: str) -> bool:
        """Return whether a job reads the files of a shape by the answers."""
        return shape in self._answers

    def settle(self) -> None:
        """Apply the results of ended jobs: files that were read have no more questions."""
        with self._lock:
            for shape, (job, digests) in tuple(self._answers.items()):
                if job.runs:
                    continue
                del self._answers[shape]
                for digest, taken in zip(digests, job.taken, strict=False):
                    if digest not in self._waiting:
                        continue
                    if taken.outcome is not None:
                        self._read(digest, shape)
                    elif taken.unlike:
                        self._understood(digest, shape, taken.unlike, job.recipe)

    def _read(self, digest: str, shape: str) -> None:
        """Note that a file was imported; it is deleted when it has no more questions."""
        waiting = self._waiting[digest]
        remaining = _without(waiting, shape)
        self._waiting[digest] = replace(waiting, proposals=remaining, read=True)
        if waiting.proposals and not remaining:
            self.delete([digest])

    def _understood(
        self, digest: str, shape: str, unlike: tuple[Message, ...], recipe: Recipe | None
    ) -> None:
        """Note that a file could be read, but looks like another shop's."""
        waiting = self._waiting[digest]
        remaining = _without(waiting, shape)
        self._waiting[digest] = replace(waiting, proposals=remaining, unlike=unlike, recipe=recipe)

    def get(self, digest: str) -> WaitingFile | None:
        """Return the waiting file with these bytes, if it is still there."""
        waiting = self._waiting.get(digest)
        return waiting if waiting is not None and waiting.path.exists() else None

    def with_questions(self) -> list[WaitingFile]:
        """Return the files with open questions about their tables, in the order of their drop."""
        return [w for w in self._waiting.values() if w.proposals and w.path.exists()]

    def strangers(self) -> list[WaitingFile]:
        """Return the files that look like another shop's, still unanswered, in the order of their drop."""
        with self._lock:
            return [w for w in self._waiting.values() if w.unlike and not w.proposals and w.path.exists()]

    def delete(self, digests: Iterable[str]) -> None:
        """Delete waiting files."""
        with self._lock:
            for digest in tuple(digests):
                waiting = self._waiting.pop(digest, None)
                if waiting is not None:
                    waiting.path.unlink(missing_ok=True)

    def delete_unasked(self) -> None:
        """Delete the files without questions, which were kept only to be read differently."""
        with self._lock:
            self.delete([w.digest for w in self._waiting.values() if not w.proposals and not w.unlike])

    def end_unattended(self, now: float) -> None:
        """Delete the folder once all its sessions have ended, and none has begun since; or after a day.

        A file is deleted a day after it came, wherever it has waited.
        """
        with self._lock:
            self.delete([w.digest for w in self._waiting.values() if now - w.came_at > _LONGEST_SECONDS])
        if self.lasting:
            return
        if now - self._held_at > _LONGEST_SECONDS:
            self._end_by(now)
        elif not Runtime.exists() or any(map(Runtime.instance().is_active_session, tuple(self._sessions))):
            self._alone_since = None
        elif self._alone_since is None:
            self._alone_since = now
        elif now - self._alone_since > _TAKEN_UP_SECONDS:
            self._end_by(now)

    def end(self) -> None:
        """Delete the folder."""
        self._waiting.clear()
        self._end()


def _without(waiting: WaitingFile, shape: str) -> tuple[Proposal, ...]:
    return tuple(proposal for proposal in waiting.proposals if proposal.shape != shape)


#: The waiting files of this process, by workspace and person ("" without login).
_all: Final[dict[tuple[str, str], WaitingFiles]] = {}
_lock: Final = threading.Lock()


def mine() -> WaitingFiles:
    """Return the visitor's waiting files in the workspace that takes their uploads."""
    person = visitor()
    files = waiting_files_of(person.home or "", person.who)
    _attend(files)
    sent = _all.get((person.home or "", BY_THEMSELVES))
    if sent is not None and person.may_edit and person.workspace == person.home:
        files.take_over(sent)
    return files


def waiting_files_of(workspace: str, who: str) -> WaitingFiles:
    """Return a person's waiting files in a workspace. Without `attend` they are deleted within minutes."""
    with _lock:
        files = _all.get((workspace, who))
        if files is None or not files.folder.exists():
            files = _all[workspace, who] = WaitingFiles(lasting=who == BY_THEMSELVES)
        return files


def stay() -> None:
    """Note that the visitor has a page open, so that their waiting files in all shops are kept."""
    actor = visitor().who
    for (_, whose), files in tuple(_all.items()):
        if whose == actor:
            _attend(files)


def end(workspace: str) -> None:
    """Delete all waiting files of a workspace."""
    with _lock:
        for key in [key for key in _all if key[0] == workspace]:
            _all.pop(key).end()


def _attend(files: WaitingFiles) -> None:
    context = get_script_run_ctx()
    if context is not None:
        files.attend(context.session_id)


def look() -> None:
    """Delete the files whose pages are all closed."""
    for files in tuple(_all.values()):
        files.end_unattended(time.monotonic())
    with _lock:
        for key in [key for key, waiting in _all.items() if not waiting.folder.exists()]:
            del _all[key]
    private.sweep()


@run_once
def watch() -> None:
    """Call `look` now, which removes what a killed process left, and regularly in this process."""

    def work() -> None:
        while True:
            look()
            time.sleep(_LOOKS_EVERY)

    threading.Thread(target=work, daemon=True).start()
