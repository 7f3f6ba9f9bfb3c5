"""Run one task in a process of its own and say what it cost.

A task is `module:function`; it gets texts and returns a plain JSON value. It runs once on something
small before the clock starts, so that a library's own start-up does not count.

A process inherits its starter's peak of memory, so the one that measures must stay small itself.
"""

from __future__ import annotations

import importlib
import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Measured:
    """`cpu` counts user and system time of the process and its children.

    `peak_mb` adds the process's peak and that of its largest child: at no moment both need more.
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


def _peak_mb() -> float:
    both = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return both / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _main() -> None:
    module, function = sys.argv[1].split(":")
    task = getattr(importlib.import_module(module), function)
    warm, arguments = sys.argv[2], sys.argv[3:]
    if warm:
        task(warm)
    clock, cpu = time.perf_counter(), _cpu()
    result = task(*arguments)
    seconds, cpu = time.perf_counter() - clock, _cpu() - cpu
    print(json.dumps({"seconds": seconds, "cpu": cpu, "peak_mb": _peak_mb(), "result": result}))


if __name__ == "__main__":
    _main()
