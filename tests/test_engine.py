from __future__ import annotations

import threading

import duckdb
import narwhals.stable.v2 as nw
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engagement.engine import Engine, batches
from tests.metrics.orders import many


@pytest.fixture
def engine(tmp_path):
    with_files = Engine([tmp_path])
    yield with_files
    with_files.close()


def test_files_of_several_versions_may_lack_a_column(engine, tmp_path):
    table = many(1, count=20)
    pq.write_table(table, tmp_path / "new.parquet")
    pq.write_table(table.drop_columns(["region"]), tmp_path / "old.parquet")
    result = engine.scan("orders", [tmp_path / "old.parquet", tmp_path / "new.parquet"]).collect()
    assert len(result) == 40
    assert result["region"].null_count() == 40


@pytest.mark.parametrize("count", [0, 20])
@pytest.mark.parametrize("in_memory", [False, True])
def test_parts_of_a_table_are_all_of_its_rows_and_one_part_at_least(engine, tmp_path, count, in_memory):
    table = many(1, count=20).slice(0, count)
    pq.write_table(table, tmp_path / "orders.parquet")
    rows = engine.scan("orders", table.to_pandas() if in_memory else [tmp_path / "orders.parquet"])
    parts = [pa.table(part.to_pydict()) for part in batches(rows.select("order_id", "gross"))]
    read = [row for part in parts for row in part.to_pylist()]
    assert parts
    assert sorted(read, key=str) == sorted(table.select(["order_id", "gross"]).to_pylist(), key=str)


def test_a_table_without_files_is_empty(engine):
    assert len(engine.scan("orders", ()).collect()) == 0


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_csv('/etc/hostname')",
        "COPY (SELECT 1) TO '/tmp/engagement-leak.csv'",
        "ATTACH '/tmp/engagement-leak.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '1TB'",
        "SET allowed_directories = ['/']",
    ],
)
def test_the_engine_is_locked_down(engine, statement):
    with pytest.raises(duckdb.Error):
        engine.cursor().execute(statement)


def test_a_variable_of_the_program_is_no_table(engine):
    secret = many(1, count=5)
    with pytest.raises(duckdb.Error):
        engine.cursor().execute("SELECT * FROM secret")
    assert secret.num_rows == 5


def test_every_thread_has_a_cursor_of_its_own(engine):
    result = [engine.cursor()]
    threads = [threading.Thread(target=lambda: result.append(engine.cursor())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert engine.cursor() is result[0]
    assert len({id(cursor) for cursor in result}) == 4


def test_no_expression_is_searched_for_texts_that_are_names_of_columns(engine, monkeypatch):
    """DuckDB does it to warn, in a tenth of a figure's time; whatever becomes of it shows here."""
    statements: list[object] = []
    monkeypatch.setattr("duckdb._expression.string_literals", lambda value: statements.append(value) or [])
    assert len(engine.scan("orders", many(1, count=5)).filter(nw.col("source") == "line").collect()) == 0
    assert statements == []
