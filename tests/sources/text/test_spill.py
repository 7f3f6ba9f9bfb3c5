"""A large table is kept on disk while it is read, and nobody can tell but by the memory."""

from __future__ import annotations

import resource
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from engagement.sources.model.raw_table import SourceError
from engagement.sources.raw import from_text, from_text_fast
from engagement.sources.text.spill import DiskBatches, MemoryBatches, forget_all

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCHEMA = pa.schema([pa.field("0", pa.string()), pa.field("1", pa.string())])


def _batch(start: int, size: int) -> pa.RecordBatch:
    texts = [f"cell {n}" if n % 3 else None for n in range(start, start + size)]
    return pa.RecordBatch.from_arrays([pa.array(texts), pa.nulls(size, pa.string())], schema=_SCHEMA)


def test_a_spill_returns_what_was_written_also_after_its_pages_were_released():
    on_disk, in_memory = DiskBatches(_SCHEMA), MemoryBatches(_SCHEMA)
    for spill in (on_disk, in_memory):
        for start in (0, 500):
            spill.add(_batch(start, 500))
    table = on_disk.table()
    assert table.equals(in_memory.table())
    for let_go in (on_disk.forget, forget_all):
        let_go()
        assert table.equals(in_memory.table())


def test_a_file_that_is_read_through_a_spill_gives_the_same_table_and_lines(tmp_path, monkeypatch):
    path = tmp_path / "orders.csv"
    path.write_text(
        "Name,Note,Total\n" + "".join(f'#{n},"two\nlines, one cell",{n}.50\n' for n in range(4_000))
    )
    read = {}
    for name, large in (("memory", 1 << 40), ("disk", 0)):
        monkeypatch.setattr(from_text_fast, "LARGE", large)
        read[name] = from_text.read(path.read_bytes(), path.name, path=path)
    assert read["disk"].rows == 4_000
    assert read["disk"].data.equals(read["memory"].data)
    assert read["disk"].lines.equals(read["memory"].lines)


def test_a_disk_without_room_is_said_in_one_sentence():
    on_disk = DiskBatches(_SCHEMA)
    with _files_no_longer_than(1 << 16), pytest.raises(SourceError, match="no room"):
        on_disk.add(_batch(0, 10_000))


@contextmanager
def _files_no_longer_than(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
