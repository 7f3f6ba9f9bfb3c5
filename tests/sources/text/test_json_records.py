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
    (_, header), *rows = read(json.dumps({"page": 1, "orders": ORDERS}).encode())
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
    assert read(b'[{"id": 12345678901234567890, "total": 5.10}]')[1][1] == ["12345678901234567890", "5.10"]


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
