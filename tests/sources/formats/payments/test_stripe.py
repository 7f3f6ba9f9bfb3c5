from __future__ import annotations

from tests.sources.formats.order_files import column, counted, export, warnings


def row(created, number, status, amount="129.00", **more):
    return {
        "id": number,
        created: "2026-05-02 10:11:12",
        "Amount": amount,
        "Amount Refunded": "0.00",
        "Currency": "usd",
        "Captured": "true",
        "Status": status,
        "Mode": "Live",
        "Customer ID": "cus_1",
    } | more


def test_failed_uncaptured_and_test_payments_do_not_count(tmp_path):
    imported = export(
        tmp_path,
        "stripe_old",
        row("Created (UTC)", "ch_1", "Paid", **{"Customer Email": "ava@example.com"}),
        row("Created (UTC)", "ch_2", "Paid", **{"Amount Refunded": "29.00"}),
        row("Created (UTC)", "ch_3", "Refunded", **{"Amount Refunded": "129.00"}),
        row("Created (UTC)", "ch_4", "Failed", Captured="false"),
        row("Created (UTC)", "ch_5", "Paid", Captured="false"),
        row("Created (UTC)", "ch_6", "Paid", Mode="Test"),
    )
    assert imported.report.format == "stripe_payments"
    assert counted(imported) == (6, 2, 0, 2)
    assert column(imported, "status") == [
        "paid",
        "partially_refunded",
        "refunded",
        "failed",
        "expired",
        "test",
    ]
    assert column(imported, "currency") == ["USD"] * 6


def test_a_file_without_columns_of_customers_says_what_to_pick(tmp_path):
    created = "Created date (UTC)"
    cells = row(created, "ch_1", "Paid")
    del cells["Customer ID"]
    imported = export(tmp_path, "stripe_unified_sample", cells)
    assert counted(imported) == (1, 0, 0, 0)
    assert "pick the columns Customer Email and Customer ID" in warnings(imported)
