"""A large table is kept on disk while it is read, and nobody can tell but by the memory."""

from __future__ import annotations

import re
import resource
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from engagement.sources.importing import reading
from engagement.sources.model import spill
from engagement.sources.model.hints import Hints
from engagement.sources.model.raw_table import SourceError
from engagement.sources.model.spill import DiskBatches, MemoryBatches, forget_all
from engagement.sources.raw import from_text, from_text_fast

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCHEMA = pa.schema([pa.field("0", pa.string()), pa.field("1", pa.string())])


def _batch(start: int, size: int) -> pa.RecordBatch:
    texts = [f"cell {n}" if n % 3 else None for n in range(start, start + size)]
    return pa.RecordBatch.from_arrays([pa.array(texts), pa.nulls(size, pa.string())], schema=_SCHEMA)


def test_a_spill_returns_what_was_written_also_after_its_pages_were_released():
    on_disk, in_memory = DiskBatches(_SCHEMA), MemoryBatches(_SCHEMA)
    for batches in (on_disk, in_memory):
        for start in (0, 500):
            batches.add(_batch(start, 500))
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


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="the system does not tell")
def test_an_array_that_was_put_aside_is_the_same_and_takes_memory_only_where_it_is_read():
    texts = pa.array([None if n % 7 == 0 else f"text {n}" for n in range(1_000_000)])
    expected, size = texts.slice(500_000, 10).to_pylist(), texts.nbytes
    mapped_before = {entry.address for entry in _mapped_files()}  # what other tests have left
    aside = spill.put_aside(texts)
    assert aside.equals(texts)
    del texts
    spill.forget_all()
    assert aside.slice(500_000, 10).to_pylist() == expected
    (mapped,) = (
        entry for entry in _mapped_files() if entry.size >= size and entry.address not in mapped_before
    )
    assert mapped.resident < size / 2


@pytest.mark.parametrize("large", [0, 40, 1 << 40])
def test_texts_that_come_in_parts_are_put_together(monkeypatch, large):
    monkeypatch.setattr(spill, "_LARGE_ARRAY", large)
    parts = [pa.array(["one", None, ""]), pa.array([], pa.string()), pa.array(["x", None, "three", "4"])[1:]]
    texts = spill.joined(iter(parts))
    assert texts.to_pylist() == ["one", None, "", None, "three", "4"]
    assert (texts.null_count, texts.type) == (2, pa.string())
    assert spill.joined([]).to_pylist() == []


def test_columns_that_wait_on_disk_give_the_tables_of_columns_in_memory(monkeypatch):
    path = Path("sample_data/shopify_orders.csv")
    read = []
    for large in (1 << 40, 0):
        monkeypatch.setattr(spill, "_LARGE_ARRAY", large)
        (imported,) = reading.read(path, path.name, key=b"k" * 32, hints=Hints())
        read.append(imported)
    in_memory, on_disk = read
    assert on_disk.report == in_memory.report
    assert on_disk.tables.keys() == in_memory.tables.keys()
    assert all(table.equals(in_memory.tables[name]) for name, table in on_disk.tables.items())


def test_a_disk_without_room_is_said_in_one_sentence():
    on_disk = DiskBatches(_SCHEMA)
    on_disk.add(_batch(0, 10_000))
    with _files_no_longer_than(1 << 16), pytest.raises(SourceError, match="no room"):
        on_disk.table()


@dataclass
class _MappedFile:
    address: str
    size: int
    resident: int


def _mapped_files() -> Iterator[_MappedFile]:
    """Yield the nameless files that this process maps, in bytes."""
    entries = re.split(r"^(?=[0-9a-f]+-[0-9a-f]+ )", Path("/proc/self/smaps").read_text(), flags=re.MULTILINE)
    for entry in entries:
        if "(deleted)" in entry.partition("\n")[0]:
            sizes = dict(re.findall(r"^(Size|Rss): +(\d+) kB", entry, flags=re.MULTILINE))
            address = entry.partition("-")[0]
            yield _MappedFile(address, int(sizes["Size"]) << 10, int(sizes["Rss"]) << 10)


@contextmanager
def _files_no_longer_than(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
