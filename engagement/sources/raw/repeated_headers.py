"""Tables joined end to end: the header is repeated further down, unchanged or with other columns.

If the same names are repeated, the table continues below them: several exports were joined, and the header
line is skipped. If some of the names differ, what follows is a separate table.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow.compute as pc

from engagement.sources.raw import from_text
from engagement.sources.text.header import repeats_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engagement.sources.model.raw_table import RawTable

#: The most lines that begin like the header; with more, a column simply contains its own name.
_MOST: Final = 1_000


def parted(raw: RawTable) -> Iterator[RawTable]:
    """Yield the tables in `raw`: itself, unless a later header has other columns."""
    names = _trimmed(raw.header)
    places = [
        place
        for place in _candidates(raw)
        if (cells := _cells(raw, place)) != names and repeats_names(cells, names)
    ]
    if not places:
        yield raw
        return
    ends = [-1, *places, raw.rows]
    for number, (before, end) in enumerate(pairwise(ends)):
        header = list(raw.header) if number == 0 else _cells(raw, before)
        yield _part(
            raw, before + 1, end, header, raw.header_row if number == 0 else raw.lines[before].as_py()
        )


def repeated(raw: RawTable) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Return a mask of the rows that repeat the header, cell by cell."""
    is_repeat = np.zeros(raw.rows, dtype=bool)
    names = _trimmed(raw.header)
    for place in _candidates(raw):
        is_repeat[place] = len(names) > 1 and _cells(raw, place) == names
    return is_repeat


def _candidates(raw: RawTable) -> list[int]:
    """Return the rows in which the first name of the header is in its own column."""
    names = _trimmed(raw.header)
    first = next((place for place, name in enumerate(names) if name), None)
    if raw.header_row is None or first is None:
        return []
    places = np.flatnonzero(
        np.asarray(pc.fill_null(pc.equal(raw.data.column(first), raw.header[first]), False))
    )
    return places.tolist() if len(places) <= _MOST else []


def _part(raw: RawTable, start: int, end: int, header: list[str], header_row: int | None) -> RawTable:
    """Return the rows from `start` to before `end` under a header, with the columns that they use."""
    data = raw.data.slice(start, end - start)
    used = [place for place, column in enumerate(data.columns) if column.null_count < len(column)]
    named = len(_trimmed(header)) if start else len(raw.columns) - raw.overflow
    width = max(named, 1 + max(used, default=0))
    return replace(
        raw,
        columns=from_text.unique_names(header, width),
        header=tuple(header[:named]),
        header_row=header_row,
        data=data.select(list(range(width))),
        lines=raw.lines.slice(start, end - start),
        overflow=width - named,
    )


def _cells(raw: RawTable, place: int) -> list[str]:
    return _trimmed([column[place].as_py() or "" for column in raw.data.columns])


def _trimmed(cells: Sequence[str]) -> list[str]:
    """Return cells without blank ones at the end."""
    texts = [cell.strip() for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts
