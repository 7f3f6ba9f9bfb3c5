from __future__ import annotations

from datetime import datetime

import pytest

from tests.sources.formats.order_files import column, counted, headers, read, text, warnings


def row(record, number, total="", day="Sep-18-26", **more):
    return {
        "Sales Record Number": record,
        "Order Number": number,
        "Buyer Username": "buyer_one",
        "Quantity": 1,
        "Total Price": total,
        "Sale Date": day,
    } | {key.replace("_", " "): value for key, value in more.items()}


def report(rows):
    """The file as eBay writes it: bare commas above, padding below the header, a footer."""
    columns = headers()["ebay_us_2026"]
    header, *body = text(columns, rows).split("\r\n")
    commas = "," * (len(columns) - 1)
    tail = [f"{len(rows)},record(s) downloaded,", "Seller ID : a-seller", ""]
    return "\r\n".join([commas, header, commas, *body, *tail])


def test_a_summary_row_holds_the_money_of_its_items(tmp_path):
    imported = read(
        tmp_path,
        report(
            [
                row(149, "11-1", "$1,097.99", Item_Number="22", Item_Title="Mug", Sold_For="$1,090.00"),
                row(119, "11-3", "$29.55", Quantity=2, Sold_For="$28.00"),
                row(119, "11-3", Item_Number="24", Item_Title="Tea", Sold_For="$13.00"),
                row(119, "11-3", Item_Number="25", Item_Title="Card", Sold_For="$15.00"),
                row(120, "", "$5.00", Item_Number="26", Item_Title="Pin", Buyer_Username="buyer_two"),
            ]
        ),
    )
    assert imported.report.format == "ebay_orders"
    assert counted(imported) == (3, 2, 0, 0)
    assert column(imported, "order_id") == ["11-1", "11-3", "120"]
    assert column(imported, "gross") == [109_799, 2955, 500]
    assert column(imported, "items") == [1, 2, 1]
    assert column(imported, "product", "lines") == ["Mug", "Tea", "Card", "Pin"]
    assert column(imported, "currency") == ["USD"] * 3
    assert imported.report.rows_kept == 5
    assert "no cancelled orders" in warnings(imported)


@pytest.mark.parametrize(
    ("variant", "values", "gross"),
    [
        (
            "ebay_de_partial",
            ["7", "23-1", "116,99 €", "10-Dez-25", "10-Dez-25", "kaeufer_eins", "--"],
            11_699,
        ),
        (
            "ebay_fr_partial",
            ["7", "23-1", "acheteur", "26", "Mug", "1", "116,99 €", "0,00 €", "10-déc.-25"],
            23_398,
        ),
    ],
)
def test_german_and_french_reports_are_read(tmp_path, variant, values, gross):
    row = dict(zip(headers()[variant], values, strict=True))
    imported = read(tmp_path, "\n" + text(headers()[variant], [row, row], ";"))
    assert imported.report.format == "ebay_orders"
    assert counted(imported) == (1, 1, 0, 0)
    assert column(imported, "instant") == [datetime(2025, 12, 10)]
    assert column(imported, "currency") == ["EUR"]
    assert column(imported, "gross") == [gross]


def test_australian_money_and_dates_are_read(tmp_path):
    imported = read(tmp_path, report([row(1, "11-1", "AU $3,013.00", "26-May-26", Item_Number="1")] * 1))
    assert column(imported, "gross") == [301_300]
    assert column(imported, "currency") == ["AUD"]
    assert column(imported, "instant") == [datetime(2026, 5, 26)]


def test_file_exchange_wrote_the_same_report_under_other_names(tmp_path):
    row = {
        "User Id": "buyer_one",
        "Item ID": "22",
        "Item Title": "Mug",
        "Quantity": 2,
        "Sale Price": "$10.00",
        "Total Price": "$25.00",
        "Sale Date": "Sep-18-16",
    }
    rows = [row | {"Sales Record Number": 101, "Order ID": ""}, row | {"Sales Record Number": 102}]
    imported = read(tmp_path, text(headers()["ebay_file_exchange"], rows))
    assert imported.report.format == "ebay_orders"
    assert counted(imported) == (2, 1, 0, 0)
    assert column(imported, "gross") == [2500, 2500]
    assert column(imported, "items") == [2, 2]
