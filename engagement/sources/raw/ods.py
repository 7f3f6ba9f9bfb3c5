"""How many cells an OpenDocument sheet unfolds to: a few letters may stand for a billion of them.

Rows and cells that are alike are written once, with a number. The reader unfolds the box that holds all
cells with something in them; blank ones beyond it cost nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import IO, Final

#: Beginnings of sheets, rows and cells, whatever their prefix.
_TAG: Final = re.compile(
    rb"<(?:[A-Za-z][\w.-]{0,30}:)?(table|table-row|(?:covered-)?table-cell)(?=[\s/>])([^<>]{0,4000})>"
)
_REPEATED: Final = re.compile(rb"number-(?:rows|columns)-repeated\s{0,9}=\s{0,9}[\"']\s{0,9}(\d{1,12})")
_PIECE: Final = 1 << 20
#: A piece that ends within a tag is read on from there.
_LONGEST_TAG: Final = 4_096


@dataclass(slots=True)
class _Sheet:
    """The box of a sheet so far, and the row in hand: `blank` ones count once something follows them."""

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
        """Add the row in hand to the box."""
        if self.cells:
            self.height += self.blank_rows + self.rows
            self.width = max(self.width, self.cells)
            self.blank_rows = 0
        else:
            self.blank_rows += self.rows
        self.rows = 0


def unfolds_to_more(content: IO[bytes], most: int) -> bool:
    """Whether a sheet of a `content.xml` unfolds to more than `most` cells."""
    sheet = _Sheet()
    rest = b""
    while piece := content.read(_PIECE):
        text = rest + piece
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
        rest = text[max(end, len(text) - _LONGEST_TAG) :]
        if sheet.cells > most:
            return True
    sheet.end()
    return sheet.height * sheet.width > most


def _times(attributes: bytes) -> int:
    found = _REPEATED.search(attributes)
    return int(found[1]) if found else 1


def _is_blank(attributes: bytes) -> bool:
    return attributes.rstrip().endswith(b"/") and b"value" not in attributes
