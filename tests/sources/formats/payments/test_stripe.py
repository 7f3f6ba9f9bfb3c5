from __future__ import annotations

import json

from engagement.sources.model.hints import Hints
from tests.sources.formats.order_files import column, counted, export, read, warnings


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
    assert counted(imported) == (6, 1, 0, 2)  # the number of the first names the others
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


def test_what_the_interface_of_stripe_wrote_is_in_cents_and_asked_about(tmp_path):
    charges = [
        {
            "id": f"ch_{n}",
            "object": "charge",
            "amount": 5470 + n,
            "amount_refunded": 940 if n == 3 else 0,
            "currency": "eur",
            "created": 1_767_600_000 + 86_400 * n,
            "customer": f"cus_{n % 3}",
            "status": "succeeded",
            "livemode": True,
        }
        for n in range(9)
    ]
    content = json.dumps({"object": "list", "data": charges})
    imported = read(tmp_path, content, "charges.json")
    assert column(imported, "gross") == [5470 + n for n in range(9)]
    assert sum(column(imported, "refunded")) == 940
    assert [doubt.chosen for doubt in imported.report.doubts if doubt.about == "unit"] == ["hundredths"]
    whole = read(tmp_path, content, "charges.json", hints=Hints(answers={"unit": "whole"}))
    assert column(whole, "gross")[0] == 547000


def test_an_amount_with_decimals_is_not_in_cents_though_an_object_is_named(tmp_path):
    content = json.dumps(
        [
            {
                "object": "charge",
                "id": f"c{n}",
                "amount": 50.5,
                "created": f"2026-05-0{n + 1}",
                "currency": "eur",
                "email": "a@example.com",
            }
            for n in range(4)
        ]
    )
    assert column(read(tmp_path, content, "charges.json"), "gross") == [5050] * 4
