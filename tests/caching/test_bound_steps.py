from __future__ import annotations

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from duckdb import _seam
from hypothesis import given
from hypothesis import strategies as st

from engagement.caching.bound_steps import BoundSteps

#: DuckDB's own, whatever the program put in its place.
BIND = _seam.bind.__self__._bind if hasattr(_seam.bind, "__self__") else _seam.bind


class Counted:
    def __init__(self) -> None:
        self.statements: list[str] = []

    def __call__(self, con, sql, **how) -> object:
        self.statements.append(sql)
        return BIND(con, sql, **how)


@pytest.fixture
def statements():
    return Counted()


@pytest.fixture
def con():
    with duckdb.connect() as opened:
        yield opened


def step(select: str, *, of: str = 'NULL::BIGINT AS "n"', source: str = '"__duckdb_in0"') -> str:
    stand_in = f'"__duckdb_in0" AS NOT MATERIALIZED (\nSELECT {of} WHERE FALSE\n)'
    return f"WITH {stand_in}\nSELECT {select} FROM {source}"


def told(answer):
    return list(answer.names), [str(t) for t in answer.types], answer.return_type


def test_a_step_is_asked_once_and_answered_as_duckdb_does(con, statements):
    steps = BoundSteps(statements)
    result = [told(steps.bind(con, step('"n" + 1 AS "more"'), capture=True)) for _ in range(3)]
    assert result == [told(BIND(con, step('"n" + 1 AS "more"'), capture=True))] * 3
    assert len(statements.statements) == 1


def test_a_name_made_up_anew_is_the_askers_own(con, statements):
    steps = BoundSteps(statements)
    names = ["row_index_0b6e5d6379680d", "row_index_ffffffffffffff"]
    result = [
        steps.bind(con, step(f'*, "n" AS "{name}"', source=f'"__duckdb_in0" AS "relation_{i:016x}"'))
        for i, name in enumerate(names)
    ]
    assert [answer.names for answer in result] == [["n", name] for name in names]
    assert len(statements.statements) == 1


def test_names_that_differ_are_not_taken_for_one(con, statements):
    steps = BoundSteps(statements)
    one, other = "a_00000000000001", "b_00000000000002"
    both = f'NULL::BIGINT AS "{one}", NULL::VARCHAR AS "{other}"'
    assert [str(t) for t in steps.bind(con, step(f'"{one}"', of=both)).types] == ["BIGINT"]
    assert [str(t) for t in steps.bind(con, step(f'"{other}"', of=both)).types] == ["VARCHAR"]


def test_a_change_of_the_answer_changes_no_later_one(con, statements):
    steps = BoundSteps(statements)
    steps.bind(con, step('"n"')).names.append("mine")
    assert steps.bind(con, step('"n"')).names == ["n"]


def test_what_reads_a_file_is_asked_anew(con, statements, tmp_path):
    steps = BoundSteps(statements)
    sql = step("*", source=f"\"__duckdb_in0\" JOIN parquet_scan('{tmp_path}/t.parquet') ON TRUE")
    for columns in ({"a": [1]}, {"b": ["x"]}):
        pq.write_table(pa.table(columns), tmp_path / "t.parquet")
        assert steps.bind(con, sql).names == ["n", *columns]


def test_a_fault_is_raised_each_time(con, statements):
    steps = BoundSteps(statements)
    for _ in range(2):
        with pytest.raises(duckdb.BinderException, match="nowhere"):
            steps.bind(con, step('"nowhere"'))


def test_no_more_than_the_last_are_kept(con, statements):
    steps = BoundSteps(statements, limit=2)
    for select in ('"n"', '"n" + 1', '"n" + 2', '"n"'):
        steps.bind(con, step(select))
    assert len(statements.statements) == 4


@given(
    names=st.lists(
        st.text("abc_0123456789\"' ", min_size=1, max_size=20), min_size=1, max_size=4, unique_by=str.lower
    ),
    kind=st.sampled_from(["BIGINT", "VARCHAR", "DATE", "DOUBLE[]"]),
)
def test_any_names_are_answered_as_duckdb_does(names, kind):
    quoted = ['"' + name.replace('"', '""') + '"' for name in names]
    sql = step("*", of=", ".join(f"NULL::{kind} AS {name}" for name in quoted))
    steps = BoundSteps(BIND)
    with duckdb.connect() as con:
        assert told(steps.bind(con, sql)) == told(steps.bind(con, sql)) == told(BIND(con, sql))
