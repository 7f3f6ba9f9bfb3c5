"""A row that is set aside says which of its cells is to blame, in every format."""

from __future__ import annotations

import pytest

from tests.sources.formats.order_files import export, headers, read, reasons, text

SHOPIFY = next(name for name in headers() if name.startswith("shopify"))


def told(imported) -> list[tuple[int, str | None, str | None, str]]:
    return [(row.line, row.column, row.value, str(row.reason)) for row in imported.report.set_aside]


def shopify_order(name: str, **cells: str) -> dict[str, str]:
    return {
        "Name": name,
        "Financial Status": "paid",
        "Created at": "2026-02-20 10:12:44 +0100",
        "Currency": "EUR",
        "Total": "80.40",
        "Lineitem name": "Mug",
        "Lineitem price": "80.40",
        "Lineitem quantity": "1",
    } | cells


def test_an_order_on_a_day_that_does_not_exist_names_the_cell(tmp_path):
    wrong = shopify_order("#2", **{"Created at": "2026-02-30 10:12:44 +0100"})
    imported = export(tmp_path, SHOPIFY, shopify_order("#1"), wrong)
    assert told(imported) == [(3, "Created at", "2026-02-30 10:12:44 +0100", "This day does not exist")]
    assert imported.rejects.column("Error").to_pylist() == ["This day does not exist"]


def test_an_order_whose_amount_is_no_number_names_the_cell_and_its_other_rows_the_order(tmp_path):
    under = {"Name": "#2", "Created at": "2026-02-20 10:12:44 +0100", "Lineitem name": "Cup"}
    wrong = shopify_order("#2", Total="8x,40", **{"Lineitem quantity": "many"})
    imported = export(tmp_path, SHOPIFY, shopify_order("#1"), wrong, under)
    assert told(imported) == [
        (3, "Total", "8x,40", "This is not an amount of money"),
        (4, None, None, "This order has no amount that can be read"),
    ]


def test_a_blank_amount_blames_no_cell(tmp_path):
    imported = export(tmp_path, SHOPIFY, shopify_order("#1"), shopify_order("#2", Total=""))
    assert told(imported) == [(3, None, None, "This order has no amount that can be read")]


def test_a_cell_that_an_order_can_do_without_sets_nothing_aside(tmp_path):
    imported = export(tmp_path, SHOPIFY, shopify_order("#1", **{"Lineitem price": "x"}))
    assert reasons(imported) == []


@pytest.mark.parametrize("column", ["Bestelldatum", "Gesamtbetrag"])
def test_an_unknown_shop_names_the_cell_too(tmp_path, column):
    rows = [
        {
            "Bestellnummer": f"A{n}",
            "Bestelldatum": f"{n}.02.2026",
            "Gesamtbetrag": f"{n},40",
            "E-Mail": "a@example.com",
        }
        for n in range(1, 20)
    ]
    rows[16][column] = "31.02.2026" if column == "Bestelldatum" else "8x,40"
    imported = read(tmp_path, text(rows[0], rows, ";"))
    ((line, named, value, reason),) = told(imported)
    assert (line, named, value) == (18, column, rows[16][column])
    assert reason in {"This day does not exist", "This is not an amount of money"}


@pytest.mark.parametrize(("invoice", "price"), [("InvoiceNo", "UnitPrice"), ("Invoice", "Price")])
def test_reasons_of_a_format_name_the_column_under_either_of_its_names(tmp_path, invoice, price):
    customer = "CustomerID" if invoice == "InvoiceNo" else "Customer ID"
    row = {"StockCode": "1", "Description": "Mug", "InvoiceDate": "2010-12-01 08:26:00", customer: "17850"}
    rows = [
        row | {invoice: "536365", "Quantity": "6", price: "2.55"},
        row | {invoice: "A536366", "Quantity": "6", price: "2.55"},
        row | {invoice: "536367", "Quantity": "-6", price: "2.55"},
        row | {invoice: "536368", "Quantity": "6", price: "0"},
    ]
    columns = [invoice, "StockCode", "Description", "Quantity", "InvoiceDate", price, customer, "Country"]
    imported = read(tmp_path, text(columns, rows))
    assert [(column, value) for _, column, value, _ in told(imported)] == [
        (invoice, "A536366"),
        ("Quantity", "-6"),
        (price, "0"),
    ]
