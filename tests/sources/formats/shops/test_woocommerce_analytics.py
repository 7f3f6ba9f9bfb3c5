from __future__ import annotations

import pytest

from tests.metrics.invented import day as day_number
from tests.sources.formats.order_files import column, counted, export, reasons, warnings

NET = {
    "woo_analytics_server": "Net Sales",
    "woo_analytics_server_old": "N. Revenue",
    "woo_analytics_browser": "Net sales",
}


def row(variant, number, net, status="completed", day="2026-05-02", **more):
    cells = {
        "Date": f"{day} 10:11:12",
        "Order #": number,
        "Status": status,
        "Customer type": "new",
        "Product(s)": "2\u00d7 Mug, large, 1\u00d7 Tea" if float(net) > 0 else "'-1\u00d7 Mug",
        "Items sold": 3 if float(net) > 0 else -1,
        NET[variant]: net,
    } | more
    if "server" in variant:
        cells["N. Revenue (formatted)"] = "€53.90"
    return cells


@pytest.mark.parametrize("variant", NET)
def test_a_refund_is_a_row_of_its_own_and_no_order(tmp_path, variant):
    imported = export(
        tmp_path,
        variant,
        row(variant, 501, "45.00"),
        row(variant, 502, "16.50", "cancelled"),
        row(variant, 501, "-15.00", day="2026-05-04"),
        row(variant, 400, "-8.00"),
    )
    assert imported.report.format == "woocommerce_analytics"
    assert counted(imported) == (2, 0, 1, 1)
    assert column(imported, "gross") == [4500, 1650]
    assert column(imported, "refunded") == [1500, 0]
    assert column(imported, "refund_day") == [day_number("2026-05-04"), None]
    assert column(imported, "items") == [3, 3]
    assert column(imported, "product", "lines") == ["Mug, large", "Tea"] * 2
    assert column(imported, "quantity", "lines") == [2, 1] * 2
    assert reasons(imported) == ["This is a refund of an order that is not in the file"]
    assert "names no customer" in warnings(imported)


def test_a_quantity_that_nothing_can_have_is_no_quantity(tmp_path):
    packed = {"Product(s)": f"{'7' * 30}\u00d7 Mug, 2\u00d7 Tea"}
    imported = export(tmp_path, "woo_analytics_server", row("woo_analytics_server", 501, "45.00", **packed))
    assert (column(imported, "product", "lines"), column(imported, "quantity", "lines")) == (["Tea"], [2])
