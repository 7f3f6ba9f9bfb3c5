"""What a large file's table takes while it is read lies on disk: its texts, and the columns made of them.

An export has many more columns than figures need, and a typed column waits until all others are typed. In an
unlinked file that is mapped into memory once complete, what is not in use takes no memory: the pages that
were read are given back again and again (`forget_all`).
"""

from __future__ import annotations

import mmap
import tempfile
import threading
import weakref
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

import pyarrow as pa

from engagement.locale import message
from engagement.sources.model.raw_table import SourceError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: The size of a file from which its table is kept on disk, in bytes.
LARGE: Final = 64 << 20
_MIB: Final = 1 << 20
#: Rows of a large table that are written at once, in Parquet a row group: of one each thread of DuckDB reads.
#: It is the default of DuckDB.
BLOCK: Final = 122_880
#: The size of an array from which it is put on disk, in bytes.
_LARGE_ARRAY: Final = 8 * _MIB
#: The mapped files of this process.
_LOCK: Final = threading.Lock()
_MAPPED: Final[weakref.WeakSet[mmap.mmap]] = weakref.WeakSet()
_NO_ROOM: Final = message(
    "The server's disk has no room to read this file. Make room, or upload shorter periods."
)


class MemoryBatches:
    """Batches of a table in memory; `block` bytes of the file's text make one."""

    block = 4 * _MIB

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


class DiskBatches(MemoryBatches):
    """Batches of a table in a file that disappears when the process ends."""

    def __init__(self, schema: pa.Schema) -> None:
        super().__init__(schema)
        self._file = tempfile.NamedTemporaryFile(delete=False)  # noqa: SIM115 - closed once it is mapped
        self._sink = pa.OSFile(self._file.name, "wb")
        Path(self._file.name).unlink()  # unlinked at once, so that nothing stays however this process ends
        self._writer = pa.ipc.new_stream(self._sink, schema)
        self._mapped: mmap.mmap | None = None

    def add(self, batch: pa.RecordBatch) -> None:
        """Write a batch. Raises `SourceError` on a full disk."""
        try:
            self._writer.write_batch(batch)
        except OSError as fault:
            raise SourceError(_NO_ROOM) from fault

    def table(self) -> pa.Table:
        """Map the written file; its pages are loaded as they are used."""
        self._writer.close()
        self._sink.close()
        with self._file as file:
            self._mapped = _mapped(file)
        pa.default_memory_pool().release_unused()
        return pa.ipc.open_stream(pa.BufferReader(pa.py_buffer(self._mapped))).read_all()

    def forget(self) -> None:
        """Release the loaded pages to the system."""
        if self._mapped is not None:
            forget(self._mapped)


def put_aside(array: pa.Array) -> pa.Array:
    """Return an array that waits for its use: a large one from disk. Raises `SourceError` on a full disk."""
    if array.nbytes < _LARGE_ARRAY:
        return array
    batches = DiskBatches(pa.schema([pa.field("", array.type)]))
    batches.add(pa.RecordBatch.from_arrays([array], schema=batches.schema))
    return batches.table().column(0).chunk(0)


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
        return pa.ipc.open_file(pa.BufferReader(pa.py_buffer(_mapped(file)))).read_all()


def forget_all() -> None:
    """Release the loaded pages of all tables on disk."""
    with _LOCK:
        all_mapped = list(_MAPPED)
    for mapped in all_mapped:
        forget(mapped)


def _mapped(file: IO[bytes]) -> mmap.mmap:
    mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    with _LOCK:
        _MAPPED.add(mapped)
    return mapped


def forget(mapped: bytes | mmap.mmap) -> None:
    """Release the pages of a mapped file; they are read again when needed."""
    if isinstance(mapped, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        mapped.madvise(mmap.MADV_DONTNEED)
