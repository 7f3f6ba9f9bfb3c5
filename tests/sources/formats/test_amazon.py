from __future__ import annotations

from datetime import datetime

import pytest

from tests.sources.formats.order_files import column, counted, export, warnings


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
    row = {
        "order-id": "302-1",
        "order-item-id": 1,
        "purchase-date": "2026-05-02T08:04:21+00:00",
        "buyer-email": "x1@marketplace.example.com",
        "product-name": "Mug",
        "quantity-purchased": 1,
        "currency": "EUR",
        "item-price": "15.00",
        "ship-country": "DE",
    }
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
