"""A platform's own export with a header that somebody renamed keeps its customers, money and states."""

from __future__ import annotations

import pytest

from engagement.sources.model.hints import Hints
from tests.sources.formats.order_files import column, counted, headers, read, text, warnings

_ROWS = [
    {
        "Name": f"#{1000 + place}", "Email": f"{person}@example.com", "Financial Status": state,
        "Created at": f"2026-03-0{place} 10:00:00 +0100", "Total": "20.00", "Refunded Amount": back,
        "Currency": "EUR", "Lineitem quantity": "1", "Lineitem name": "Mug", "Lineitem price": "20.00",
    }
    for place, (person, state, back) in enumerate(
        [("ann", "paid", "0.00"), ("bea", "partially_refunded", "5.00"), ("ann", "paid", "0.00")], 1
    )
]  # fmt: skip


def _renamed(**names):
    new_names = {old.replace("_", " "): new for old, new in names.items()}
    columns = [new_names.get(name, name) for name in headers()["shopify_79"]]
    return text(columns, [{new_names.get(name, name): cell for name, cell in row.items()} for row in _ROWS])


@pytest.mark.parametrize(
    "names",
    [
        {"Email": "E-mail address"},
        {"Email": "Adres e-mail"},
        {"Refunded_Amount": "Amount refunded"},
        {"Total": "Order total", "Currency": "Valuta"},
    ],
)
def test_a_renamed_column_is_read_and_told(tmp_path, names):
    imported = read(tmp_path, _renamed(**names))
    assert imported.report.format == "shopify_orders"
    assert counted(imported) == (3, 2, 0, 1)
    assert column(imported, "gross") == [2000] * 3
    assert column(imported, "refunded") == [0, 500, 0]
    assert set(column(imported, "currency")) == {"EUR"}
    assert all(new in warnings(imported) for new in names.values())


def test_a_person_may_say_that_it_is_another_column(tmp_path):
    imported = read(tmp_path, _renamed(Email="E-mail address"), hints=Hints(answers={"role": "unused"}))
    assert counted(imported)[1] == 0


def test_a_file_with_all_its_columns_is_told_nothing(tmp_path):
    assert "in its place" not in warnings(read(tmp_path, _renamed()))
