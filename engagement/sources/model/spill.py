"""What a large file's table takes while it is read lies on disk: its texts, and the columns made of them.

An export has many more columns than figures need, and a typed column waits until all others are typed. In an
unlinked file that is mapped into memory once complete, what is not in use takes no memory: the pages that
were read are given back again and again (`forget_all`).
"""

from __future__ import annotations

import mmap
import os
import tempfile
import threading
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa

from engagement.contract import nulls
from engagement.locale import message
from engagement.sources.model.raw_table import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

#: The size of a file from which its table is kept on disk, in bytes.
LARGE: Final = 64 << 20
_MIB: Final = 1 << 20
#: Rows of a large table that are written at once, DuckDB's default of a row group: each thread reads one.
BLOCK: Final = 122_880
#: The size of an array from which it is put on disk, in bytes.
_LARGE_ARRAY: Final = 8 * _MIB
#: How many batches are written together, and the alignment of what is written, in bytes.
_WRITTEN_AT_ONCE: Final = 16
_ALIGNED: Final = 64
#: The mapped files of this process.
_LOCK: Final = threading.Lock()
_MAPPED: Final[weakref.WeakSet[mmap.mmap]] = weakref.WeakSet()
_NO_ROOM: Final = message(
    "The server's disk has no room to read this file. Make room, or upload shorter periods."
)


class MemoryBatches:
    """Batches of a table in memory; `block` bytes of the file's text make one.

    Of larger ones the system would have to make room anew for each column and batch.
    """

    block = _MIB // 2

    def __init__(self, schema: pa.Schema) -> None:
        self.schema = schema
        self._batches: list[pa.RecordBatch] = []

    def add(self, batch: pa.RecordBatch) -> None:
        """Add a batch."""
        self._batches.append(batch)

    def table(self) -> pa.Table:
        """Return all batches as one table."""
        pa.default_memory_pool().release_unused()
        return pa.Table.from_batches(self._batches, schema=self.schema)

    def forget(self) -> None:
        """Do nothing: data that are only in memory cannot be read again."""


@dataclass(frozen=True, slots=True)
class _ArrayInFile:
    """An array in a file: where each of its buffers begins, and its bytes; None for a buffer that is not."""

    array_type: pa.DataType
    rows: int
    empty: int
    offset: int
    buffers: tuple[tuple[int, int] | None, ...]

    def mapped(self, file: pa.Buffer) -> pa.Array:
        buffers = [None if place is None else file.slice(*place) for place in self.buffers]
        return pa.Array.from_buffers(self.array_type, self.rows, buffers, self.empty, self.offset)


class _NamelessFile:
    """A file that disappears when the process ends, however it ends. Writing raises `SourceError` if full."""

    def __init__(self) -> None:
        self._file, name = tempfile.mkstemp()
        Path(name).unlink()
        self._close = weakref.finalize(self, os.close, self._file)
        self.size = 0

    def write(self, buffer: pa.Buffer | memoryview) -> tuple[int, int]:
        """Write bytes, and return where they begin and how many they are."""
        place, part = (self.size, memoryview(buffer).nbytes), memoryview(buffer)
        try:
            while part:
                part = part[os.write(self._file, part) :]
        except OSError as fault:
            raise SourceError(_NO_ROOM) from fault
        self.size += place[1]
        return place

    def align(self) -> None:
        """Let what is written next begin where Arrow's buffers do."""
        self.write(memoryview(bytes(-self.size % _ALIGNED)))

    def mapped(self) -> mmap.mmap | None:
        """Return the bytes, which are loaded as they are used; None without any."""
        mapped = _mapped(self._file) if self.size else None
        self._close()
        return mapped


