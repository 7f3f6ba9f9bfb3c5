from __future__ import annotations

from datetime import datetime

import pytest

from tests.sources.formats.order_files import column, counted, export, reasons
from tests.sources.formats.order_pairs import SQUARE_ITEM, SQUARE_PAYMENT


def payment(number, collected, kind="Payment", customer="C1", **more):
    own = {"Gross Sales": collected, "Total Collected": collected, "Transaction ID": number}
    whose = {"Event Type": kind, "Customer ID": customer, "Source": "Register"}
    return SQUARE_PAYMENT | own | whose | {"Time Zone": "Eastern Time (US & Canada)"} | more


@pytest.mark.parametrize("width", ["square_transactions_55", "square_transactions_2018"])
def test_a_refund_lowers_its_payment_and_a_walk_in_is_nobody(tmp_path, width):
    imported = export(
        tmp_path,
        width,
        payment("t1", "$1,008.00"),
        payment("t2", "$33.62 ", customer=""),
        payment("t2", "($33.62)", "Refund", customer=""),
        payment("t9", "-$7.00", "Refund"),
    )
    assert imported.report.format == "square_transactions"
    assert counted(imported) == (2, 1, 0, 1)
    assert column(imported, "gross") == [100_800, 3362]
    assert column(imported, "refunded") == [0, 3362]
    assert column(imported, "status") == ["paid", "refunded"]
    assert column(imported, "instant")[0] == datetime(2026, 5, 26, 14, 10, 40)
    assert column(imported, "shop") == ["Main Street"] * 2
    assert imported.report.counts["orders_without_customer"] == 1
    assert reasons(imported) == ["This is a refund of an order that is not in the file"]


@pytest.mark.parametrize("width", ["square_items_33", "square_items_35"])
def test_items_are_added_up_to_the_same_transactions(tmp_path, width):
    back = {
        "Event Type": "Refund",
        "Qty": "-2.0",
        "Gross Sales": "-$8.00",
        "Net Sales": "-$7.00",
        "Tax": "-$0.70",
    }
    items = export(tmp_path, width, SQUARE_ITEM, SQUARE_ITEM | {"Item": "Mug"}, SQUARE_ITEM | back)
    whole = export(tmp_path, "square_transactions_55", payment("t1", "$15.40"))
    assert items.report.format == "square_items"
    assert counted(items) == (1, 1, 0, 1)
    assert column(items, "gross") == [1540]
    assert column(items, "refunded") == [770]
    assert column(items, "items") == [4]
    assert column(items, "product", "lines") == ["Tea", "Mug"]
    assert column(items, "price", "lines") == [400, 400]
    for name in ("source", "shop", "order_id", "customer_key"):
        assert column(items, name) == column(whole, name)
