from __future__ import annotations

import json

import pytest

from engagement.sources.importing import reading
from engagement.sources.model.hints import Hints
from engagement.sources.model.raw_table import SourceError
from engagement.sources.text.json_records import read
from tests.sources.formats.order_files import column
from tests.sources.formats.order_files import read as read_file

ORDERS = [
    {
        "name": f"#100{n}",
        "created_at": f"2026-03-0{n}T10:00:00+01:00",
        "total_price": f"{5 * n}.00",
        "currency": "EUR",
        "customer": {"email": f"c{n}@example.com"},
        "line_items": [{"title": "Mug", "price": "5.00", "quantity": 1} for _ in range(n)],
        "tags": ["new", "gift"],
        "note": None,
    }
    for n in range(1, 5)
]


def test_nested_names_are_joined_and_a_list_of_objects_gives_rows():
    ((_, ((_, header), *rows)),) = read(json.dumps({"page": 1, "orders": ORDERS}).encode())
    assert header == [
        *["name", "created_at", "total_price", "currency", "customer email", "tags", "note"],
        *["item title", "item price", "item quantity"],
    ]
    assert len(rows) == 10
    assert rows[0][1][4:] == ["c1@example.com", "new, gift", "", "Mug", "5.00", "1"]


@pytest.mark.parametrize("name", ["orders.json", "orders.ndjson"])
def test_orders_are_read_from_a_list_and_from_lines_of_json(tmp_path, name):
    lines = "\n".join(map(json.dumps, ORDERS))
    imported = read_file(tmp_path, json.dumps(ORDERS) if name == "orders.json" else lines, name)
    assert column(imported, "gross") == [500, 1000, 1500, 2000]
    assert column(imported, "quantity", "lines") == [1] * 10


def test_numbers_stay_as_they_are_written():
    assert cells('[{"id": 12345678901234567890, "total": 5.10}]') == [
        ("", [["id", "total"], ["12345678901234567890", "5.10"]])
    ]


def cells(text: str) -> list[tuple[str, list[list[str]]]]:
    return [(name, [row for _, row in rows]) for name, rows in read(text.encode())]


def test_each_list_of_objects_is_a_table_of_its_own():
    assert cells(
        '{"page": 1, "shop": {"orders": [{"a": 1}], "customers": [{"b": 2}, {"b": 3}]}, "ids": [4]}'
    ) == [
        ("shop orders", [["a"], ["1"]]),
        ("shop customers", [["b"], ["2"], ["3"]]),
    ]


def test_entries_that_are_no_objects_are_rows_too():
    assert cells('[{"a": 1}, "stray", null]') == [("", [["a", "item"], ["1", ""], ["", "stray"], ["", ""]])]
    assert cells('[{"a": 1, "lines": [{"b": 2}, "stray"]}]') == [
        ("", [["a", "item b", "item"], ["1", "2", ""], ["1", "", "stray"]])
    ]


def test_orders_and_customers_of_one_file_are_both_read(tmp_path):
    customers = [
        {"email": f"c{n}@example.com", "name": "Ava", "created_at": f"2026-01-0{n}"} for n in range(1, 5)
    ]
    path = tmp_path / "shop.json"
    path.write_text(json.dumps({"customers": customers, "orders": ORDERS}))
    tables = reading.raw_tables(path, path.name)
    assert [(table.sheet, table.rows) for table in tables] == [("customers", 4), ("orders", 10)]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('{"orders": [{"id": 1}', "cut short"),
        ('{"a": {"b": 1}}', "JSON, not a table"),
    ],
)
def test_json_that_holds_no_table_is_refused(tmp_path, content, sentence):
    path = tmp_path / "a.json"
    path.write_text(content)
    with pytest.raises(SourceError, match=sentence):
        reading.read(path, path.name, key=bytes(32), hints=Hints())


def test_rows_whose_names_stand_apart_are_a_table():
    data = {
        "dimensionHeaders": [{"name": "date"}],
        "metricHeaders": [{"name": "sessions", "type": "TYPE_INTEGER"}],
        "rows": [
            {"dimensionValues": [{"value": "20260301"}], "metricValues": [{"value": "12"}]},
            {"dimensionValues": [{"value": "20260302"}], "metricValues": [{"value": "9"}]},
        ],
        "rowCount": 2,
    }
    ((_, rows),) = read(json.dumps(data).encode())
    assert [cells for _, cells in rows] == [["date", "sessions"], ["20260301", "12"], ["20260302", "9"]]


def test_the_pages_of_an_answer_are_one_table():
    pages = [
        {"results": [{"campaign": {"name": "A"}, "metrics": {"clicks": "3"}}], "fieldMask": "x"},
        {"results": [{"campaign": {"name": "B"}, "metrics": {"clicks": "4"}}], "fieldMask": "x"},
    ]
    ((_, rows),) = read(json.dumps(pages).encode())
    assert [cells for _, cells in rows] == [["campaign name", "metrics clicks"], ["A", "3"], ["B", "4"]]


def test_a_list_of_records_below_a_day_is_no_page():
    days = [{"date": "2026-03-01", "data": [{"visits": 3}]}, {"date": "2026-03-02", "data": [{"visits": 4}]}]
    ((_, rows),) = read(json.dumps(days).encode())
    assert [cells for _, cells in rows] == [["date", "item visits"], ["2026-03-01", "3"], ["2026-03-02", "4"]]


def test_records_that_stand_under_a_key_each_are_a_table():
    orders = {"orders": {f"-N{n}": {"number": n, "total": f"{n}.00"} for n in range(1, 4)}}
    ((name, rows),) = read(json.dumps(orders).encode())
    assert name == "orders"
    assert [cells for _, cells in rows][:2] == [["key", "number", "total"], ["-N1", "1", "1.00"]]


def test_the_parts_of_one_record_are_no_records():
    order = {
        "customer": {"name": "Ada"},
        "totals": {"sum": "5.00"},
        "shop": {"id": "7"},
        "items": [{"sku": "A"}],
    }
    assert [name for name, _ in read(json.dumps(order).encode())] == ["items"]
