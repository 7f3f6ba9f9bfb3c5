"""Whole rows in one cell: a comma file that an Excel with another list separator has opened and saved.

Such an Excel puts each line into column A. Saved as CSV, a line that holds quotes or the separator is quoted
once more, its own quotes doubled, and separators may follow for the columns that are empty; other lines stay
bare. Saved as a workbook, the lines stand in column A. Either way the lines are what they were before.
"""

from __future__ import annotations

import csv
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final

from engagement.sources.text import dialect as dialects
from engagement.sources.text.csv_records import LONGEST_CELL, records, split_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Record = tuple[int, list[str]]

_SAMPLE: Final = 200
#: Separators by which a spreadsheet may have cut the lines.
_SEPARATORS: Final = (";", ",", "\t")
#: Fewer cells in a line may be a sentence with commas.
_FEWEST: Final = 3
_NEARLY_ALL: Final = 0.9
#: How much of a text is looked at first.
_HEAD: Final = 1 << 18


def undone(text: str) -> str | None:
    """Return the text as it was before its rows were quoted once more; None: they are not."""
    if '"' not in text[:_HEAD]:
        return None
    lines = split_lines(text[:_HEAD])
    sample = lines[: -1 if len(text) > _HEAD and len(lines) > 1 else None][:_SAMPLE]
    for separator in _SEPARATORS:
        rows = _read(sample, separator, cut=len(sample) == _SAMPLE)
        if rows is not None and _is_wrapped(rows, separator) and is_table([line for line, _ in rows]):
            unwrapped = _read(split_lines(text), separator, cut=False)
            return None if unwrapped is None else "".join(f"{line}\n" for line, _ in unwrapped)
    return None


def of_records(all_records: Sequence[Record]) -> str | None:
    """Return the lines that stand in the first column of a sheet as one text; None: it holds cells."""
    filled = [cells for _, cells in all_records if any(cell.strip() for cell in cells)]
    alone = sum(bool(cells[0].strip()) and not any(cell.strip() for cell in cells[1:]) for cells in filled)
    if len(filled) < 2 or alone < _NEARLY_ALL * len(filled):
        return None
    lines = [_joined(cells, ";") for _, cells in all_records]
    return "".join(f"{line}\n" for line in lines) if is_table([x for x in lines if x][:_SAMPLE]) else None


def is_table(lines: Sequence[str]) -> bool:
    """Whether lines have the same cells throughout, as many as make no sentence."""
    dialect = dialects.sniff("\n".join(lines) + "\n")
    widths = [len(row) for _, row in records([f"{line}\n" for line in lines], dialect) if row]
    if len(widths) < 2:
        return False
    width, count = Counter(widths).most_common(1)[0]
    return width >= _FEWEST and count >= _NEARLY_ALL * len(widths) and widths[0] == width


def _read(lines: Sequence[str], separator: str, *, cut: bool) -> list[tuple[str, str]] | None:
    """Return each record as the line before it was wrapped, and as written in the file.

    None where quotes are not as a spreadsheet writes them. `cut`: the last record may go on.
    """
    source = _Lines(lines)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(source, delimiter=separator, strict=True)
    unwrapped: list[tuple[str, str]] = []
    while True:
        first_line = source.at
        try:
            cells = next(reader, None)
        except csv.Error:
            return unwrapped if cut and source.at >= len(lines) and unwrapped else None
        if cells is None:
            return unwrapped
        unwrapped.append((_joined(cells, separator), "".join(islice(lines, first_line, source.at))))


class _Lines:
    """Hands out lines, and says how many."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.at = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.at >= len(self.lines):
            raise StopIteration
        self.at += 1
        return self.lines[self.at - 1]


def _is_wrapped(rows: Sequence[tuple[str, str]], separator: str) -> bool:
    """Whether the names of the columns stand in one cell, and every row that holds quotes begins with one."""
    quoted = [written for _, written in rows if '"' in written]
    return separator not in rows[0][0] and bool(quoted) and all(row.startswith('"') for row in quoted)


def _joined(cells: Sequence[str], separator: str) -> str:
    """The line that a spreadsheet has cut into these cells, without the empty ones behind it."""
    filled = len(cells)
    while filled and not cells[filled - 1].strip():
        filled -= 1
    return separator.join(cells[:filled])
