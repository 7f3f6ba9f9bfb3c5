"""Whole rows in one cell: a comma-separated file that an Excel with another separator opened and saved.

Such an Excel puts each line into column A. Saved as CSV, a line with quotes or the separator is quoted
again, with its own quotes doubled, and separators may follow for empty columns; other lines stay unquoted.
Saved as a workbook, the lines are in column A. In both cases the original lines can be restored.
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
#: Separators at which a spreadsheet may have split the lines.
_SEPARATORS: Final = (";", ",", "\t")
#: The fewest cells of a line: fewer may be a sentence with commas.
_FEWEST: Final = 3
_NEARLY_ALL: Final = 0.9
#: The length of the text that is checked first.
_HEAD: Final = 1 << 18


def undone(text: str) -> str | None:
    """Return the text before its rows were quoted again; None if they were not."""
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
    """Return the lines in the first column of a sheet as one text; None if it contains cells."""
    filled = [cells for _, cells in all_records if any(cell.strip() for cell in cells)]
    alone = sum(bool(cells[0].strip()) and not any(cell.strip() for cell in cells[1:]) for cells in filled)
    if len(filled) < 2 or alone < _NEARLY_ALL * len(filled):
        return None
    lines = [_joined(cells, ";") for _, cells in all_records]
    return "".join(f"{line}\n" for line in lines) if is_table([x for x in lines if x][:_SAMPLE]) else None


def is_table(lines: Sequence[str]) -> bool:
    """Return whether lines have the same number of cells, and too many for sentences."""
    dialect = dialects.sniff("\n".join(lines) + "\n")
    widths = [len(row) for _, row in records([f"{line}\n" for line in lines], dialect) if row]
    if len(widths) < 2:
        return False
    width, count = Counter(widths).most_common(1)[0]
    return width >= _FEWEST and count >= _NEARLY_ALL * len(widths) and widths[0] == width


def _read(lines: Sequence[str], separator: str, *, cut: bool) -> list[tuple[str, str]] | None:
    """Return each record as the original line, and as written in the file.

    None if quotes are not as a spreadsheet writes them. `cut`: the last record may continue.
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
    """Returns lines one by one, and counts them."""

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
    """Return whether the header is a single cell, and every row with quotes begins with a quote."""
    quoted = [written for _, written in rows if '"' in written]
    return separator not in rows[0][0] and bool(quoted) and all(row.startswith('"') for row in quoted)


def _joined(cells: Sequence[str], separator: str) -> str:
    """Return the line that a spreadsheet has split into these cells, without trailing empty ones."""
    filled = len(cells)
    while filled and not cells[filled - 1].strip():
        filled -= 1
    return separator.join(cells[:filled])
