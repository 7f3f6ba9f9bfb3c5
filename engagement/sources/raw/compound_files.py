"""Old workbooks (`.xls`) are small file systems: detection of chains of sectors that never end.

The reader follows a chain as it is and collects sectors until memory is full, so a few kilobytes could take
gigabytes. Nothing else in the file is checked here.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    Sectors = np.ndarray[Any, np.dtype[np.int64]]

_HEADER: Final = 512
_LEAST_SHIFT: Final = 6
_MOST_SHIFT: Final = 16
#: Offsets in the header: the shift of a sector's size, the first sector of the small table, of the further
#: list of tables, and the list of tables itself.
_SHIFT: Final = 30
_SMALL: Final = 60
_FURTHER: Final = 68
_LIST: Final = slice(76, _HEADER)
#: Numbers from here on are not sectors, but mark the end of a chain or its absence.
_NO_SECTOR: Final = 0xFFFFFFFA


def never_ends(content: bytes) -> bool:
    """Return whether a chain of sectors of an old workbook contains a cycle."""
    if len(content) < _HEADER:
        return False
    (shift,) = struct.unpack_from("<H", content, _SHIFT)
    if not _LEAST_SHIFT < shift < _MOST_SHIFT:
        return False
    size = 1 << shift
    listed = list(np.frombuffer(content[_LIST], "<u4"))
    (further,) = struct.unpack_from("<I", content, _FURTHER)
    visited: set[int] = set()
    while further < _NO_SECTOR:
        if further in visited:
            return True
        visited.add(further)
        part = _sector(content, further, size)
        if not len(part):
            break
        listed += list(part[:-1])
        further = int(part[-1])
    table = _joined([_sector(content, int(place), size) for place in listed if place < _NO_SECTOR])
    if _leads_back(table):
        return True
    (small,) = struct.unpack_from("<I", content, _SMALL)
    chain = []
    while small < len(table):
        chain.append(_sector(content, int(small), size))
        small = int(table[small])
    return _leads_back(_joined(chain))


def _sector(content: bytes, place: int, size: int) -> Sectors:
    start = (place + 1) * size
    part = content[start : start + size]
    return np.frombuffer(part[: len(part) // 4 * 4], "<u4").astype(np.int64)


def _joined(parts: list[Sectors]) -> Sectors:
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)


def _leads_back(table: Sectors) -> bool:
    """Return whether following the table from any sector takes more steps than it has sectors."""
    end = len(table)
    step = np.append(np.where(table < end, table, end), end)
    for _ in range(end.bit_length()):
        step = step[step]
    return bool((step != end).any())
