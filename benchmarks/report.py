"""What a run says: parts with a table each, and the aims that they meet or miss."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from benchmarks.measure import Runs

_LIBRARIES: Final = ("duckdb", "polars", "pandas", "pyarrow", "narwhals", "streamlit")


@dataclass(frozen=True, slots=True)
class Aim:
    """What is aimed at, what was measured, and where it was missed: why, and what would meet it."""

    aim: str
    measured: str
    met: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One table of the report under its heading, in Markdown, and its aims."""

    text: str
    aims: Sequence[Aim] = ()


def heading() -> str:
    """Say when, where and with what was measured."""
    versions = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    return (
        f"# Benchmarks of {datetime.now(UTC):%d %B %Y}\n\n"
        f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}, "
        f"{versions}.\n\n"
        "Each run is a process of its own, warmed up on a small file, and what is compared takes turns round "
        "by round. Seconds and CPU are medians; *times* is CPU as a multiple of the first line in the same "
        "round, the median and from least to most; memory is the most that all its processes had at once. "
        "Compare within one table: a ratio carries over to another machine, a time does not."
    )


def runs_table(found: Mapping[str, Runs], orders: int | None = None) -> str:
    """Return a table of runs side by side; with `orders` also the CPU of each order."""
    return "\n".join((*_header(orders), *lines(found, orders)))


def lines(found: Mapping[str, Runs], orders: int | None = None, before: str = "") -> list[str]:
    """Return the rows of such a table, each begun with `before`."""
    return [
        f"| {before}{name} | {runs.seconds:.2f} | {runs.cpu:.2f} | {_spread(runs.times)} "
        f"| {runs.peak_mb:,.0f} |" + (f" {runs.cpu / orders * 1e6:.2f} |" if orders else "")
        for name, runs in found.items()
    ]


def _header(orders: int | None) -> tuple[str, str]:
    names = ["", "seconds", "CPU-seconds", "times", "peak MB", *(["CPU µs an order"] if orders else [])]
    return " | ".join(("", *names, "")).strip(), "|---|" + "---:|" * (len(names) - 1)


def header(first: str, orders: int) -> list[str]:
    """Return the head of a table whose rows begin with two names."""
    names, rule = _header(orders)
    return [f"| {first} {names}", f"|---{rule}"]


def _spread(times: Sequence[float]) -> str:
    middle = median(times)
    if len(times) == 1 or times[0] == times[-1]:
        return f"{middle:.2f}"
    return f"{middle:.2f} ({times[0]:.2f} to {times[-1]:.2f})"


def aims_table(aims: Iterable[Aim]) -> str:
    """Return all aims of a run."""
    rows = [
        f"| {aim.aim} | {aim.measured} | {'met' if aim.met else 'missed'} | {'' if aim.met else aim.reason} |"
        for aim in aims
    ]
    head = [
        "## Aims",
        "",
        "| aim | measured | | why it was missed, what would meet it |",
        "|---|---|---|---|",
    ]
    return "\n".join((*head, *rows))
