"""Limits of what a file may use. Every refusal names the limit and what to do."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engagement.locale import message

if TYPE_CHECKING:
    from engagement.locale import Message

MIB: Final = 1 << 20
_MOST_MEMORY: Final = 6 * 1024 * MIB
_LEAST_MEMORY: Final = 1024 * MIB
#: The files with a container's memory limit (cgroup version 2 and 1).
_CGROUPS: Final = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
#: Of one sheet of a workbook.
MOST_CELLS: Final = 60_000_000


def too_many_cells() -> Message:
    """The sentence for a workbook that has more cells than are read."""
    return message("A sheet of this workbook has more than {most} cells. Save it as CSV.", most=MOST_CELLS)


def fitting(most: int, available: int) -> int:
    """Return the memory for a reader if this much is available: the server needs some, too."""
    return max(_LEAST_MEMORY, min(most, available * 3 // 4))


def _memory_there() -> int:
    """Return the memory of this machine, or of the container, in bytes."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for path in _CGROUPS:
        with suppress(OSError, ValueError):
            memory = min(memory, int(Path(path).read_text()))
    return memory


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one import. All except `memory_bytes` apply to each file separately.

    `file_bytes`: size of the file in bytes. `memory_bytes`: address space of the child process, which reads
    all files of the call. `cpu_seconds` and `wall_seconds`: time for reading one file. `members`,
    `expanded_bytes` and `ratio`: entries of an archive, their unpacked size in bytes, and its ratio to the
    packed size. `tables`: in the file.
    """

    file_bytes: int = 1024 * MIB
    memory_bytes: int = field(default_factory=lambda: fitting(_MOST_MEMORY, _memory_there()))
    cpu_seconds: int = 300
    wall_seconds: float = 600.0
    members: int = 200
    expanded_bytes: int = 1024 * MIB
    ratio: int = 200
    tables: int = 500
