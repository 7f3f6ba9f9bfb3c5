"""Files with several tables: Google's tables below each other, and reports of one campaign.

Google Analytics puts several tables into one file, separated by empty lines and by lines that begin with "#".
Each becomes a separate raw table. Its preamble is the lines above it, followed by those above the first
table: these name the site, and the period of tables without lines of their own.
Meta puts several titled tables below each other, separated by empty lines, under a line `sep=,`.
E-mail tools write the report of one campaign with one figure per line; `upright_reports` transposes it.
Any other file is one table, unless a later line is a header with other columns (`repeated_headers`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.model.raw_table import SourceError
from engagement.sources.raw import from_text, repeated_headers, rewrapped, sheet_parts, upright_reports
from engagement.sources.text.csv_records import split_lines
from engagement.sources.text.decode import decode

if TYPE_CHECKING:
    import mmap
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from engagement.sources.model.raw_table import RawTable

    Knows = Callable[[Sequence[str]], bool]
    Record = tuple[int, list[str]]
    Part = tuple[int, int, list[str]]

_HEAD: Final = 16 * 1024
#: The fewest lines and the fewest columns of a table with a title.
_FEWEST: Final = 3
#: The most lines above a table that are kept as its preamble.
_MOST_ABOVE: Final = 60
#: The line with which Meta begins a file of several tables.
_SEP: Final = re.compile(r"\ufeff?[\"']?sep=,", re.IGNORECASE)
#: A line of one cell. The bar in "Views | Instagram" does not separate cells.
_TITLE: Final = re.compile(r"\"[^\"]+\",*|[^\",;\t|]+(?:\|[^\",;\t|]+)?,*")
_AROUND: Final = "\ufeff\"' \t\r\n,;"
#: A comment line of Google's that ends in a date: "# 20260101-20260131".
_DAYS: Final = re.compile(r"(?m)^[\"']?#.*(?:19|20)\d{6}[\"',;\s]*$")


def read(
    data: bytes | mmap.mmap, name: str, *, knows: Knows | None = None, path: Path | None = None
) -> Iterator[RawTable]:
    """Yield the tables of a text file. Raises `SourceError` if there are none."""
    head = _head(data)
    if _is_google(head):
        text, encoding = decode(data)
        yield from _google(text, name, encoding, knows)
    elif upright_reports.is_report(split_lines(head)):
        text, encoding = decode(data)
        yield replace(upright_reports.table(upright_reports.cut(split_lines(text)), name), encoding=encoding)
    elif _SEP.match(head) and len(_titled(split_lines(head))) > 1:
        text, encoding = decode(data)
        for part in _metas(text, name, encoding, knows):
            yield replace(part, preamble=("sep=,", *part.preamble))
    elif _has_sections(split_lines(head)):
        text, encoding = decode(data)
        yield from _metas(text, name, encoding, knows)
    else:
        yield from repeated_headers.parted(from_text.read(data, name, knows=knows, path=path))


def from_records(
    all_records: Sequence[Record], name: str, *, sheet: str | None, knows: Knows | None
) -> Iterator[RawTable]:
    """Yield the tables of a workbook's sheet, whose records are already split into cells."""
    text = rewrapped.of_records(all_records)
    if text is not None:
        yield from repeated_headers.parted(replace(from_text.read_text(text, name, knows=knows), sheet=sheet))
        return
    lines = [_joined(cells) for _, cells in all_records]
    if _is_google("\n".join(lines[:60])):
        for start, end, above in _parts(lines):
            part = from_text.from_records(all_records[start:end], name, sheet=sheet, knows=knows)
            yield replace(part, preamble=(*above, *part.preamble))
    elif upright_reports.is_report_of([cells for _, cells in all_records[:60]]):
        yield replace(upright_reports.table(all_records, name), sheet=sheet)
    else:
        for records, above in sheet_parts.parts(all_records, knows):
            part = from_text.from_records(records, name, sheet=sheet, knows=knows)
            yield from repeated_headers.parted(replace(part, preamble=(*above, *part.preamble)))


