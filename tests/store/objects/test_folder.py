"""An object is named by its bytes, and these by its rows alone."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq

from engagement.store.objects.folder import Objects


def test_equal_rows_give_equal_bytes_however_they_are_divided(tmp_path):
    objects = Objects(tmp_path)
    table = pa.table({"line": range(300_000), "name": [f"name {n % 70}" for n in range(300_000)]})
    divided = pa.concat_tables([table.slice(0, 100_001), table.slice(100_001)])
    digest = objects.write(table)
    assert objects.write(divided) == digest
    assert objects.read(digest).equals(table)
    assert pq.read_metadata(objects.path(digest)).num_row_groups == 3


def test_a_table_without_rows_keeps_its_columns(tmp_path):
    objects = Objects(tmp_path)
    empty = pa.table({"name": pa.array([], pa.string())})
    assert objects.read(objects.write(empty)).equals(empty)
