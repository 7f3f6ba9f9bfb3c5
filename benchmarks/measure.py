"""Run one task in a process of its own and say what it cost.

A task is `module:function`; it gets texts and returns a plain JSON value. It runs once on something
small before the clock starts, so that a library's own start-up does not count.

A process inherits its starter's peak of memory, so the one that measures must stay small itself.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ROOT = Path(__file__).resolve().parents[1]
_LOOKS_EVERY_SECONDS = 0.02
#: A pause between looks is at least so many times as long as a look.
_LOOKS_APART = 10
#: A run that takes longer is ended; it has failed.
_LONGEST_SECONDS = 20 * 60


@dataclass(frozen=True, slots=True)
class Measured:
    """`cpu` counts user and system time of the process and its children.

    `peak_mb` is what the process and its descendants had in memory at the same moment, shared pages
    counted once; where the system does not tell (`/proc`), what the largest of them had.
    """

    seconds: float
    cpu: float
    peak_mb: float
    result: Any


def measure(task: str, *arguments: str, warm: str = "") -> Measured:
    """Run a task in a fresh process; `warm` is the argument of its first run, which is not measured."""
    return _run(task, warm, *arguments)


@dataclass(frozen=True, slots=True)
class Runs:
    """The same task in several rounds; `base` is what the first task of each round took, itself included."""

    each: tuple[Measured, ...]
    base: tuple[Measured, ...]

    @property
    def cpu(self) -> float:
        """CPU seconds, the median."""
        return median(run.cpu for run in self.each)

    @property
    def seconds(self) -> float:
        """Seconds by the clock, the median."""
        return median(run.seconds for run in self.each)

    @property
    def peak_mb(self) -> float:
        """MB at the peak, the largest of all rounds."""
        return max(run.peak_mb for run in self.each)

    @property
    def times(self) -> list[float]:
        """CPU as a multiple of the first task's in the same round, ascending."""
        return sorted(run.cpu / base.cpu for run, base in zip(self.each, self.base, strict=True))

    @property
    def times_in_seconds(self) -> float:
        """The same of seconds by the clock, the median."""
        return median(run.seconds / base.seconds for run, base in zip(self.each, self.base, strict=True))


def side_by_side(
    tasks: Mapping[str, str], argument: str, warm: str, rounds: int, until: float = float("inf")
) -> dict[str, Runs]:
    """Run tasks in turn, round after round, so that what disturbs the machine disturbs all of them.

    After `until` (`time.monotonic`) no further round begins; the first one always runs.
    """
    found: dict[str, list[Measured]] = {name: [] for name in tasks}
    for place in range(rounds):
        if place and time.monotonic() > until:
            break
        for name, task in tasks.items():
            found[name].append(measure(task, argument, warm=warm))
    base = tuple(next(iter(found.values())))
    return {name: Runs(tuple(runs), base) for name, runs in found.items()}


def _run(task: str, *arguments: str) -> Measured:
    command = [sys.executable, "-m", "benchmarks.measure", task, *arguments]
    done = subprocess.run(  # noqa: S603 - our own
        command, cwd=_ROOT, stdout=subprocess.PIPE, check=True, timeout=_LONGEST_SECONDS
    )
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def _cpu() -> float:
    """CPU seconds of this process and of all below it, those that have ended included."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used) + sum(map(cpu_of, children(os.getpid())))


def cpu_of(process: int) -> float:
    """CPU seconds of a process, its children that have ended, and its descendants that live."""
    times: list[str] = []
    with contextlib.suppress(OSError):  # it has just ended, and whoever waited for it has its times
        times = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:15]
    return sum(map(int, times)) / os.sysconf("SC_CLK_TCK") + sum(map(cpu_of, children(process)))


class _Peak(threading.Thread):
    """Looks at the memory of this process and its children until it is stopped; `cpu` is what that cost."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._over = threading.Event()
        self._most = 0
        self.cpu = 0.0

    def run(self) -> None:
        pause = _LOOKS_EVERY_SECONDS
        while not self._over.wait(pause):
            began = time.perf_counter()
            self._most = max(self._most, _resident())
            self.cpu = time.thread_time()
            # To look at gigabytes takes long, and holds up whoever asks the system for memory.
            pause = max(_LOOKS_EVERY_SECONDS, _LOOKS_APART * (time.perf_counter() - began))

    def stop(self) -> float:
        """Return the most that was seen, in MB."""
        self._over.set()
        self.join()
        return max(self._most, _largest()) / (1 << 20)


def _resident() -> int:
    """Bytes in memory of this process and its descendants; 0 where the system does not tell."""
    try:
        return sum(own_bytes(process) for process in family(os.getpid()))
    except OSError:  # another system, or a child that has just ended
        return 0


def family(process: int) -> Iterator[int]:
    """Yield a process and its descendants, by number."""
    yield process
    for child in children(process):
        yield from family(child)


def children(process: int) -> list[int]:
    """Return the children of a process, ended ones for which it has not waited yet included.

    None where it has ended itself, or the system does not tell.
    """
    found: list[int] = []
    with contextlib.suppress(OSError):
        for thread in Path(f"/proc/{process}/task").iterdir():
            found += map(int, (thread / "children").read_text().split())
    return found


def own_bytes(process: int) -> int:
    """Bytes that a process has in memory, its part of those that it shares."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))


def _largest() -> int:
    """Bytes that the largest process had in memory at its peak."""
    unit = 1 if sys.platform == "darwin" else 1 << 10
    return unit * max(
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )


def _main() -> None:
    module, function = sys.argv[1].split(":")
    task = getattr(importlib.import_module(module), function)
    warm, arguments = sys.argv[2], sys.argv[3:]
    if warm:
        task(warm)
    peak = _Peak()
    peak.start()
    clock, cpu = time.perf_counter(), _cpu()
    result = task(*arguments)
    seconds, cpu = time.perf_counter() - clock, _cpu() - cpu
    most = peak.stop()
    print(json.dumps({"seconds": seconds, "cpu": cpu - peak.cpu, "peak_mb": most, "result": result}))


if __name__ == "__main__":
    _main()
