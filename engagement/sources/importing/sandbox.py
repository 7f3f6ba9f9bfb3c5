"""Files from outside are read in a child process that may not cost more than its limits.

Whatever happens to the child (too much memory, too much time, a crash of a library), the parent
gets one sentence for the file that caused it, reads the remaining files in a new child, and lives.
"""

from __future__ import annotations

import queue
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

import msgspec

from engagement import private, settings
from engagement.locale import message
from engagement.sources.importing import drops, fork_server, wire
from engagement.sources.model.account import Imported
from engagement.sources.model.hints import Hints
from engagement.sources.model.raw_table import SourceError
from engagement.sources.model.spill import read_table
from engagement.sources.recognition.proposals import NeedsAnswer
from engagement.sources.text.limits import MIB, Limits
from engagement.sources.text.progress import ReadingProgress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from engagement.locale import Message
    from engagement.sources.recognition.proposals import Proposal
    from engagement.sources.recognition.recipes import Recipe

    Files = Sequence[tuple[Path, str]]


#: Elsewhere libraries of the system forbid to fork what has loaded them; each child is started by itself.
_FORKS: Final = sys.platform == "linux"
_ROOT: Final = Path(__file__).resolve().parents[3]
_BEGINNING: Final = ReadingProgress()
#: Nothing in the child multiplies matrices; the threads that numpy keeps for it would cost their start.
#: Large arrays are given back when they go: glibc would otherwise learn to keep them, and Arrow's own pools
#: keep what is free, in a fork even where they are asked to give it back.
_SURROUNDINGS: Final = {
    "PYTHONUTF8": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_MMAP_THRESHOLD_": str(3 * MIB),
    "MALLOC_TRIM_THRESHOLD_": str(32 * MIB),
}
#: Prefixes of environment variables with the server's secrets, database and bucket.
_SECRETS: Final = ("ENGAGEMENT_", "STREAMLIT_", "AWS_", "PG")
#: Seconds of silence after which the caller can decide whether to go on.
_SILENCE_SECONDS: Final = 0.25
#: How a crash is classified for its sentence.
_OUT_OF_MEMORY: Final = (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS)


@dataclass(frozen=True, slots=True)
class Progress:
    """The file being read (from 0), the number of files, and how far the current one is read."""

    file: int
    of: int
    name: str
    done: bool
    place: ReadingProgress = _BEGINNING


def read_files(
    files: Files,
    *,
    key: bytes,
    hints: Hints | None = None,
    recipes: Sequence[Recipe] = (),
    progress: Callable[[Progress], None] | None = None,
    limits: Limits | None = None,
    background: bool = False,
    contacts: bool = False,
) -> list[list[Imported] | SourceError]:
    """Read files, given as path and the name that the person knows, in a child process.

    Returns one entry per file, in order: what its tables gave, or why it cannot be read; that is a
    `NeedsAnswer` where a person may know what its columns mean. `progress`
    is called as each file begins and ends and a few times a second between; an exception that it
    raises stops the import (that is how a person cancels). In the `background`, reading gives way to
    whatever else the machine has to do. With `contacts`, addresses come back beside the pseudonyms.
    """
    with private.folder() as folder:
        task = wire.Task(
            task="import",
            folder=str(folder),
            limits=limits or Limits(),
            key=key,
            hints=hints or Hints(),
            recipes=tuple(recipes),
            background=background,
            contacts=contacts,
        )
        return drops.combine([_collected(line) for line in _run(files, task, wire.Read, progress)])


def propose(path: Path, name: str, *, limits: Limits | None = None) -> tuple[Proposal, ...]:
    """Propose, from a child process, how to read the tables that no platform's format knows exactly.

    Raises `SourceError` where the file cannot be read or there is nothing to ask.
    """
    with private.folder() as folder:
        task = wire.Task(task="propose", folder=str(folder), limits=limits or Limits())
        (line,) = _run([(path, name)], task, wire.Proposed)
    if isinstance(line, SourceError):
        raise line
    return line.proposals


def write_rows(
    files: Files, folder: Path, *, limits: Limits | None = None
) -> list[list[tuple[Path, str | None]] | SourceError]:
    """Write the raw tables of files as CSV into `folder`; return paths and sheets per file."""
    task = wire.Task(task="rows", folder=str(folder), limits=limits or Limits())
    return [
        line if isinstance(line, SourceError) else [(Path(path), sheet) for path, sheet in line.tables]
        for line in _run(files, task, wire.Rows)
    ]


