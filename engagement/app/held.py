"""Dropped files about which something is still to be asked: a private folder of one session.

The store never keeps an upload. What waits here for an answer goes when it is answered or left
out, with the next drop, at the end of the session, when the server stops, and after a day at the latest.
"""

from __future__ import annotations

import shutil
import threading
import time
import weakref
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import streamlit as st
from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from engagement.app import private
from engagement.app.visitor import visitor
from engagement.once import once

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from engagement.app.jobs import Job
    from engagement.sources.proposals import Proposal

_KEY: Final = "held"
_LOOKS_EVERY: Final = 60.0
#: A session whose connection broke may be taken up again for two minutes, and never thereafter.
_TAKEN_UP_SECONDS: Final = 150.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """One file that waits: where it lies, what the person calls it, and what is asked, if anything is.

    `proposals`: the tables that are asked about. `read`: the file is part of the data already and may
    be read differently.
    """

    digest: str
    path: Path
    name: str
    proposals: tuple[Proposal, ...] = ()
    read: bool = False


class Held:
    """The waiting files of one session, by the digest of their bytes."""

    def __init__(self) -> None:
        self.folder = private.make()
        self._waiting: dict[str, Waiting] = {}
        self._answers: dict[str, tuple[Job, tuple[str, ...]]] = {}
        self._end = weakref.finalize(self, private.remove, self.folder)
        context = get_script_run_ctx()
        self._session = context.session_id if context is not None else ""
        self._alone_since: float | None = None
        _all.add(self)
        watch()

    def hold(self, file: Path, name: str, digest: str, proposals: tuple[Proposal, ...] = ()) -> None:
        """Take a file over from where it lies."""
        path = self.folder / digest
        shutil.move(file, path)
        self._waiting[digest] = Waiting(digest, path, name, proposals, read=not proposals)

    def ask(self, digest: str, proposals: tuple[Proposal, ...]) -> None:
        """Ask about tables of a waiting file, or (none) ask no more."""
        self._waiting[digest] = replace(self._waiting[digest], proposals=proposals)

    def leave(self, digest: str, shape: str) -> None:
        """Ask no more about the tables of a shape; a file about which nothing is asked is let go.

        What is part of the data already stays, so that it may be asked about again.
        """
        waiting = self._waiting[digest]
        left = tuple(proposal for proposal in waiting.proposals if proposal.shape != shape)
        self._waiting[digest] = replace(waiting, proposals=left)
        if not left and not waiting.read:
            self.let_go([digest])

    def answer(self, shape: str, job: Job, digests: Iterable[str]) -> None:
        """Note that a job reads these files by what was said of a shape."""
        self._answers[shape] = (job, tuple(digests))

    def is_answered(self, shape: str) -> bool:
        """Whether the files of a shape are being read by what was said."""
        return shape in self._answers

    def settle(self) -> None:
        """Take note of the jobs that are over: what was read is asked about no more."""
        for shape, (job, digests) in tuple(self._answers.items()):
            if job.runs:
                continue
            del self._answers[shape]
            for digest, taken in zip(digests, job.taken, strict=False):
                if taken.outcome is not None and digest in self._waiting:
                    self._read(digest, shape)

    def _read(self, digest: str, shape: str) -> None:
        """A file is part of the data; it is let go when there is nothing more to ask of it."""
        waiting = self._waiting[digest]
        left = tuple(proposal for proposal in waiting.proposals if proposal.shape != shape)
        self._waiting[digest] = replace(waiting, proposals=left, read=True)
        if waiting.proposals and not left:
            self.let_go([digest])

    def get(self, digest: str) -> Waiting | None:
        """Return the waiting file with these bytes, if it is still there."""
        waiting = self._waiting.get(digest)
        return waiting if waiting is not None and waiting.path.exists() else None

    def asked(self) -> list[Waiting]:
        """The files that are asked about, in the order of their drop."""
        return [w for w in self._waiting.values() if w.proposals and w.path.exists()]

    def let_go(self, digests: Iterable[str]) -> None:
        """Delete waiting files."""
        for digest in tuple(digests):
            waiting = self._waiting.pop(digest, None)
            if waiting is not None:
                waiting.path.unlink(missing_ok=True)

    def let_go_unasked(self) -> None:
        """Delete the files that only waited in case somebody wants them read differently."""
        self.let_go(w.digest for w in tuple(self._waiting.values()) if not w.proposals)

    def end_with_session(self, now: float) -> None:
        """Delete the folder if the session has ended: Streamlit itself forgets it only with the next one."""
        if not Runtime.exists() or Runtime.instance().is_active_session(self._session):
            self._alone_since = None
        elif self._alone_since is None:
            self._alone_since = now
        elif now - self._alone_since > _TAKEN_UP_SECONDS:
            self.end()

    def end(self) -> None:
        """Delete the folder."""
        self._waiting.clear()
        self._end()


def of_session() -> Held:
    """Return the waiting files of the reader's session, those of the workspace that takes its drops."""
    key = f"{_KEY}_{visitor().home}"
    held = st.session_state.get(key)
    if not isinstance(held, Held) or not held.folder.exists():
        held = st.session_state[key] = Held()
    return held


#: Those of this process.
_all: Final[weakref.WeakSet[Held]] = weakref.WeakSet()


def look() -> None:
    """Delete what waits for nobody any more."""
    for one in tuple(_all):
        one.end_with_session(time.monotonic())
    private.sweep()


@once
def watch() -> None:
    """Look now, for what a killed process left behind, and again and again as long as this process lives."""

    def work() -> None:
        while True:
            look()
            time.sleep(_LOOKS_EVERY)

    threading.Thread(target=work, daemon=True).start()
