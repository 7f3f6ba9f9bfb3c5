"""Read text as a raw table: its header, its rows, their line numbers, and no cell lost.

Two ways give the same table. `pyarrow.csv` reads regular files: UTF-8, a single-character delimiter,
provably paired quotes, the same number of cells everywhere. All others are read by `records`, line by line.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from engagement.locale import Message, message
from engagement.sources.model.raw_table import RawTable, SourceError
from engagement.sources.raw import cut_short, from_text_fast, rewrapped
from engagement.sources.text import dialect as dialects
from engagement.sources.text import header as headers
from engagement.sources.text import progress, twice_encoded
from engagement.sources.text.code_pages import words_beyond_ascii
from engagement.sources.text.csv_records import Damage, Dialect, records, split_lines
from engagement.sources.text.decode import decode, detect
from engagement.sources.text.plan import Plan
from engagement.sources.values.texts import clean

if TYPE_CHECKING:
    import mmap
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    Knows = Callable[[Sequence[str]], bool]
    Record = tuple[int, list[str]]

#: The most columns of a shop's table.
MOST_COLUMNS: Final = 20_000
#: The longest name of a column; the rest of a header's cell is cut.
_LONGEST_NAME: Final = 2_000
_ENCODED_TWICE: Final = message("The letters of this file were encoded twice; that is undone")
_SAMPLE: Final = 400
_BATCH: Final = 16_384
_HEAD: Final = 1 << 20


def read(
    data: bytes | mmap.mmap, name: str, *, knows: Knows | None = None, path: Path | None = None
) -> RawTable:
    """Read a text file's bytes as one table. Raises `SourceError` if there is none.

    `path` is the file that `data` maps, if any.
    """
    encoding = detect(data)
    repaired = twice_encoded.undone(data) if encoding.name == "utf-8" else None
    if repaired is not None:
        raw = read(repaired, name, knows=knows)
        return replace(raw, warnings=(*raw.warnings, _ENCODED_TWICE))
    if encoding.name == "utf-8" and from_text_fast.is_worthwhile(data):
        head = bytes(data[encoding.mark : encoding.mark + _HEAD]).decode("utf-8", "ignore")
        if rewrapped.undone(head) is None:
            plan = _plan(head, knows)
            table = from_text_fast.read(data, encoding.mark, plan, path)
            if table is not None:
                return _raw(name, plan, table[0], table[1], "utf-8", ())
    text, used = decode(data, encoding)
    raw = read_text(rewrapped.undone(text) or text, name, encoding=used, knows=knows)
    if not encoding.alternatives or used != encoding.name:
        return raw
    return replace(raw, encodings=encoding.alternatives, encoded=words_beyond_ascii(text))


def read_text(text: str, name: str, *, encoding: str = "utf-8", knows: Knows | None = None) -> RawTable:
    """Read decoded text as one table, record by record."""
    plan = _plan(text, knows)
    damage = Damage()
    lines = split_lines(text)
    all_records = records(lines, plan.dialect, width=len(plan.columns), first=plan.first_line, damage=damage)
    last = cut_short.LastRecord(len(plan.columns))
    data, numbers, overflow = _columns(
        last.watch((line, cells) for line, cells in all_records if line >= plan.first_line),
        len(plan.columns),
        len(lines),
    )
    warnings = (*_damage_warnings(damage), *last.warnings(text))
    return _raw(name, plan, data, numbers, encoding, warnings, overflow)


def unique_names(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """Return column names: blank ones numbered, repeated ones made unique."""
    names: list[str] = []
    used: set[str] = set()
    for place in range(width):
        base = " ".join(clean(cells[place]).split())[:_LONGEST_NAME] if place < len(cells) else ""
        base = base or f"column {place + 1}"
        name, count = base, 1
        while name.casefold() in used:
            count += 1
            name = f"{base} ({count})"
        used.add(name.casefold())
        names.append(name)
    return tuple(names)


def from_records(
    all_records: Sequence[Record], name: str, *, sheet: str | None = None, knows: Knows | None = None
) -> RawTable:
    """Make a table of records that are already split into cells (a sheet of a workbook)."""
    plan = _plan_records(all_records[:_SAMPLE], Dialect(","), all_records[-1][0] + 1, knows)
    body = ((line, cells) for line, cells in all_records if line >= plan.first_line)
    data, numbers, overflow = _columns(body, len(plan.columns), len(all_records))
    return replace(_raw(name, plan, data, numbers, "utf-8", (), overflow), sheet=sheet)


def _plan(text: str, knows: Knows | None) -> Plan:
    dialect = dialects.sniff(text, knows=knows)
    lines = split_lines(text[:_HEAD])
    if len(text) > _HEAD and len(lines) > 1:
        lines.pop()  # the last one is cut
    sample = headers.mended(list(islice(records(lines, dialect), _SAMPLE)), lines, dialect)
    return _plan_records(sample, dialect, len(lines) + 1, knows)


def _plan_records(sample: Sequence[Record], dialect: Dialect, end: int, knows: Knows | None) -> Plan:
    start = headers.find(sample, knows)
    if start.width == 0:
        raise SourceError(message("This file holds no text. Export it again and upload the new file."))
    if start.width > MOST_COLUMNS:
        raise SourceError(
            message("This table has more than {most} columns. Export fewer columns.", most=MOST_COLUMNS)
        )
    cells = [] if start.header is None else sample[start.header][1]
    above = start.data if start.header is None else start.header
    return Plan(
        dialect=dialect,
        columns=unique_names(cells, start.width),
        header=tuple(cells),
        header_row=None if start.header is None else sample[start.header][0],
        preamble=tuple(dialect.delimiter.join(row) for _, row in sample[:above] if any(row)),
        first_line=sample[start.data][0] if start.data < len(sample) else end,
    )


def _columns(all_records: Iterator[Record], width: int, about: int) -> tuple[pa.Table, pa.Array, int]:
    """Convert about this many records at a time to columns of text; cells beyond `width` get new columns."""
    batches: list[list[pa.Array]] = []
    numbers: list[pa.Array] = []
    widest = width
    while batch := list(islice(((line, row) for line, row in all_records if row), _BATCH)):
        rows = [row for _, row in batch]
        for row in rows:
            while len(row) > width and not row[-1].strip():
                row.pop()
        widest = max(widest, *map(len, rows))
        batches.append(_transposed(rows, widest))
        numbers.append(pa.array([line for line, _ in batch], pa.int64()))
        progress.report_progress(sum(map(len, numbers)), about)
    columns = [
        pa.chunked_array(
            [
                batch[place] if place < len(batch) else pa.nulls(len(batch[0]), pa.string())
                for batch in batches
            ],
            pa.string(),
        )
        for place in range(widest)
    ]
    table = pa.table(columns, names=[str(place) for place in range(widest)])
    lines = pa.concat_arrays(numbers) if numbers else pa.array([], pa.int64())
    return table, lines, widest - width


def _transposed(rows: list[list[str]], width: int) -> list[pa.Array]:
    """Convert rows to arrays of `width` columns; empty and missing cells are null."""
    for row in rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    return [pa.array([cell or None for cell in column], pa.string()) for column in zip(*rows, strict=True)]


def _raw(
    name: str,
    plan: Plan,
    data: pa.Table,
    lines: pa.Array,
    encoding: str,
    warnings: tuple[Message, ...],
    overflow: int = 0,
) -> RawTable:
    columns = plan.columns
    if overflow:
        columns = unique_names(plan.columns, len(columns) + overflow)
    width = _width(plan.header, data)
    return RawTable(
        file=name,
        columns=columns[:width],
        data=data if width == len(columns) else data.select(range(width)),
        lines=lines,
        preamble=plan.preamble,
        encoding=encoding,
        delimiter=plan.dialect.delimiter,
        header_row=plan.header_row,
        warnings=warnings,
        header=plan.header[:width],
        overflow=overflow,
    )


def _width(header: Sequence[str], data: pa.Table) -> int:
    """Return the number of columns, without trailing ones that have no name and no values.

    Spreadsheets save thousands of them if a whole row was once formatted.
    """
    width: int = data.num_columns
    while width > 1 and not "".join(header[width - 1 : width]).strip():
        if data.column(width - 1).null_count < data.num_rows:
            break
        width -= 1
    return width


def _damage_warnings(damage: Damage) -> Iterator[Message]:
    if damage.lines:
        yield message(
            "A quotation mark in line {line} is out of place; it is read as text",
            "Quotation marks in {count} records are out of place, the first in line {line}; "
            "they are read as text",
            n=len(damage.lines),
            count=len(damage.lines),
            line=damage.lines[0],
        )
    if damage.cut_otherwise:
        yield message(
            "{count} row has another delimiter than the rest of the file, in line {line}; it is read by that",
            "{count} rows have another delimiter than the rest of the file, the first in line {line}; "
            "they are read by that",
            n=len(damage.cut_otherwise),
            count=len(damage.cut_otherwise),
            line=damage.cut_otherwise[0],
        )
