from __future__ import annotations

from datetime import datetime

import pytest

from tests.sources.formats.order_files import column, counted, export, headers, read, text

MUG = (
    "Product ID: 100, Product Qty: 1, Product SKU: MUG-1, Product Name: Mug, large | blue &amp; white, "
    "Product Weight: 0.8000, Product Variation Details: Size: S (4), Product Unit Price: 15.00, "
    "Product Total Price: 15.00"
)
TEA = "Product ID: 115, Product Qty: 2, Product SKU: , Product Name: Tea, Product Unit Price: 6.25"


def row(number, status, customer=54, day="26/04/2026", **more):
    return {
        "Order ID": number,
        "Customer ID": customer,
        "Customer Email": "ava@example.com",
        "Order Date": day,
        "Order Status": status,
        "Order Total (inc tax)": "32.50",
        "Total Quantity": 3,
        "Order Currency Code": "USD",
        "Billing Country": "United States",
        "Product Details": f"{MUG}|{TEA}",
    } | more


@pytest.mark.parametrize("variant", ["bigcommerce_56", "bigcommerce_57_reordered"])
def test_packed_products_are_cut_only_where_a_product_starts(tmp_path, variant):
    imported = export(
        tmp_path,
        variant,
        row(186, "Shipped"),
        row(187, "Partially Refunded", 0, **{"Customer Email": "ben@example.com", "Refund Amount": "6.25"}),
        row(188, "Cancelled"),
        row(189, "Incomplete"),
        row(190, "Declined"),
    )
    assert imported.report.format == "bigcommerce_orders"
    assert counted(imported) == (5, 2, 1, 1)
    assert column(imported, "counts") == [True, True, False, False, False]
    assert column(imported, "guest") == [False, True, False, False, False]
    assert column(imported, "product", "lines")[:2] == ["Mug, large | blue & white", "Tea"]
    assert column(imported, "quantity", "lines")[:2] == [1, 2]
    assert column(imported, "price", "lines")[:2] == [1500, 625]
    assert column(imported, "instant")[0] == datetime(2026, 4, 26)
    assert imported.report.date_order == "day"


def test_a_custom_template_with_words_for_months_and_a_time_is_read(tmp_path):
    columns = [
        "Order ID",
        "Order Date",
        "Order Time",
        "Order Status",
        "Order Total (inc tax)",
        "Billing Email",
    ]
    assert set(columns) - set(headers()["bigcommerce_56"]) == {"Order Time"}
    rows = [
        {"Order ID": 1, "Order Date": "Mar 13th 2026", "Order Time": "09:10:11", "Order Status": "Completed"}
        | {"Order Total (inc tax)": "10.00", "Billing Email": "ava@example.com"}
    ]
    imported = read(tmp_path, text(columns, rows * 2))
    assert column(imported, "instant") == [datetime(2026, 3, 13, 9, 10, 11)]
    assert column(imported, "guest") == [None]
