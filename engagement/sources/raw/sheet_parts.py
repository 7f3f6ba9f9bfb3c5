"""Several tables on one sheet: below each other, separated by blank rows, or side by side.

A blank row or column alone proves nothing, because a single table may contain one. A table below a blank row
needs a header that differs in kind from the rows below it and from the table above. A table beside a blank
column needs a header too, and must be independent of its neighbour.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from engagement.sources.text import header as headers
from engagement.sources.text.column_names import normalise
from engagement.sources.values.looks import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Record = tuple[int, list[str]]
    Knows = Callable[[Sequence[str]], bool]

_SAMPLE: Final = 200
#: The most lines with a name and a value above a table; a block with more of them is a table itself.
_MOST_LINES: Final = 10
#: The number of rows that are compared with known headers.
_HEADERS: Final = 25
_TYPED: Final = frozenset({"number", "date", "address"})
#: Share of a column's cells that make it one of numbers, dates or addresses.
_MOSTLY: Final = 0.8


def parts(
    all_records: Sequence[Record], knows: Knows | None = None
) -> Iterator[tuple[list[Record], list[str]]]:
    """Yield the records of each table of a sheet, and the lines above it."""
    for block, above in _below_each_other(all_records, knows):
        for neighbour in _beside_each_other(block, knows):
            yield neighbour, above


def _below_each_other(
    all_records: Sequence[Record], knows: Knows | None
) -> Iterator[tuple[list[Record], list[str]]]:
    current: list[Record] = []
    above: list[str] = []
    names: frozenset[str] = frozenset()
    for blank, rows in groupby(all_records, key=lambda record: not record[1]):
        block = list(rows)
        opened = frozenset() if blank else _opened(block, knows)
        if opened and opened != names:
            if names or not _is_title(current):
                yield current, above
                above = []
            else:
                above += [",".join(cells) for _, cells in current if cells]
            current, names = [], opened
        current += block
    yield current, above


def _is_title(block: Sequence[Record]) -> bool:
    """Return whether rows describe the table below them instead of being a table.

    Such rows are a single line, or a few lines with a name and a value ("Shop: Demo").
    """
    filled = [sum(1 for cell in cells if cell.strip()) for _, cells in block if cells]
    return len(filled) < 2 or (len(filled) <= _MOST_LINES and max(filled) <= 2)


def _opened(block: Sequence[Record], knows: Knows | None) -> frozenset[str]:
    """Return the names of the header with which a block begins a separate table; none if it does not."""
    sample = block[:_SAMPLE]
    start = headers.find(sample, knows)
    if start.header is None:
        return frozenset()
    names = [cell.strip() for cell in sample[start.header][1]]
    filled = [name for name in names if name]
    below = [cells for _, cells in sample[start.header + 1 :]]
    if len(filled) < 2 or len(set(filled)) < len(filled) or any(kind_of(name) in _TYPED for name in filled):
        return frozenset()
    columns = ([row[place] for row in below if place < len(row)] for place, name in enumerate(names) if name)
    return frozenset(map(normalise, filled)) if any(map(_typed, columns)) else frozenset()


def _typed(cells: Sequence[str]) -> bool:
    kinds = [kind_of(cell) for cell in cells if cell.strip()]
    return bool(kinds) and sum(kind in _TYPED for kind in kinds) >= _MOSTLY * len(kinds)


def _beside_each_other(records: list[Record], knows: Knows | None) -> Iterator[list[Record]]:
    """Yield tables that are side by side, each from its first column on."""
    spans = _spans(records)
    sides = [_cut(records, first, last) for first, last in spans] if len(spans) > 1 else []
    apart = [
        last - first > 1 and next_last - next_first > 1 and _independent(left, other, knows)
        for ((first, last), left), ((next_first, next_last), other) in pairwise(
            zip(spans, sides, strict=False)
        )
    ]
    if knows is not None and _known_whole(records, sides, knows):
        apart = []
    first_column = spans[0][0] if spans else 0
    for place, joint in enumerate(apart):
        if joint:
            yield _cut(records, first_column, spans[place][1])
            first_column = spans[place + 1][0]
    yield _cut(records, first_column, spans[-1][1]) if first_column else records


def _spans(records: Sequence[Record]) -> list[tuple[int, int]]:
    """Return the first column and the end (exclusive) of each run of non-blank columns; the last is open."""
    filled = _filled(records[:_SAMPLE], set())
    width = max(filled, default=-1) + 1
    if len(filled) < width:
        filled |= _filled(records[_SAMPLE:], set(range(width)) - filled)
    runs = [list(run) for full, run in groupby(range(width), key=filled.__contains__) if full]
    ends = [run[-1] + 1 for run in runs[:-1]] + [max(len(cells) for _, cells in records)]
    return [(run[0], end) for run, end in zip(runs, ends, strict=False)]


def _filled(records: Sequence[Record], among: set[int]) -> set[int]:
    """Return the indices of the columns with a non-blank cell, only those in `among` if it is given."""
    columns: set[int] = set()
    for _, cells in records:
        places = among or range(len(cells))
        columns.update(place for place in places if place < len(cells) and cells[place].strip())
    return columns


def _cut(records: Sequence[Record], first: int, last: int) -> list[Record]:
    """Return the records with the columns from `first` to before `last`; a blank row has no cells."""
    cut = [(line, cells[first:last]) for line, cells in records]
    return [(line, cells if any(cell.strip() for cell in cells) else []) for line, cells in cut]


def _independent(left: Sequence[Record], other: Sequence[Record], knows: Knows | None) -> bool:
    """Return whether two neighbours are separate tables.

    They are if both have headers that share a name, or both are known, or one of them ends earlier without
    a gap before.
    """
    starts = [headers.find(part[:_SAMPLE], knows) for part in (left, other)]
    names = [
        [] if start.header is None else [name for name in map(normalise, part[start.header][1]) if name]
        for part, start in zip((left, other), starts, strict=True)
    ]
    if not all(names):
        return False
    if set(names[0]) & set(names[1]) or (knows is not None and all(map(knows, names))):
        return True
    shorter, start = min(zip((left, other), starts, strict=True), key=lambda pair: _end(pair[0]))
    gapless = all(cells for _, cells in shorter[start.header : _end(shorter) + 1])
    return gapless and _end(left) != _end(other)


def _end(records: Sequence[Record]) -> int:
    return max(place for place, (_, cells) in enumerate(records) if cells)


def _known_whole(records: Sequence[Record], sides: Sequence[Sequence[Record]], knows: Knows) -> bool:
    """Return whether the header of the whole sheet is known, but that of none of its sides."""

    def is_known(records: Sequence[Record]) -> bool:
        return any(knows(cells) for _, cells in records[:_HEADERS] if cells)

    return is_known(records) and not any(map(is_known, sides))
