from __future__ import annotations

from tests.sources.formats.order_files import column, counted, read, reasons, text, warnings

COLUMNS = (
    *("Date", "Payment method", "Currency", "Amount", "Status", "ID", "Description", "Consumer name"),
    *("Settlement currency", "Settlement amount", "Amount refunded"),
)


def row(number, status, amount="49.90", back="0.00"):
    return {
        "Date": "2026-05-02 10:11:12",
        "Payment method": "iDEAL",
        "Currency": "EUR",
        "Amount": amount,
        "Status": status,
        "ID": number,
        "Description": "Order 1001",
        "Consumer name": "Ava Example",
        "Settlement amount": amount,
        "Amount refunded": back,
    }


def test_paid_attempts_are_orders_and_expired_ones_are_not(tmp_path):
    payments = [row("tr_1", "paid"), row("tr_2", "expired"), row("tr_3", "paid", back="9.90")]
    imported = read(tmp_path, text(COLUMNS, payments))
    assert imported.report.format == "mollie_payments"
    assert counted(imported) == (3, 0, 0, 1)
    assert column(imported, "status") == ["paid", "expired", "partially_refunded"]
    assert column(imported, "refers_to")[0] is not None
    assert reasons(imported) == []
    assert "names no customer" in warnings(imported)
