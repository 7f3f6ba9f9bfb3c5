"""How much a file may ask of the machine. Every refusal names the limit and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engagement.locale import message

if TYPE_CHECKING:
    from engagement.locale import Message

MIB: Final = 1 << 20
#: Of one sheet of a workbook.
MOST_CELLS: Final = 60_000_000


def too_many_cells() -> Message:
    """The sentence for a workbook that has more cells than are read."""
    return message("A sheet of this workbook has more than {most} cells. Save it as CSV.", most=MOST_CELLS)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one import.

    `file_bytes`: size of one file; `memory_bytes`: address space of the child process;
    `cpu_seconds` and `wall_seconds`: for all files of one call; `members`, `expanded_bytes` and
    `ratio`: entries of an archive, their size unpacked, and that over the packed size; `tables`: of one file.
    """

    file_bytes: int = 1024 * MIB
    memory_bytes: int = 6 * 1024 * MIB
    cpu_seconds: int = 300
    wall_seconds: float = 600.0
    members: int = 200
    expanded_bytes: int = 1024 * MIB
    ratio: int = 200
    tables: int = 500
