from __future__ import annotations

from datetime import datetime

import pytest

from tests.sources.formats.order_files import column, counted, export, read, warnings
from tests.sources.formats.order_pairs import AMAZON_ROW


def item(order, price="30.00", status="Shipped", quantity=2, **more):
    return {
        "amazon-order-id": order,
        "purchase-date": "2026-05-02T08:04:21+00:00",
        "order-status": status,
        "sales-channel": "Amazon.de",
        "product-name": 'Mug "XL"',
        "sku": "MUG",
        "item-status": status,
        "quantity": quantity,
        "currency": "EUR" if price else "",
        "item-price": price,
        "ship-country": "DE",
    } | more


@pytest.mark.parametrize("width", ["amazon_all_orders_29", "amazon_all_orders_32", "amazon_all_orders_39"])
def test_item_prices_are_added_up_and_nobody_is_named(tmp_path, width):
    imported = export(
        tmp_path,
        width,
        item("302-1"),
        item("302-1", "12.00", quantity=1),
        item("302-2", "", "Cancelled", 0),
        item("302-3", "10.00", "Cancelled", 1),
        item("S02-4", "", **{"sales-channel": "Non-Amazon"}),
        delimiter="\t",
    )
    assert imported.report.format == "amazon_all_orders"
    assert counted(imported) == (4, 0, 2, 0)
    assert column(imported, "gross") == [4200, 0, 1000, 0]
    assert column(imported, "currency") == ["EUR"] * 4
    assert column(imported, "price", "lines")[:2] == [1500, 1200]
    assert column(imported, "instant")[0] == datetime(2026, 5, 2, 8, 4, 21)
    assert "names no buyer" in warnings(imported)


def test_the_report_of_those_who_ship_themselves_knows_buyers_by_an_alias(tmp_path):
    row = AMAZON_ROW | {"ship-country": "DE"}
    imported = export(
        tmp_path,
        "amazon_fbm_orders",
        row,
        row | {"order-item-id": 2},
        row | {"order-id": "302-2"},
        delimiter="\t",
    )
    assert imported.report.format == "amazon_fbm_orders"
    assert counted(imported) == (2, 1, 0, 0)
    assert column(imported, "gross") == [3000, 1500]
    assert "aliases" in warnings(imported)


def test_the_report_of_what_is_to_be_shipped_has_orders_though_no_prices(tmp_path):
    imported = read(
        tmp_path,
        "order-id\torder-item-id\tpurchase-date\tbuyer-email\tsku\tproduct-name\tquantity-purchased\n"
        "302-1\t11\t2026-05-02T08:04:21+00:00\tx1@marketplace.example.com\tM\tMug\t1\n"
        "302-1\t12\t2026-05-02T08:04:21+00:00\tx1@marketplace.example.com\tT\tTee\t1\n"
        "302-2\t13\t2026-05-03T08:04:21+00:00\tx2@marketplace.example.com\tM\tMug\t2\n",
    )
    assert imported.report.format == "amazon_fbm_orders"
    assert counted(imported) == (2, 2, 0, 0)
    assert "names no amounts" in warnings(imported)


def part(order, kind, of, amount, what="Principal", day="2026-01-05", **more):
    return {
        "settlement-id": 111,
        "transaction-type": kind,
        "order-id": order,
        "amount-type": of,
        "amount-description": what,
        "amount": amount,
        "posted-date": day,
        "posted-date-time": f"{day} 10:00:00 UTC",
        "sku": "MUG",
    } | more


def test_a_settlement_tells_what_buyers_paid_and_got_back_without_the_fees(tmp_path):
    quantity = {"quantity-purchased": 1}
    imported = export(
        tmp_path,
        "amazon_settlement",
        {"settlement-id": 111, "total-amount": "40.00", "currency": "EUR"},
        part("302-1", "Order", "ItemPrice", "20.00", **quantity),
        part("302-1", "Order", "ItemPrice", "4.00", "Shipping"),
        part("302-1", "Order", "ItemFees", "-3.00", "Commission"),
        part("302-2", "Order", "ItemPrice", "20.00", **quantity),
        part("302-1", "Refund", "ItemPrice", "-20.00", day="2026-01-09"),
        part("302-1", "Refund", "ItemFees", "2.40", "Commission", day="2026-01-09"),
        part("302-0", "Refund", "ItemPrice", "-9.00", day="2026-01-09"),
        part("", "other-transaction", "other-transaction", "-8.00", "Storage Fee"),
        delimiter="\t",
    )
    assert imported.report.format == "amazon_settlement"
    assert counted(imported) == (2, 0, 0, 1)
    assert column(imported, "gross") == [2400, 2000]
    assert column(imported, "refunded") == [2000, 0]
    assert column(imported, "currency") == ["EUR", "EUR"]
    assert column(imported, "items") == [1, 1]
    assert column(imported, "price", "lines") == [2000, 2000]
    assert imported.report.rows_set_aside == 3
