"""A table that breaks its contract is refused where it is made."""

from __future__ import annotations

import pyarrow as pa
import pytest

from engagement import tables
from engagement.tables import ContractError

_ORDER = {
    "order_id": ["1001"],
    "source": ["shopify_orders"],
    "instant": pa.array([1_767_312_000_000_000], pa.timestamp("us")),
    "day": [20455],
    "gross": [4990],
    "refunded": [0],
    "currency": ["EUR"],
    "status": ["paid"],
    "counts": [True],
    "line": [2],
}


def _made(**change):
    return tables.conform("orders", pa.table({**_ORDER, **change}))


def test_what_may_be_missing_is_added_as_null_in_the_contracts_order():
    created = _made()
    assert created.column_names == [c.name for c in tables.ORDERS.columns]
    assert created.column("guest").to_pylist() == [None]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"colour": ["red"]}, "no column is called 'colour'"),
        ({"status": ["lost"]}, "not allowed"),
        ({"currency": pa.array([None], pa.string())}, "values are missing"),
        ({"region": [""]}, "empty text"),
        ({"gross": ["much"]}, "gross"),
    ],
)
def test_a_broken_contract_names_table_column_and_fault(change, fault):
    with pytest.raises(ContractError, match=fault) as refused:
        _made(**change)
    assert "orders" in str(refused.value)


def test_a_missing_required_column_is_named():
    with pytest.raises(ContractError, match="'gross' is missing"):
        tables.conform("orders", pa.table({k: v for k, v in _ORDER.items() if k != "gross"}))


def test_names_that_differ_by_case_are_refused_because_duckdb_would_mix_them_up():
    answers = {
        "response_id": ["1"],
        "source": ["typeform"],
        "survey": ["s"],
        "question": ["q"],
        "kind": ["choice"],
        "line": [2],
        "segment.Age": ["a"],
        "segment.age": ["b"],
    }
    with pytest.raises(ContractError, match="but for its case"):
        tables.conform("responses", pa.table(answers))


@pytest.mark.parametrize("name", tables.TABLES)
def test_every_column_says_what_it_means_and_every_key_is_a_column(name):
    table = tables.TABLES[name]
    names = {c.name for c in table.columns}
    assert all(c.meaning for c in table.columns)
    assert set(table.key) <= names
    assert table.key[: len(table.parent)] == table.parent
    assert len({n.casefold() for n in names}) == len(names)
