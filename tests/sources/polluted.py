"""A clean table, and the same table with one thing wrong with its file at a time.

The means are those by which files go wrong in the world: other delimiters, quotes, escapes, record
ends and encodings, remarks above and below, headers of several rows or none, and single rows with a
cell, a quote or a separator too many or too few. Every value is invented.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tests.sources.pollutions import NAMES as HEADER
from tests.sources.pollutions import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOTES = ["", "urgent", "Très fragile, été", "He said later", "two\r\nlines", "50 % off"]


def clean_rows(count: int = 60) -> list[list[str]]:
    """The stock list of `pollutions`, with remarks in other letters and over two lines."""
    return rows_of(count, _NOTES)


@dataclass
class Page:
    """A table and how it is written. `cells` and `ends` say what differs in single rows."""

    header: list[list[str]] = field(default_factory=lambda: [list(HEADER)])
    rows: list[list[str]] = field(default_factory=clean_rows)
    delimiter: str = ","
    quote: str = '"'
    escape: str = '"'
    end: str = "\r\n"
    encoding: str = "utf-8"
    quote_all: bool = True
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    changed: dict[int, dict[str, str]] = field(default_factory=dict)
    lines: dict[int, str] = field(default_factory=dict)
    expected: list[list[str]] | None = None

    def written(self) -> bytes:
        """The file."""
        rows = [*self.header, *self.rows]
        lines = [self.line(row, place) for place, row in enumerate(rows)]
        text = "".join(line + self.end for line in self.above)
        for place, line in enumerate(lines):
            text += line + self.changed.get(place, {}).get("end", self.end)
        text += "".join(line + self.end for line in self.below)
        mark = codecs.BOM_UTF16_LE if self.encoding == "utf-16-le" else b""
        return mark + text.encode(self.encoding)

    def line(self, row: list[str], place: int) -> str:
        """One row as text."""
        if place in self.lines:
            return self.lines[place]
        other = self.changed.get(place, {})
        quote = other.get("quote", self.quote)
        escape = other.get("escape", self.escape if self.escape != '"' else quote)
        delimiter = other.get("delimiter", self.delimiter)
        return delimiter.join(self.cell(text, quote, escape, delimiter) for text in row)

    def cell(self, text: str, quote: str, escape: str, delimiter: str) -> str:
        """One cell, quoted where it has to be."""
        special = any(mark in text for mark in (delimiter, quote, "\r", "\n")) or text != text.strip()
        if not (self.quote_all or special):
            return text
        return quote + text.replace(quote, escape + quote) + quote[::-1]

    def truth(self) -> tuple[list[str], list[list[str]]]:
        """The header's cells and the rows that a reader should find."""
        return [cell for row in self.header[:1] for cell in row], self.expected or self.rows


def pages() -> Iterator[tuple[str, Page]]:
    """Every page with its name."""
    for quote_all in (True, False):
        style = "all quoted" if quote_all else "quoted where needed"
        base = Page(quote_all=quote_all)
        for name, page in (*_whole_files(base), *_headers(base), *_single_rows(base)):
            yield f"{name}, {style}", page


