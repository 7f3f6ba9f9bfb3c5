from __future__ import annotations

from tests.sources.formats.order_files import column, counted, headers, text, together, warnings
from tests.sources.formats.order_pairs import (
    AMAZON_ITEM,
    AMAZON_ROW,
    ETSY_ITEM,
    ETSY_ORDER,
    SQUARE_ITEM,
    SQUARE_PAYMENT,
)


def test_items_give_products_to_orders_of_the_same_drop_and_orders_that_are_missing_there(tmp_path):
    items = text(headers()["etsy_items"], [ETSY_ITEM, ETSY_ITEM | {"Order ID": 2, "Buyer": "ben"}])
    result = together(tmp_path, items=items, orders=text(headers()["etsy_orders"], [ETSY_ORDER]))
    assert column(result["orders"], "gross") == [3450]
    assert column(result["items"], "order_id") == ["2"]
    assert column(result["items"], "order_id", "lines") == ["1", "2"]
    assert counted(result["orders"]) == counted(result["items"]) == (1, 1, 0, 0)
    assert result["items"].report.rows_kept == 2
    assert result["items"].report.joined == ("orders",)
    assert result["orders"].report.joined == ("items",)
    assert "Read together with orders" in warnings(result["items"])
    assert "Upload the orders file, too" not in warnings(result["items"])


def test_items_of_a_till_do_not_double_its_transactions(tmp_path):
    result = together(
        tmp_path,
        transactions=text(headers()["square_transactions_55"], [SQUARE_PAYMENT]),
        items=text(headers()["square_items_35"], [SQUARE_ITEM, SQUARE_ITEM | {"Item": "Mug"}]),
    )
    assert counted(result["transactions"]) == (1, 1, 0, 0)
    assert counted(result["items"]) == (0, 0, 0, 0)
    assert column(result["items"], "product", "lines") == ["Tea", "Mug"]
    assert column(result["items"], "shop", "lines") == ["Main Street"] * 2


def test_a_report_that_names_buyers_names_those_of_the_report_of_all_orders(tmp_path):
    result = together(
        tmp_path,
        every=text(
            headers()["amazon_all_orders_32"], [AMAZON_ITEM, AMAZON_ITEM | {"amazon-order-id": "302-2"}], "\t"
        ),
        own=text(headers()["amazon_fbm_orders"], [AMAZON_ROW, AMAZON_ROW | {"order-id": "302-3"}], "\t"),
    )
    assert counted(result["every"]) == (2, 1, 0, 0)
    assert counted(result["own"]) == (1, 1, 0, 0)
    assert column(result["own"], "order_id") == column(result["own"], "order_id", "lines") == ["302-3"]
    assert column(result["own"], "source") == ["amazon_all_orders"]
    assert column(result["every"], "customer_key")[0] == column(result["own"], "customer_key")[0]
