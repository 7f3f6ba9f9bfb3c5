"""Read what the reader of OpenDocument sheets does not provide: their unfolded size, and cells' currencies.

A few characters may stand for a billion cells: equal rows and cells are written once, with a number. The
reader unfolds the rectangle that contains all non-empty cells; blank cells outside of it cost nothing.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from itertools import chain, repeat
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The beginnings of sheets, rows and cells, with any prefix.
_TAG: Final = re.compile(
    rb"<(?:[A-Za-z][\w.-]{0,30}:)?(table|table-row|(?:covered-)?table-cell)(?=[\s/>])([^<>]{0,4000})>"
)
_REPEATED: Final = re.compile(rb"number-(?:rows|columns)-repeated\s{0,9}=\s{0,9}[\"']\s{0,9}(\d{1,12})")
_CURRENCY: Final = re.compile(rb"(?<![\w-])currency\s{0,9}=\s{0,9}[\"']([A-Z]{3})[\"']")
_NAME: Final = re.compile(rb"table:name\s{0,9}=\s{0,9}[\"']([^\"']{0,2000})[\"']")
_PIECE: Final = 1 << 20
#: A piece that ends within a tag is continued with the next one.
_LONGEST_TAG: Final = 4_096


@dataclass(slots=True)
class _Sheet:
    """The rectangle of non-empty cells so far, and the current row; `blank` ones count if others follow."""

    height: int = 0
    width: int = 0
    blank_rows: int = 0
    rows: int = 0
    cells: int = 0
    blank_cells: int = 0

    def row(self, repeated: int) -> None:
        self.end()
        self.rows, self.cells, self.blank_cells = repeated, 0, 0

    def cell(self, repeated: int, *, blank: bool) -> None:
        if blank:
            self.blank_cells += repeated
        else:
            self.cells += self.blank_cells + repeated
            self.blank_cells = 0

    def end(self) -> None:
        """Add the current row to the box."""
        if self.cells:
            self.height += self.blank_rows + self.rows
            self.width = max(self.width, self.cells)
            self.blank_rows = 0
        else:
            self.blank_rows += self.rows
        self.rows = 0


def unfolds_to_more(content: IO[bytes], most: int) -> bool:
    """Return whether a sheet of a `content.xml` unfolds to more than `most` cells."""
    sheet = _Sheet()
    unread = b""
    while piece := content.read(_PIECE):
        text = unread + piece
        end = 0
        for tag in _TAG.finditer(text):
            end = tag.end()
            if tag[1] == b"table":
                sheet = _Sheet()
            elif tag[1] == b"table-row":
                sheet.row(_times(tag[2]))
                if sheet.height * sheet.width > most:
                    return True
            else:
                sheet.cell(_times(tag[2]), blank=_is_blank(tag[2]))
        unread = text[max(end, len(text) - _LONGEST_TAG) :]
        if sheet.cells > most:
            return True
    sheet.end()
    return sheet.height * sheet.width > most


#: The currencies of a row's cells: the first cell of each run of them, how many there are, the code.
Codes = list[tuple[int, int, str]]


def currencies(workbook: bytes) -> dict[str, Iterator[Codes]]:
    """Return the currencies of each sheet's cells, row by row, by the name of the sheet.

    The reader returns only the number; people who type amounts in a sheet have the currency in the cell's
    format.
    """
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        content = archive.read("content.xml") if "content.xml" in archive.namelist() else b""
    if _CURRENCY.search(content) is None:
        return {}
    by_sheet: dict[str, list[tuple[int, Codes]]] = {}
    rows: list[tuple[int, Codes]] = []
    place = 0
    for tag in _TAG.finditer(content):
        if tag[1] == b"table":
            name = _NAME.search(tag[2])
            rows = by_sheet.setdefault(unescape(name[1].decode("utf-8", "replace")) if name else "", [])
        elif tag[1] == b"table-row":
            rows.append((_times(tag[2]), []))
            place = 0
        else:
            times, code = _times(tag[2]), _CURRENCY.search(tag[2])
            if code is not None and rows:
                rows[-1][1].append((place, times, code[1].decode()))
            place += times
    return {
        name: chain.from_iterable(repeat(codes, times) for times, codes in rows)
        for name, rows in by_sheet.items()
    }


def _times(attributes: bytes) -> int:
    match = _REPEATED.search(attributes)
    return int(match[1]) if match else 1


def _is_blank(attributes: bytes) -> bool:
    return attributes.rstrip().endswith(b"/") and b"value" not in attributes
