from __future__ import annotations

from datetime import datetime

from tests.sources.formats.order_files import column, counted, export
from tests.sources.formats.order_pairs import ETSY_ITEM


def order(number, buyer, **more):
    return {
        "Sale Date": "04/26/26",
        "Order ID": number,
        "Buyer User ID": buyer,
        "Number of Items": 2,
        "Ship Country": "United States",
        "Currency": "USD",
        "Order Value": "30.00",
        "Coupon Code": "THANKS",
        "Order Total": "34.50",
    } | more


def test_a_blank_buyer_is_nobody_and_a_lower_adjusted_total_is_a_refund(tmp_path):
    imported = export(
        tmp_path,
        "etsy_orders",
        order(1, "ava77"),
        order(2, "ava77", **{"Adjusted Order Total": "0.00"}),
        order(3, "", **{"Adjusted Order Total": "30.00"}),
    )
    assert imported.report.format == "etsy_orders"
    assert counted(imported) == (3, 1, 0, 1)
    assert imported.report.counts["orders_without_customer"] == 1
    assert column(imported, "gross") == [3450] * 3
    assert column(imported, "refunded") == [0, 0, 450]
    assert column(imported, "instant")[0] == datetime(2026, 4, 26)


def test_items_are_added_up_to_orders_under_the_same_key_and_buyer(tmp_path):
    items = export(tmp_path, "etsy_items", ETSY_ITEM, ETSY_ITEM | {"Item Name": "Tea", "Item Total": "5.00"})
    orders = export(tmp_path, "etsy_orders", order(1, "ava77"))
    assert items.report.format == "etsy_items"
    assert counted(items) == (1, 1, 0, 0)
    assert column(items, "gross") == [2500]
    assert column(items, "product", "lines") == ["Mug", "Tea"]
    assert column(items, "source") == column(orders, "source")
    assert column(items, "customer_key") == column(orders, "customer_key")
