"""Regular files at the speed of `pyarrow.csv`, and the proof that they are regular.

The fast reader is only used if its result equals that of `records`: quotes pair up strictly
(`_Quotes`), so that no cell extends beyond its end, and every line has as many cells as the table.
All other files are read record by record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from engagement.contract import nulls
from engagement.sources.model.spill import LARGE, DiskBatches, MemoryBatches, forget, put_aside
from engagement.sources.text import progress

if TYPE_CHECKING:
    import mmap
    from pathlib import Path

    from numpy.typing import NDArray

    from engagement.sources.text.plan import Plan

    Bytes = bytes | mmap.mmap
    Letters = NDArray[np.uint8]

#: What is compared at once, so small that the system need not make room for it each time.
_CHUNK: Final = 1 << 20
#: In bytes.
_WORTHWHILE: Final = 64 * 1024
#: After so many bytes what was read of a mapped file is given back.
_FORGOTTEN_AFTER: Final = 16 << 20
_QUOTE: Final = 0x22
_FEED: Final = 0x0A
_RETURN: Final = 0x0D


def read(data: Bytes, mark: int, plan: Plan, path: Path | None = None) -> tuple[pa.Table, pa.Array] | None:
    """Return the table below the header and the line of each row; None if it is not regular.

    `mark` is the length of the byte order mark. If `path` is the file that `data` maps, the table is read
    from there, so that the file's pages do not stay in memory beside the table.
    """
    dialect = plan.dialect
    width = len(plan.columns)
    delimiter = dialect.delimiter.encode()
    plain = (
        len(delimiter) == 1 and dialect.quote == '"' and not (dialect.escape or dialect.skip or dialect.runs)
    )
    if not is_worthwhile(data) or not plain or width < 2:
        return None
    text = np.frombuffer(data, dtype=np.uint8)[mark:]
    offset = _line_offset(text, plan.first_line)
    if offset is None:
        return None
    body = text[offset:]
    feeds = _line_feeds(body, delimiter[0], data)
    if feeds is None:
        return None
    ended = 1 if len(body) and body[-1] != _FEED else 0
    if path is None:
        source = pa.BufferReader(pa.py_buffer(body))
    else:
        del text, body
        forget(data)
        source = pa.OSFile(str(path))
        source.seek(mark + offset)
    batches = (DiskBatches if path is not None and len(data) >= LARGE else MemoryBatches)(_schema(width))
    table = _parse(source, dialect.delimiter, batches, feeds + ended)
    if table is None or any(pc.any(pc.starts_with(cells, "'")).as_py() for cells in table.column(0).chunks):
        return None  # rows in single quotes are left to `records`
    lines = _lines(table, batches, plan.first_line, feeds + ended)
    return None if lines is None else (table, lines)


def is_worthwhile(data: Bytes) -> bool:
    """Return whether a file is so large that reading it record by record would take noticeable time."""
    return len(data) >= _WORTHWHILE


def _line_feeds(body: Letters, delimiter: int, source: Bytes) -> int | None:
    """Return the number of line feeds; None if a carriage return has none, or quotes do not pair up strictly.

    `source`: what `body` is a part of.
    """
    feeds, quotes = 0, _Quotes(delimiter)
    for start in range(0, len(body), _CHUNK):
        part = body[start : start + _CHUNK]
        feeds += int(np.count_nonzero(part == _FEED))
        returns = np.flatnonzero(part == _RETURN) + start + 1
        if len(returns) and (returns[-1] == len(body) or bool(np.any(body[returns] != _FEED))):
            return None
        if not quotes.pair_up(body, np.flatnonzero(part == _QUOTE) + start):
            return None
        if start % _FORGOTTEN_AFTER == 0:
            forget(source)
    return feeds if quotes.are_paired else None


class _Quotes:
    """The quotes of a text, by which strictly paired ones are told, as in RFC 4180.

    Numbered from 0, an even quote opens a cell (after a delimiter, a line end or the beginning) or is the
    second of a doubled pair; an odd one closes it (before a delimiter, a line end or the end) or is the
    first of a pair. Then no other reading is possible.
    """

    def __init__(self, delimiter: int) -> None:
        self._parity = 0
        self._edges = np.zeros(256, dtype=bool)
        self._edges[[delimiter, _FEED, _RETURN]] = True

    @property
    def are_paired(self) -> bool:
        """Whether as many have closed a cell as have opened one."""
        return self._parity == 0

    def pair_up(self, body: Letters, places: NDArray[np.intp]) -> bool:
        """Return whether the next quotes, at these places, are such ones."""
        if len(places) == 0:
            return True
        before = body[np.maximum(places - 1, 0)]
        after = body[np.minimum(places + 1, len(body) - 1)]
        opens = self._edges[before] | (places == 0)
        closes = self._edges[after] | (places == len(body) - 1)
        odd = (np.arange(len(places)) + self._parity) % 2 == 1
        # A doubled quote: the neighbour is a quote of the other parity by position.
        second = (before == _QUOTE) & (places > 0)
        first = (after == _QUOTE) & (places < len(body) - 1)
        self._parity = (self._parity + len(places)) % 2
        return bool(np.all(np.where(odd, closes | first, opens | second)))


def _line_offset(text: Letters, line: int) -> int | None:
    """Return where line `line` (from 1) begins; None if it does not begin after a line feed."""
    if line == 1:
        return 0
    feeds = np.flatnonzero(text[: 1 << 20] == _FEED)
    return int(feeds[line - 2]) + 1 if len(feeds) >= line - 1 else None


def _schema(width: int) -> pa.Schema:
    return pa.schema([pa.field(str(place), pa.string()) for place in range(width)])


def _parse(source: pa.NativeFile, delimiter: str, batches: MemoryBatches, about: int) -> pa.Table | None:
    """Parse block by block, of about `about` rows.

    A column that is empty throughout a block needs no memory there.
    """
    rows = 0
    try:
        with csv.open_csv(
            source,
            read_options=csv.ReadOptions(column_names=batches.schema.names, block_size=batches.block),
            parse_options=csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            convert_options=csv.ConvertOptions(
                column_types=batches.schema,
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        ) as reader:
            for batch in reader:
                empty = nulls(len(batch), pa.string())
                columns = [empty if column.null_count == len(batch) else column for column in batch.columns]
                batches.add(pa.RecordBatch.from_arrays(columns, schema=batches.schema))
                rows += len(batch)
                progress.report_progress(rows, about)
    except pa.ArrowInvalid:
        return None
    return batches.table()


def _lines(table: pa.Table, batches: MemoryBatches, first: int, physical: int) -> pa.Array | None:
    """Return the line of each row. Cells that span lines shift those below; blank lines are refused."""
    rows = table.num_rows
    if rows == physical:
        return put_aside(pa.array(np.arange(first, first + rows, dtype=np.int64)))
    extra = np.zeros(rows, dtype=np.int64)
    for column in table.columns:
        if column.null_count < rows:
            breaks = pc.fill_null(pc.count_substring(column, "\n"), 0)
            extra += np.asarray(breaks, dtype=np.int64)
            batches.forget()
    if rows + int(extra.sum()) != physical:
        return None
    starts = np.concatenate(([0], np.cumsum(extra + 1)[:-1])) if rows else np.zeros(0, dtype=np.int64)
    return put_aside(pa.array(starts + first))