def _whole_files(base: Page) -> Iterator[tuple[str, Page]]:
    yield "clean", base
    for end in ("\n", "\r"):
        rows = [[cell.replace("\r\n", end) for cell in row] for row in base.rows]
        yield f"record end {end!r}", replace(base, end=end, rows=rows)
    for delimiter in (";", "|", "\t", " ", ":", ", ", "\t\t", "^", "||"):
        yield f"delimiter {delimiter!r}", replace(base, delimiter=delimiter, quote_all=True)
    for encoding in ("cp1252", "utf-16-le", "utf-8-sig"):
        yield f"encoding {encoding}", replace(base, encoding=encoding)
    yield "single quotes", replace(base, quote="'", escape="'")
    yield "backslash escapes", replace(base, escape="\\")
    for count in (1, 2, 5):
        yield f"{count} rows", replace(base, rows=base.rows[:count])
    yield "many rows", replace(base, rows=clean_rows(3000))
    few = [row[:1] for row in base.rows]
    yield "one column", replace(base, header=[HEADER[:1]], rows=few)
    wide = [f"col{i}" for i in range(300)]
    yield "wide", replace(base, header=[HEADER + wide], rows=[row + [row[2]] * 300 for row in base.rows])
    blanks = base.delimiter * (len(HEADER) - 1)
    for name, lines in (
        ("delimited", ["PREAMBLE" + blanks] * 3),
        ("not delimited", ["PREAMBLE"] * 3),
        ("delimited, empty row", [*["PREAMBLE" + blanks] * 3, blanks]),
        ("not delimited, empty row", [*["PREAMBLE"] * 3, ""]),
    ):
        yield f"preamble {name}", replace(base, above=lines)
        foot = [line.replace("PREAMBLE", "FOOTNOTE") for line in lines[::-1]]
        yield f"footnote {name}", replace(base, below=foot)
    yield "told by a line", replace(base, delimiter=";", above=["sep=;"])
    yield "comments above", replace(base, above=["# a report", "# of a shop", "#"])


def _headers(base: Page) -> Iterator[tuple[str, Page]]:
    yield "no header", replace(base, header=[])
    for place in (0, 3, 8):
        for name, text in (("empty", ""), ("odd", "HEAD/%R"), ("long", "HEADER" * 20_000)):
            header = [*HEADER[:place], text, *HEADER[place + 1 :]]
            yield f"header {place} {name}", replace(base, header=[header])
    yield "header repeated", replace(base, header=[["HEADER", "HEADER", *HEADER[2:]]])


def _single_rows(base: Page) -> Iterator[tuple[str, Page]]:
    for place in (1, 2, 30, 60):
        row = base.rows[place - 1]
        if "\r\n" not in row[8]:
            yield f"row {place} ends with LF", replace(base, changed={place: {"end": "\n"}})
        yield f"row {place} with ;", replace(base, changed={place: {"delimiter": ";"}})
        yield f"row {place} in single quotes", replace(base, changed={place: {"quote": "'"}}, quote_all=True)
        escaped = [*row[:6], row[6] + '"', *row[7:]]
        rows = [*base.rows[: place - 1], escaped, *base.rows[place:]]
        yield f"row {place} with backslashes", replace(base, rows=rows, changed={place: {"escape": "\\"}})
        for cells in (5, 15):
            changed = (row + [row[2]] * 9)[:cells]
            rows = [*base.rows[: place - 1], changed, *base.rows[place:]]
            yield f"row {place} with {cells} cells", replace(base, rows=rows)
        yield (
            f"row {place} empty",
            replace(base, lines={place: ""}, expected=[*base.rows[: place - 1], *base.rows[place:]]),
        )
        for column in range(0, 9, 2):
            yield from _single_cells(base, place, column)


def _single_cells(base: Page, place: int, column: int) -> Iterator[tuple[str, Page]]:
    row = base.rows[place - 1]
    cells = [base.cell(text, '"', '"', ",") for text in row]
    more = [*row[:column], "", *row[column:]]
    yield (
        f"row {place} separator added at {column}",
        replace(
            base,
            lines={place: ",".join([*cells[:column], "", *cells[column:]])},
            expected=[*base.rows[: place - 1], more, *base.rows[place:]],
        ),
    )
    text = row[column]
    marked = cells[column][0] + '"' + cells[column][1:] if cells[column][:1] == '"' else '"' + cells[column]
    changed = [*row[:column], '"' + text, *row[column + 1 :]]
    if text and "\r\n" not in "".join(row):
        yield (
            f"row {place} quote added at {column}",
            replace(
                base,
                lines={place: ",".join([*cells[:column], marked, *cells[column + 1 :]])},
                expected=[*base.rows[: place - 1], changed, *base.rows[place:]],
            ),
        )
