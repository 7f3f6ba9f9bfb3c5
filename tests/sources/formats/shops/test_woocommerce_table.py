from __future__ import annotations

from tests.sources.formats.order_files import column, counted, read, reasons

_TEXT = (
    "id,status,currency,type,total_amount,customer_id,billing_email,date_created_gmt,parent_order_id\n"
    "10,wc-completed,EUR,shop_order,20.00000000,0,ava@example.com,2026-03-01 10:00:00,0\n"
    "11,wc-cancelled,EUR,shop_order,30.00000000,7,bo@example.com,2026-03-02 10:00:00,0\n"
    "12,wc-completed,EUR,shop_order_refund,-5.00000000,0,NULL,2026-03-04 10:00:00,10\n"
    "13,wc-active,EUR,shop_subscription,20.00000000,7,bo@example.com,2026-03-05 10:00:00,0\n"
)


def test_refunds_are_taken_off_their_parents_and_subscriptions_are_no_orders(tmp_path):
    imported = read(tmp_path, _TEXT)
    assert imported.report.format == "woocommerce_table"
    assert counted(imported) == (2, 2, 1, 1)
    assert column(imported, "order_id") == ["10", "11"]
    assert column(imported, "refunded") == [500, 0]
    assert column(imported, "guest") == [True, False]
    assert reasons(imported) == ["This row is neither an order nor a refund"]