class DiskBatches(MemoryBatches):
    """Batches of a table in a file that disappears when the process ends.

    Some batches at a time are written column by column, so that a column is read without its neighbours.
    What has no values is not written.
    """

    def __init__(self, schema: pa.Schema) -> None:
        super().__init__(schema)
        self._file = _NamelessFile()
        self._columns: list[list[pa.Array | _ArrayInFile]] = [[] for _ in schema]
        self._mapped: mmap.mmap | None = None

    def add(self, batch: pa.RecordBatch) -> None:
        """Add a batch. Raises `SourceError` on a full disk."""
        super().add(batch)
        if len(self._batches) >= _WRITTEN_AT_ONCE:
            self._write()

    def table(self) -> pa.Table:
        """Map the written file; its pages are loaded as they are used."""
        self._write()
        self._mapped = self._file.mapped()
        pa.default_memory_pool().release_unused()
        source = pa.py_buffer(self._mapped or b"")
        columns = [
            pa.chunked_array(
                [part.mapped(source) if isinstance(part, _ArrayInFile) else part for part in column],
                field.type,
            )
            for column, field in zip(self._columns, self.schema, strict=True)
        ]
        table = pa.Table.from_arrays(columns, schema=self.schema)
        self.forget()  # what is made of an array looks at its ends, and the system loads what is around them
        return table

    def forget(self) -> None:
        """Release the loaded pages to the system."""
        if self._mapped is not None:
            forget(self._mapped)

    def _write(self) -> None:
        batches, self._batches = self._batches, []
        rows = sum(batch.num_rows for batch in batches)
        if not rows:
            return
        nothing: dict[pa.DataType, pa.Array] = {}
        for place, field in enumerate(self.schema):
            arrays = [batch.column(place) for batch in batches]
            if sum(array.null_count for array in arrays) == rows:
                self._columns[place].append(nothing.setdefault(field.type, nulls(rows, field.type)))
            else:
                array = arrays[0] if len(arrays) == 1 else pa.concat_arrays(arrays)
                self._columns[place].append(self._written(array))

    def _written(self, array: pa.Array) -> _ArrayInFile:
        places: list[tuple[int, int] | None] = []
        for buffer in array.buffers():
            self._file.align()
            places.append(None if buffer is None else self._file.write(buffer))
        return _ArrayInFile(array.type, len(array), array.null_count, array.offset, tuple(places))


def put_aside(array: pa.Array) -> pa.Array:
    """Return an array that waits for its use: a large one from disk. Raises `SourceError` on a full disk."""
    if not len(array) or array.nbytes < _LARGE_ARRAY:
        return array
    batches = DiskBatches(pa.schema([pa.field("", array.type)]))
    batches.add(pa.RecordBatch.from_arrays([array], schema=batches.schema))
    return batches.table().column(0).chunk(0)


def joined(parts: Iterable[pa.StringArray]) -> pa.StringArray:
    """Return texts in one piece that come in parts: many from disk, so that they never are in memory at once.

    Raises `SourceError` on a full disk.
    """
    waiting: list[pa.StringArray] = []
    lengths: list[NDArray[np.int64]] = []
    file = None
    for part in parts:
        waiting.append(part)
        if sum(each.nbytes for each in waiting) >= _LARGE_ARRAY:
            file = file or _NamelessFile()
            lengths += [_written_texts(file, each) for each in waiting]
            waiting.clear()
            forget_all()
    if file is None:
        return pa.chunked_array(waiting, pa.string()).combine_chunks()
    lengths += [_written_texts(file, each) for each in waiting]
    sizes = np.concatenate(lengths)
    ends = np.r_[0, np.cumsum(np.maximum(sizes, 0))].astype(np.int32)
    given = put_aside(pa.array(sizes >= 0)).buffers()[1]
    offsets = put_aside(pa.array(ends)).buffers()[1]
    return pa.Array.from_buffers(
        pa.string(), len(sizes), [given, offsets, pa.py_buffer(file.mapped() or b"")]
    )


def _written_texts(file: _NamelessFile, texts: pa.StringArray) -> NDArray[np.int64]:
    """Write the bytes of texts; return how many each has, -1 for null."""
    _, offsets, data = texts.buffers()
    places = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    if data is not None:
        file.write(memoryview(data)[places[0] : places[-1]])
    sizes = np.diff(places).astype(np.int64)
    sizes[np.asarray(texts.is_null())] = -1
    return sizes


def taken(table: pa.Table, order: NDArray[np.int64]) -> pa.Table:
    """Return the rows in this order, large columns from disk. Raises `SourceError` on a full disk."""
    places, columns = pa.array(order), []
    for column in table.columns:
        columns.append(put_aside(column.combine_chunks().take(places)))
        forget_all()
    return pa.Table.from_arrays(columns, schema=table.schema)


def read_table(path: Path) -> pa.Table:
    """Return the table of an Arrow file, from disk; it outlives the file's name."""
    with path.open("rb") as file:
        return pa.ipc.open_file(pa.BufferReader(pa.py_buffer(_mapped(file.fileno())))).read_all()


def forget_all() -> None:
    """Release the loaded pages of all tables on disk."""
    with _LOCK:
        all_mapped = list(_MAPPED)
    for mapped in all_mapped:
        forget(mapped)


def _mapped(file: int) -> mmap.mmap:
    mapped = mmap.mmap(file, 0, access=mmap.ACCESS_READ)
    with _LOCK:
        _MAPPED.add(mapped)
    return mapped


def forget(mapped: bytes | mmap.mmap) -> None:
    """Release the pages of a mapped file; they are read again when needed."""
    if isinstance(mapped, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        mapped.madvise(mmap.MADV_DONTNEED)
