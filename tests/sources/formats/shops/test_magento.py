from __future__ import annotations

from datetime import datetime

from tests.sources.formats.order_files import column, counted, export, warnings


def row(number, status, group="General", **more):
    return {
        "ID": number,
        "Purchase Point": "Main Website\nMain Website Store\nDefault Store View",
        "Purchase Date": "May 3, 2026 14:00:00 PM",
        "Bill-to Name": "Ava Abbot",
        "Grand Total (Base)": "49.9000",
        "Grand Total (Purchased)": "55.0000",
        "Status": status,
        "Customer Email": "ava@example.com",
        "Customer Group": group,
    } | more


def test_the_grid_is_read_with_its_guests_and_refunds(tmp_path):
    imported = export(
        tmp_path,
        "magento_grid",
        row("000000101", "Complete"),
        row("000000102", "Processing", "NOT LOGGED IN", **{"Customer Email": "ben@example.com"}),
        row("000000103", "Closed", **{"Total Refunded": "49.9000"}),
        row("000000104", "Canceled"),
    )
    assert imported.report.format == "magento_orders"
    assert counted(imported) == (4, 2, 1, 1)
    assert column(imported, "order_id")[0] == "000000101"
    assert column(imported, "guest") == [False, True, False, False]
    assert column(imported, "gross") == [4990] * 4
    assert column(imported, "instant")[0] == datetime(2026, 5, 3, 14)
    assert column(imported, "shop")[0] == "Main Website / Main Website Store / Default Store View"
    assert "names no currency" in warnings(imported)


def test_the_grid_of_magento_1_names_no_customer_but_counts_its_orders(tmp_path):
    rows = [
        {
            "Order #": number,
            "Purchased On": "Jan 16, 2015 3:12:44 PM",
            "G.T. (Base)": "20.5000",
            "G.T. (Purchased)": "22.0000",
            "Status": status,
        }
        for number, status in (("100000001", "Complete"), ("100000002", "Canceled"), ("100000003", "Closed"))
    ]
    imported = export(tmp_path, "magento_1_grid", *rows)
    assert imported.report.format == "magento_orders"
    assert counted(imported) == (3, 0, 1, 1)
    assert column(imported, "gross") == [2050] * 3
    assert column(imported, "instant")[0] == datetime(2015, 1, 16, 15, 12, 44)
    assert "names no customer" in warnings(imported)
