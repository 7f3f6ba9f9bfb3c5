"""What a file says of the numbers that its orders have elsewhere."""

from __future__ import annotations

import pyarrow as pa
import pytest

from engagement.sources.columns.typed import Cells
from engagement.sources.model.hints import Hints
from engagement.sources.model.raw_table import RawTable
from engagement.sources.orders import references
from tests.sources.formats.order_files import export, headers, read, text


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("#1001", ["1001"]),
        ("Payment for order #1001", ["1001"]),
        ("Ordine n. 1001 – Bottega", ["1001"]),
        ("000000012", ["12"]),
        ("EU-1001", ["eu-1001", "1001"]),
        ("302-1234567-1234567", ["302-1234567-1234567"]),
        ("Charge for ann1990@example.com", []),
        ("Maria Rossi", []),
    ],
)
def test_only_numbers_are_kept_of_a_sentence(sentence, numbers):
    assert references.tokens(pa.array([sentence]))[1].to_pylist() == numbers


@pytest.mark.parametrize(
    "variant", ["shopify_79", "woo_webtoffee_65", "stripe_old", "paypal_en", "paypal_de"]
)
def test_the_columns_that_refer_to_something_elsewhere_are_found_by_their_names(variant):
    known = {
        "shopify_79": {"Payment Reference", "Payment ID", "Payment References"},
        "woo_webtoffee_65": {"order_id", "order_number", "transaction_id"},
        "stripe_old": {"Invoice ID", "PaymentIntent ID"},
        "paypal_en": {"Invoice Number", "Custom Number"},
        "paypal_de": {"Rechnungsnummer"},
    }[variant]
    result = set(references.columns(headers()[variant]))
    assert known <= result
    assert not {name for name in result if "Customer" in name or "Date" in name}


def test_each_of_very_many_rows_has_its_own_numbers():
    rows = 70_000
    data = pa.table([[f"#{row}" for row in range(rows)], [None, "R-100"] * (rows // 2)], names=["0", "1"])
    raw = RawTable("orders.csv", ("Order number", "Payment reference"), data, pa.array(range(rows)))
    result = references.reference_texts(Cells(raw, key=b"", hints=Hints())).to_pylist()
    assert result[1::2] == [f"{row}\nr-100\n100" for row in range(1, rows, 2)]
    assert result[2::2] == [str(row) for row in range(2, rows, 2)]


def refers_to(imported):
    return imported.tables["orders"].column("refers_to").to_pylist()


def test_a_payment_refers_to_its_order_wherever_the_shop_writes_the_number(tmp_path):
    plain = {"Amount": "5.00", "Amount Refunded": "0.00", "Currency": "eur", "Status": "Paid"}
    rows = [
        {"id": "ch_a", "Created (UTC)": "2026-01-05 10:00", "Description": "Order #1001"} | plain,
        {"id": "ch_b", "Created (UTC)": "2026-01-06 10:00", "order_id (metadata)": "1002"} | plain,
    ]
    imported = read(tmp_path, text([*headers()["stripe_old"], "order_id (metadata)"], rows))
    assert refers_to(imported) == ["1001", "1002"]
    paypal = {
        "Date": "05/01/2026", "Time": "10:00:00", "Type": "Express Checkout Payment", "Status": "Completed",
        "Currency": "EUR", "Gross": "5.00", "Fee": "-0.20", "Net": "4.80",
        "Transaction ID": "9AB12345CD678901E", "Invoice Number": "WC-1003",
    }  # fmt: skip
    assert "1003" in refers_to(export(tmp_path, "paypal_en", paypal))[0].split("\n")


def test_a_table_of_payments_that_nobody_knows_is_told_from_one_of_orders(tmp_path):
    paid = (
        "Payment ID,Order reference,Date,Amount,Currency,Email,Fee\n"
        "tr_1,1001,2026-01-05 10:00,5.00,EUR,a@example.com,0.20\n"
    )
    sold = (
        "Order number,Date,Total,Currency,Email,Product\n#1001,2026-01-05 10:00,5.00,EUR,a@example.com,Tea\n"
    )
    orders = [read(tmp_path, content).tables["orders"] for content in (paid, sold)]
    sources = [table.column("source")[0].as_py() for table in orders]
    assert sources == ["generic_payments", "generic_orders"]
