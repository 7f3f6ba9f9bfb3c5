"""Run one task in a process of its own and say what it cost.

A task is `module:function`; it gets texts and returns a plain JSON value. It runs once on something
small before the clock starts, so that a library's own start-up does not count.

A process inherits its starter's peak of memory, so the one that measures must stay small itself.
"""

from __future__ import annotations

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
from typing import Any

_ROOT = Path(__file__).resolve().parents[1]
_LOOKS_EVERY_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Measured:
    """`cpu` counts user and system time of the process and its children.

    `peak_mb` is what the process and its children had in memory at the same moment, shared pages counted
    for each; where the system does not tell (`/proc`), what the largest of them had.
    """

    seconds: float
    cpu: float
    peak_mb: float
    result: Any


def measure(task: str, *arguments: str, warm: str = "", times: int = 3) -> Measured:
    """Run a task `times` times, each in a fresh process; return the quickest (others only disturb)."""
    runs = [_run(task, warm, *arguments) for _ in range(times)]
    return min(runs, key=lambda run: run.cpu)


def _run(task: str, *arguments: str) -> Measured:
    command = [sys.executable, "-m", "benchmarks.measure", task, *arguments]
    done = subprocess.run(command, cwd=_ROOT, stdout=subprocess.PIPE, check=True)  # noqa: S603 - our own
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


class _Peak(threading.Thread):
    """Looks at the memory of this process and its children until it is stopped."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._over = threading.Event()
        self._most = 0

    def run(self) -> None:
        while not self._over.wait(_LOOKS_EVERY_SECONDS):
            self._most = max(self._most, _resident())

    def stop(self) -> float:
        """Return the most that was seen, in MB."""
        self._over.set()
        self.join()
        return max(self._most, _largest()) / (1 << 20)


def _resident() -> int:
    """Bytes in memory of this process and its children; 0 where the system does not tell."""
    try:
        me = os.getpid()
        children = Path(f"/proc/{me}/task/{me}/children").read_text().split()
        pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in (me, *children)]
    except OSError:  # another system, or a child that has just ended
        return 0
    return sum(pages) * resource.getpagesize()


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
    print(json.dumps({"seconds": seconds, "cpu": cpu, "peak_mb": peak.stop(), "result": result}))


if __name__ == "__main__":
    _main()
