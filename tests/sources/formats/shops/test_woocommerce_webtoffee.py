from __future__ import annotations

from tests.metrics.invented import day
from tests.sources.formats.order_files import column, counted, headers, read, text


def row(number, customer, email, status="completed", **more):
    return {
        "order_id": number,
        "order_number": number,
        "order_date": "2026-05-02 10:11:12",
        "status": status,
        "order_total": "53.90",
        "order_currency": "EUR",
        "customer_id": customer,
        "customer_email": email,
        "billing_country": "DE",
        "line_item_1": "name:Mug|product_id:11|sku:MUG|quantity:2|total:28.00|sub_total:30.00",
    } | more


def test_products_and_refunds_are_unpacked_and_customer_zero_is_a_guest(tmp_path):
    columns = [*headers()["woo_webtoffee_65"], "line_item_1", "line_item_2"]
    rows = [
        row(501, 7, "ava@example.com", line_item_2="name:Tea|quantity:1|total:15.00"),
        row(502, 0, "", billing_email="ben@example.com", coupon_items="code:WELCOME10|amount:5.00"),
        row(
            503,
            7,
            "",
            "refunded",
            refund_items="amount:20.00|reason:|date:2026-05-03 9:00;amount:33.90|date:2026-05-06",
        ),
        row(504, 0, "", "cancelled"),
        row(505, 0, "", "wc-on-hold"),
    ]
    imported = read(tmp_path, text(columns, rows))
    assert imported.report.format == "webtoffee_orders"
    assert counted(imported) == (5, 2, 1, 1)
    assert column(imported, "guest") == [False, True, False, True, True]
    assert imported.report.counts["orders_without_customer"] == 2
    assert column(imported, "refunded") == [0, 0, 5390, 0, 0]
    assert column(imported, "refund_day") == [None, None, day("2026-05-06"), None, None]
    assert column(imported, "discount_code") == [None, "WELCOME10", None, None, None]
    assert column(imported, "items") == [3, 2, 2, 2, 2]
    assert column(imported, "product", "lines")[:2] == ["Mug", "Tea"]
    assert column(imported, "price", "lines")[:2] == [1500, 1500]


def test_the_tax_total_holds_the_tax_on_shipping_already(tmp_path):
    columns = [*headers()["woo_webtoffee_65"], "line_item_1"]
    rows = [
        row(501, 7, "ava@example.com", shipping_total="5.00", shipping_tax_total="1.05", tax_total="8.50")
    ]
    imported = read(tmp_path, text(columns, rows))
    assert (column(imported, "tax"), column(imported, "shipping")) == ([850], [500])
