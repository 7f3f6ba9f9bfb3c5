from __future__ import annotations

from tests.sources.formats.order_files import column, counted, export, warnings


def row(number, name, status="Completed", email="ava@example.com", **more):
    return {
        "Order Number": number,
        "Order Status": status,
        "Order Date": "2026-05-02 10:11",
        "Country Code (Billing)": "GB",
        "Email (Billing)": email,
        "Name": name,
        "Quantity": 2,
        "Item Cost": "15",
        "Order Refund Amount": "0",
        "Order Total Amount": "49.90",
    } | more


def test_the_total_stands_on_every_row_and_is_taken_once(tmp_path):
    imported = export(
        tmp_path,
        "woo_advanced_order_export_2018",
        row(1501, "Mug", **{"Coupon Code": "WELCOME10"}),
        row(1501, "Tea"),
        row(1502, "Tea", "Refunded", **{"Order Refund Amount": "49.90"}),
        row(1503, "Tea", "Cancelled", email="ben@example.com"),
    )
    assert imported.report.format == "advanced_order_export"
    assert counted(imported) == (3, 2, 1, 1)
    assert column(imported, "gross") == [4990] * 3
    assert column(imported, "discount_code") == ["WELCOME10", None, None]
    assert column(imported, "country") == ["GB"] * 3
    assert "does not say who is a guest" in warnings(imported)
