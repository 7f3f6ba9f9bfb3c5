from __future__ import annotations

from datetime import datetime

import pytest

from tests.sources.formats.order_files import column, counted, export


def row(number, item, **more):
    return {
        "Order number": number,
        "Date created": "Dec 11, 2024",
        "Time": "2:10:40 PM",
        "Contact email": "ava@example.com",
        "Item": item,
        "Qty": 2,
        "Price": "5.00",
        "Delivery country": "DEU",
        "Payment status": "Paid",
        "Total": "14.90",
        "Currency": "EUR",
        "Refunded amount": "0.00",
        "Fulfillment status": "Fulfilled",
    } | {key.replace("_", " "): value for key, value in more.items()}


@pytest.mark.parametrize("variant", ["wix", "wix_dup_names"])
def test_the_total_stands_on_every_row_and_is_taken_once(tmp_path, variant):
    imported = export(
        tmp_path,
        variant,
        row(10001, "Mug"),
        row(10001, "Tea"),
        row(10002, "Mug", Fulfillment_status="Canceled", Payment_status="Unpaid"),
        row(10003, "Mug", Refunded_amount="14.90", Contact_email='"ben@example.com"'),
    )
    assert imported.report.format == "wix_orders"
    assert counted(imported) == (3, 2, 1, 1)
    assert column(imported, "gross") == [1490] * 3
    assert column(imported, "status") == ["paid", "cancelled", "refunded"]
    assert column(imported, "instant")[0] == datetime(2024, 12, 11, 14, 10, 40)
    assert column(imported, "items") == [4, 2, 2]