def _head(data: bytes | mmap.mmap) -> str:
    try:
        return decode(bytes(data[:_HEAD]))[0]
    except SourceError:
        return ""  # errors are reported when the whole is read


def _is_google(head: str) -> bool:
    return head.lstrip("\ufeff\"' \t\r\n").startswith("#") and _DAYS.search(head) is not None


def _metas(text: str, name: str, encoding: str, knows: Knows | None) -> Iterator[RawTable]:
    """Yield each titled table; its preamble is the titles of the other tables, then its own."""
    lines = split_lines(text)
    parts = _titled(lines)
    titles = [lines[start].strip(_AROUND) for start, _ in parts]
    for (start, end), title in zip(parts, titles, strict=True):
        part = from_text.read_text("".join(lines[start + 1 : end]), name, encoding=encoding, knows=knows)
        others = (other for other in titles if other != title)
        yield replace(
            part,
            lines=pc.add(part.lines, pa.scalar(start + 1, pa.int64())),
            header_row=None if part.header_row is None else part.header_row + start + 1,
            preamble=(*others, title),
        )


def _titled(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Return the index of each table's title and of its end (exclusive); empty if a table has no title.

    Tables are separated by empty lines. The last one may lack a title.
    """
    spans: list[tuple[int, int]] = []
    start: int | None = None
    for place, line in enumerate([*lines, ""]):
        if line.strip(_AROUND) and not (place == 0 and _SEP.match(line)):
            start = place if start is None else start
        elif start is not None:
            spans.append((start, place))
            start = None
    all_titled = all(end - start > 2 and _TITLE.fullmatch(lines[start].strip()) for start, end in spans[:-1])
    return [part for part in spans if part[1] - part[0] > 1] if all_titled else []


def _has_sections(lines: Sequence[str]) -> bool:
    """Return whether the first two blocks between empty lines both have a title, a header and rows."""
    parts = _titled(lines)[:2]
    return len(parts) > 1 and all(
        _TITLE.fullmatch(lines[start].strip()) and end - start > _FEWEST and _has_cells(lines[start + 1])
        for start, end in parts
    )


def _has_cells(line: str) -> bool:
    return max(map(line.count, ",;\t")) >= _FEWEST - 1


def _google(text: str, name: str, encoding: str, knows: Knows | None) -> Iterator[RawTable]:
    lines = split_lines(text)
    for start, end, above in _parts(lines):
        part = from_text.read_text("".join(lines[start:end]), name, encoding=encoding, knows=knows)
        yield replace(
            part,
            lines=pc.add(part.lines, pa.scalar(start, pa.int64())),
            header_row=None if part.header_row is None else part.header_row + start,
            preamble=(*above, *part.preamble),
        )


def _parts(lines: Sequence[str]) -> Iterator[Part]:
    """Yield the index of each table's first line and of its end (exclusive), and the lines above it."""
    top: list[str] = []
    above: list[str] = []
    lines_above: list[str] = []
    start: int | None = None
    quotes = 0
    for place, line in enumerate([*lines, ""]):
        inside = quotes % 2 == 1
        quotes += line.count('"')
        bare = line.strip(" \t\r\n,;\"'")
        if not inside and (not bare or bare == "#" or bare.startswith("# ")):
            if start is not None:
                yield start, place, [*above, *(top if above is not top else ())]
                top = top or above
                start, lines_above, quotes = None, [], 0
            if bare:
                lines_above += [bare] if len(lines_above) < _MOST_ABOVE else []
                above = lines_above
        elif start is None:
            start = place
    if start is not None:
        yield start, len(lines), [*above, *(top if above is not top else ())]


def _joined(cells: Sequence[str]) -> str:
    """Return the first non-blank cell of a row as a line for `_parts`, which needs no more of it."""
    first = next((cell for cell in cells if cell.strip()), "")
    return first.replace('"', "").replace("\n", " ") or ""
