"""Rows behind a number are for people: names, units, dates and money in their language."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement import tables
from engagement.locale import LANGUAGES
from engagement.locale.translator import translator
from engagement.readable.canonical_rows import for_programs, of_rows
from engagement.readable.column_labels import NAMES
from engagement.readable.files import to_csv, to_xlsx
from engagement.readable.sheet import written

DAY = dt.date(2026, 10, 31)
NUMBER = (DAY - dt.date(1970, 1, 1)).days


def example(column: tables.Column) -> object:  # noqa: PLR0911 - a value for each kind
    """A value of a column that its machine form would give away."""
    if column.allowed:
        return min(column.allowed)
    if column.name == "currency":
        return "EUR"
    if column.name == "country":
        return "DE"
    if column.name == "source":
        return "shopify_orders"
    if column.unit == "minor units":
        return 123_456
    if column.unit.startswith("days since"):
        return NUMBER
    if pa.types.is_boolean(column.type):
        return True
    if pa.types.is_timestamp(column.type):
        return dt.datetime(2026, 10, 31, 9, 5)
    return 3 if not pa.types.is_string(column.type) else f"a {column.name.replace('_', ' ')}"


def frame_of(table: tables.Table) -> pd.DataFrame:
    row = {column.name: [example(column)] for column in table.columns}
    return tables.conform(table.name, pa.table(row)).to_pandas()


@pytest.mark.parametrize("name", tables.TABLES)
def test_every_column_that_people_see_has_a_name(name):
    shown = {c.name for c in tables.TABLES[name].columns} - {
        "customer_key",
        "customer_number",
        "member_key",
        "rank",
    }
    assert shown <= set(NAMES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", tables.TABLES)
def test_no_row_shows_a_day_number_minor_units_a_key_or_a_word_of_the_machine(name, language):
    t = translator(language)
    sheet = of_rows(frame_of(tables.TABLES[name]), t)
    on_screen = [written(column, 0, t) for column in sheet.columns]
    in_file = next(csv.reader(io.StringIO(to_csv(sheet, t).decode("utf-8-sig")), delimiter=_mark(language)))
    rows = list(csv.reader(io.StringIO(to_csv(sheet, t).decode("utf-8-sig")), delimiter=_mark(language)))
    for text in (*on_screen, *in_file, *rows[1], *(column.name for column in sheet.columns)):
        assert not re.search(r"\b(True|False|None|nan|NaT)\b", text)
        assert "_" not in text
        assert str(NUMBER) not in re.sub(r"\W", "", text)
        assert "123456" not in re.sub(r"[.,]\d\d\b", "", text)
    assert "customer_key" not in in_file


def _mark(language: str) -> str:
    return "," if language == "en" else ";"


ORDERS = pd.DataFrame(
    {
        "order_id": ["#1", "=1+1"],
        "instant": pd.to_datetime(["2026-10-31 09:05", "2026-11-01 23:59"]),
        "day": [NUMBER, NUMBER + 1],
        "gross": [123_456, 500],
        "currency": ["EUR", "JPY"],
        "counts": [True, False],
        "guest": [None, True],
        "country": ["DE", None],
        "status": ["partially_refunded", "paid"],
    }
)


def test_rows_are_written_as_people_of_a_language_write_them():
    t = translator("it")
    sheet = of_rows(ORDERS, t)
    assert [written(c, 0, t) for c in sheet.columns] == [
        "#1", "31 ott 2026, 09:05", "1234,56\u00a0€", "EUR", "sì", "", "Germania", "rimborsato in parte",
    ]  # fmt: skip
    head, first, second = to_csv(sheet, t).decode("utf-8-sig").splitlines()
    assert head.startswith("Ordine;Data e ora;Importo;Valuta")
    assert first == "#1;31/10/2026 09:05;1234,56;EUR;sì;;Germania;rimborsato in parte"
    # Yen have no minor units, and no cell begins like a formula.
    assert second.startswith("'=1+1;01/11/2026 23:59;500;JPY;no;sì;;")


def test_a_workbook_holds_numbers_as_numbers_and_dates_as_dates_and_no_formula(tmp_path):
    path = tmp_path / "orders.xlsx"
    path.write_bytes(to_xlsx(of_rows(ORDERS, translator("en"))))
    book = _read(path)
    assert book[0][:4] == ["Order", "Time", "Amount", "Currency"]
    assert book[1][1:3] == [dt.datetime(2026, 10, 31, 9, 5), 1234.56]
    assert book[2][0] == "'=1+1"


def _read(path):
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - only here

    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def test_programs_get_keys_days_and_money_that_they_can_read():
    rows = for_programs(ORDERS)
    assert list(rows.columns) == list(ORDERS.columns)
    assert rows["day"].tolist() == ["2026-10-31", "2026-11-01"]
    assert rows["gross"].tolist() == [1234.56, 500.0]


@given(st.lists(st.text(max_size=20), min_size=1, max_size=6), st.sampled_from(LANGUAGES))
def test_whatever_a_file_says_no_cell_runs_in_a_spreadsheet(texts, language):
    frame = pd.DataFrame({"order_id": texts, "segment.=x": texts})
    sheet = of_rows(frame, translator(language))
    text = to_csv(sheet, translator(language)).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=_mark(language)):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    assert to_xlsx(sheet).startswith(b"PK")


def test_what_rows_are_split_by_and_whose_they_are_is_in_words():
    frame = pd.DataFrame({"breakdown": ["country, device [Mobile]", None], "by_member": [True, False]})
    sheet = of_rows(frame, translator("it"))
    assert [column.name for column in sheet.columns] == ["Suddiviso per", "Ordinato da un membro"]
    assert [column.cells for column in sheet.columns] == [["Paese, Dispositivo [Mobile]", None], ["sì", "no"]]
