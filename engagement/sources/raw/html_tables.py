"""Tables of web pages and of Excel's XML of 2003, which many shops' servers write and name `.xls`.

Both consist of rows of cells between tags, and are read alike. Nothing that a tag refers to is opened.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from engagement.sources.model.raw_table import SourceError
from engagement.sources.raw import several_tables
from engagement.sources.text.decode import Encoding, decode
from engagement.sources.text.limits import MIB, too_many_cells

if TYPE_CHECKING:
    import mmap
    from collections.abc import Callable, Iterator, Sequence

    from engagement.sources.model.raw_table import RawTable

    Knows = Callable[[Sequence[str]], bool]
    Record = tuple[int, list[str]]

#: The beginnings of such files, in one or two bytes per character.
_BEGINS: Final = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe)?[\s\x00]*<\x00?(?:!doctype|html|head|meta|style|body|table|\?xml|workbook)",
    re.IGNORECASE,
)
#: One tag with its attributes, or a comment; a tag without an end is text.
_MARK: Final = re.compile(
    r"""<(?:!--.*?(?:-->|\Z)|[!?][^>]{0,2000}>
        |(?P<ends>/?)(?P<name>[A-Za-z][\w:.-]{0,40})
         (?P<said>(?>[^<>"']{1,500}|"[^"]{0,2000}"|'[^']{0,2000}'){0,60}+)>)""",
    re.VERBOSE | re.DOTALL,
)
_WIDE: Final = b"\xff\xfe"
_MOST: Final = 100 * MIB
_MOST_CELLS: Final = 5_000_000
#: The most cells that one cell may span.
_WIDEST: Final = 1_000
_FEWEST: Final = 2
_ROWS: Final = frozenset({"tr", "row"})
_CELLS: Final = frozenset({"td", "th", "cell"})
_UNSEEN: Final = frozenset({"script", "style", "title"})


def begin_here(head: bytes) -> bool:
    """Return whether a file begins as a web page or as Excel's XML."""
    return _BEGINS.match(head.replace(b"\x00", b"") if head.startswith(_WIDE) else head) is not None


def read(data: bytes | mmap.mmap, name: str, *, knows: Knows | None) -> list[RawTable]:
    """Return the tables of a page with at least two columns. Raises `SourceError` if it is too large."""
    if len(data) > _MOST:
        return []
    wide = bytes(data[:2]) == _WIDE
    text, _ = decode(data, Encoding("utf-16-le", 2) if wide else Encoding("utf-8"))
    page = _Page()
    page.read(text)
    return list(_raw(page.tables, name, knows))


def _raw(tables: Sequence[_Table], name: str, knows: Knows | None) -> Iterator[RawTable]:
    for table in tables:
        filled = sum(sum(map(bool, cells)) >= _FEWEST for _, cells in table.records)
        if filled >= _FEWEST:
            yield from several_tables.from_records(table.records, name, sheet=None, knows=knows)


class _Table:
    """The rows of one table, including cells that span several columns or rows."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self._pieces: list[str] | None = None
        self._place = 0
        self._reaching: dict[int, int] = {}
        self._reached: frozenset[int] = frozenset()

    def begin_row(self, number: int) -> None:
        """Begin a row; `number` is the row number that its tag states, from 1, else 0."""
        self.end_cell()
        last = self.records[-1][0] if self.records else 0
        self.records.append((max(number, last + 1), []))
        self._reached = frozenset(self._reaching)
        self._reaching = {
            place: remaining - 1 for place, remaining in self._reaching.items() if remaining > 1
        }

    def begin_cell(self, number: int, columns: int, rows: int) -> int:
        """Begin a cell and return how many cells the row then has.

        `number` is the number of the column, from 1, if the tag states one, else 0; the cell spans this many
        `columns` and `rows`.
        """
        if not self.records:
            self.begin_row(0)
        self.end_cell()
        row = self.records[-1][1]
        row.extend([""] * min(number - 1 - len(row), _WIDEST))
        while len(row) in self._reached:
            row.append("")
        self._pieces, self._place = [], len(row)
        if rows > 1:
            self._reaching |= dict.fromkeys(range(len(row), len(row) + columns), rows - 1)
        row.extend([""] * columns)
        return len(row)

    def take(self, text: str) -> None:
        """Add a piece of text to the open cell."""
        if self._pieces is not None:
            self._pieces.append(text)

    def end_cell(self) -> None:
        """End the open cell, if there is one."""
        if self._pieces is not None:
            self.records[-1][1][self._place] = " ".join(html.unescape("".join(self._pieces)).split())
            self._pieces = None


class _Page:
    """Collects the rows of each table; a table within a cell is a separate table."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._unseen = 0
        self._cells = 0

    def read(self, text: str) -> None:
        """Read the page, tag by tag."""
        end = 0
        for mark in _MARK.finditer(text):
            if self._open and not self._unseen:
                self._open[-1].take(text[end : mark.start()])
            end = mark.end()
            if mark["name"] is None:
                continue
            tag = mark["name"].lower().rpartition(":")[2]
            if not mark["ends"]:
                self._begin(tag, mark["said"])
            if mark["ends"] or mark["said"].endswith("/"):
                self._end(tag)
        for table in self._open:
            table.end_cell()

    def _begin(self, tag: str, attributes: str) -> None:
        if tag == "table":
            self.tables.append(_Table())
            self._open.append(self.tables[-1])
        elif tag in _UNSEEN:
            self._unseen += 1
        elif tag == "br" and self._open:
            self._open[-1].take("\n")
        elif self._open and tag in _ROWS:
            self._open[-1].begin_row(_number(attributes, "index"))
        elif self._open and tag in _CELLS:
            columns = max(_number(attributes, "colspan"), _number(attributes, "mergeacross") + 1)
            rows = max(_number(attributes, "rowspan"), _number(attributes, "mergedown") + 1)
            self._open[-1].begin_cell(_number(attributes, "index"), columns, rows)
            self._cells += columns
            if self._cells > _MOST_CELLS:
                raise SourceError(too_many_cells())

    def _end(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _CELLS and self._open:
            self._open[-1].end_cell()
        elif tag == "table" and self._open:
            self._open.pop().end_cell()


def _number(attributes: str, name: str) -> int:
    """Return the number of an attribute, limited to `_WIDEST`; 0 without one."""
    match = (
        re.search(rf"(?<![\w-]){name}\s*=\s*[\"']?(\d{{1,7}})", attributes, re.IGNORECASE)
        if attributes
        else None
    )
    return min(int(match[1]), _WIDEST) if match is not None else 0
