"""Where the rows of a table are stored while its file is read: in memory or, for a large file, on disk.

An export has many more columns than figures need. In an unlinked file that is mapped into memory once
complete, a column that is not used again takes no memory.
"""

from __future__ import annotations

import mmap
import tempfile
import weakref
from pathlib import Path
from typing import Final

import pyarrow as pa

from engagement.locale import message
from engagement.sources.model.raw_table import SourceError

#: The size of a file from which its table is kept on disk, in bytes.
LARGE: Final = 64 << 20
_MIB: Final = 1 << 20
#: The mapped tables of this process.
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
            self._mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            _MAPPED.add(self._mapped)
        pa.default_memory_pool().release_unused()
        return pa.ipc.open_stream(pa.BufferReader(pa.py_buffer(self._mapped))).read_all()

    def forget(self) -> None:
        """Release the loaded pages to the system."""
        if self._mapped is not None:
            forget(self._mapped)


def forget_all() -> None:
    """Release the loaded pages of all tables on disk."""
    for mapped in _MAPPED:
        forget(mapped)


def forget(mapped: mmap.mmap) -> None:
    """Release the pages of a mapped file; they are read again when needed."""
    if hasattr(mmap, "MADV_DONTNEED"):
        mapped.madvise(mmap.MADV_DONTNEED)