def _run(
    files: Files, task: wire.Task, kind: type[wire.Answer], progress: Callable[[Progress], None] | None = None
) -> list[wire.Answer | SourceError]:
    """Hand files to a child, whose answers to this task are of this kind.

    Where it dies, blame the file in hand and go on with the others.
    """
    results: dict[int, wire.Answer | SourceError] = {}
    while len(results) < len(files):
        remaining: list[int] = [number for number in range(len(files)) if number not in results]
        part = Path(task.folder) / f"without-{len(results)}"
        part.mkdir()
        remaining_files = tuple((str(files[number][0].resolve()), files[number][1]) for number in remaining)
        child = _Child(msgspec.structs.replace(task, files=remaining_files, folder=str(part)))
        in_hand = remaining[0]
        try:
            place = _BEGINNING
            for line in child.lines(kind, task.limits.wall_seconds):
                in_hand = in_hand if line is None else remaining[line.file]
                if line is None or isinstance(line, wire.Begins | wire.At):
                    if line is not None:
                        place = line.place if isinstance(line, wire.At) else _BEGINNING
                    if in_hand not in results:  # a child that has done all may take a moment to end
                        _tell(progress, in_hand, files, place)
                    continue
                results[in_hand] = _fault(line) if isinstance(line, wire.Failed) else line
                # Files that are read together are done last, whatever their place in the drop.
                _tell(progress, in_hand if len(results) < len(files) else len(files) - 1, files)
        finally:
            child.end()
        if len(results) < len(files):
            blamed = next(number for number in (in_hand, *remaining) if number not in results)
            results[blamed] = SourceError(child.last_words(task.limits))
            _tell(progress, blamed, files)
    return [results[number] for number in range(len(files))]


class _Child:
    """A fresh child process, which gets its task on standard input."""

    def __init__(self, task: wire.Task) -> None:
        self._late = False
        self._process = _process()
        self._said: queue.Queue[bytes] = queue.Queue()
        assert self._process.stdin is not None  # noqa: S101 - both are pipes
        assert self._process.stdout is not None  # noqa: S101
        self._listener = threading.Thread(
            target=_listen, args=(self._process.stdout, self._said), daemon=True
        )
        self._listener.start()
        with suppress(BrokenPipeError):
            self._process.stdin.write(wire.written(task).encode())
            self._process.stdin.close()

    def lines(
        self, kind: type[wire.Answer], patience: float
    ) -> Iterator[wire.Begins | wire.At | wire.Failed | wire.Answer | None]:
        """Yield the child's messages, until it ends or a file takes longer than `patience` seconds.

        None is yielded after a period of silence, so that the caller can stop.
        """
        deadline = time.monotonic() + patience
        while (seconds_left := deadline - time.monotonic()) > 0:
            try:
                line = self._said.get(timeout=min(_SILENCE_SECONDS, seconds_left))
            except queue.Empty:
                yield None
                continue
            if not line:
                return
            received = wire.line(line, kind)
            if not isinstance(received, wire.At):
                deadline = time.monotonic() + patience
            yield received
        self._late = True

    def end(self) -> None:
        """Make sure that the child is gone."""
        if self._late or self._process.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(0 if self._late else 0.5)
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._listener.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()

    def last_words(self, limits: Limits) -> Message:
        """Say why the child ended before its work was done, and what to do."""
        code = -(self._process.returncode or 0)
        if self._late:
            return message(
                "This file takes more than {most} seconds to read. Export a shorter period, "
                "upload the parts.",
                most=round(limits.wall_seconds),
            )
        if code == signal.SIGXCPU:
            return message(
                "This file takes more than {most} seconds of work. Export a shorter period, "
                "upload the parts.",
                most=limits.cpu_seconds,
            )
        if code == signal.SIGKILL:
            return message(
                "This file needs more memory than this machine has. Export a shorter period, "
                "upload the parts."
            )
        if code in _OUT_OF_MEMORY:
            return message(
                "This file needs more than {most} MB of memory. Export a shorter period and "
                "upload the parts.",
                most=limits.memory_bytes // MIB,
            )
        return message(
            "This file cannot be read: the reader stopped. Export it again and upload the new file."
        )


def _process() -> subprocess.Popen[bytes] | fork_server.Child:
    """Start a child without keys and passwords: one that is talked into more knows none."""
    environment = settings.inherited(without=_SECRETS, PYTHONPATH=str(_ROOT), **_SURROUNDINGS)
    if _FORKS:
        return fork_server.fork(environment)
    return subprocess.Popen(
        [sys.executable, "-m", "engagement.sources.importing.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )


def _listen(pipe: IO[bytes], messages: queue.Queue[bytes]) -> None:
    for line in pipe:
        messages.put(line)
    messages.put(b"")


def _tell(
    progress: Callable[[Progress], None] | None,
    number: int,
    files: Files,
    place: ReadingProgress | None = None,
) -> None:
    """Tell where the file in hand is; without a place, it is done."""
    if progress is not None:
        progress(Progress(number, len(files), files[number][1], place is None, place or _BEGINNING))


def _fault(line: wire.Failed) -> SourceError:
    return SourceError(line.error) if line.proposals is None else NeedsAnswer(line.error, line.proposals)


def _collected(line: wire.Read | SourceError) -> list[Imported] | SourceError:
    """Map the tables that the child left; the mapping outlives the files' names."""
    if isinstance(line, SourceError):
        return line
    imported = []
    for part in line.imported:
        folder = Path(part.folder)
        tables = {name: read_table(folder / f"{name}.table.arrow") for name in part.tables}
        rejects = read_table(folder / "rejects.arrow") if part.rejects else None
        contacts, also_known = (
            dict(zip(*read_table(folder / f"{name}.arrow").to_pydict().values(), strict=True)) if some else {}
            for name, some in (("contacts", part.contacts), ("also_known", part.also_known))
        )
        apart = None
        if part.separate is not None:
            apart = {name: read_table(folder / f"{name}.apart.arrow") for name in part.separate}
        imported.append(Imported(tables, part.report, rejects, contacts, also_known, apart))
    return imported
