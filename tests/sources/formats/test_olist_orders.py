from __future__ import annotations

from datetime import datetime

from tests.sources.formats.order_files import column, counted, export, headers, read, text, warnings


def order(number, status="delivered"):
    return {
        "order_id": number,
        "customer_id": f"c{number}",
        "order_status": status,
        "order_purchase_timestamp": "2017-10-02 10:56:33",
    }


def test_orders_alone_are_read_and_say_what_is_missing(tmp_path):
    imported = export(tmp_path, "olist_orders", order("a"), order("b", "canceled"), order("c", "unavailable"))
    assert imported.report.format == "olist_orders"
    assert counted(imported) == (3, 0, 2, 0)
    assert column(imported, "instant")[0] == datetime(2017, 10, 2, 10, 56, 33)
    assert "names no person" in warnings(imported)
    assert "names no amounts" in warnings(imported)


def test_a_table_joined_with_customers_and_payments_is_read_whole(tmp_path):
    columns = [*headers()["olist_orders"], "customer_unique_id", "customer_state", "payment_value"]
    more = {"customer_unique_id": "u1", "customer_state": "SP"}
    rows = [
        order("a") | more | {"payment_value": "10.50"},
        order("a") | more | {"payment_value": "4.50"},
        order("b") | more | {"payment_value": "7.00"},
    ]
    imported = read(tmp_path, text(columns, rows))
    assert counted(imported) == (2, 1, 0, 0)
    assert column(imported, "gross") == [1500, 700]
    assert column(imported, "currency") == ["BRL"] * 2
