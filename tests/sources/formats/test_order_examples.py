"""Every example among the public data is recognised and counted as a person counts it."""

from __future__ import annotations

import pytest

from engagement.sources.importing import reading
from engagement.sources.model.hints import Hints
from tests.sources.formats.order_files import KEY, counted

#: File -> format, (orders, customers, cancelled, refunded), gross of all orders in minor units.
EXAMPLES = {
    "amazon_all_orders.txt": ("amazon_all_orders", (3, 0, 1, 0), 4200),
    "bigcommerce_default_US_dates.csv": ("bigcommerce_orders", (4, 3, 1, 1), 13000),
    "ebay_orders_report_US.csv": ("ebay_orders", (2, 2, 0, 0), 112754),
    "magento_sales_order_grid.csv": ("magento_orders", (3, 3, 0, 1), 8990),
    "prestashop_orders_en.csv": ("prestashop_orders", (2, 0, 1, 0), 106990),
    "squarespace_orders.csv": ("squarespace_orders", (2, 2, 1, 1), 27000),
    "stripe_unified_payments.csv": ("stripe_payments", (3, 2, 0, 1), 34700),
    "woocommerce_advanced_order_export.csv": ("advanced_order_export", (2, 1, 0, 1), 6990),
    "woocommerce_analytics_browser.csv": ("woocommerce_analytics", (1, 0, 0, 1), 4500),
    "woocommerce_analytics_server.csv": ("woocommerce_analytics", (3, 0, 1, 1), 6950),
    "woocommerce_webtoffee.csv": ("webtoffee_orders", (3, 2, 0, 1), 9390),
}


@pytest.mark.shared
@pytest.mark.parametrize("file", EXAMPLES)
def test_an_example_is_recognised_and_counted(shared, file):
    file_format, counts, gross = EXAMPLES[file]
    (imported,) = reading.read(shared / "examples" / "orders" / file, file, key=KEY, hints=Hints())
    assert imported.report.format == file_format
    assert imported.report.confidence == "exact"
    assert counted(imported) == counts
    assert sum(imported.tables["orders"]["gross"].to_pylist()) == gross


@pytest.mark.shared
def test_no_example_is_left_out(shared):
    assert {path.name for path in (shared / "examples" / "orders").iterdir()} == set(EXAMPLES)
