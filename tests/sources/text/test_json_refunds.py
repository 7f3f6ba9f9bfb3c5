"""The refunds within the records of shops' programs."""

from __future__ import annotations

import json

from engagement.sources.text.json_refunds import summed
from tests.sources.formats.order_files import column, read


def test_the_list_of_refunds_is_their_sum_and_last_day():
    record = summed({"id": "1", "refunds": [{"total": "-5.00"}, {"total": "-2.50", "date": "2026-03-02"}]})
    assert record == {"id": "1", "refunded amount": "7.50", "refund date": "2026-03-02"}


def test_of_a_refunds_payments_those_that_failed_or_charged_are_left_out():
    payments = [
        {"kind": "refund", "status": "success", "amount": "4.00"},
        {"kind": "refund", "status": "failure", "amount": "9.00"},
        {"kind": "capture", "amount": "9.00"},
    ]
    assert summed({"refunds": [{"transactions": payments}]})["refunded amount"] == "4.00"


def test_a_record_with_its_own_sum_or_with_unknown_refunds_stays():
    for record in ({"amount_refunded": 400, "refunds": [{"amount": 400}]}, {"refunds": [{"reason": "late"}]}):
        assert summed(record) == record


def orders_with(name: str, entry: dict[str, object]) -> str:
    """Three orders of a shop's program, the second with an entry in its list of this name."""
    orders = [
        {
            "id": number,
            "date_created": f"2026-03-0{number}T10:00:00",
            "total": "20.00",
            "currency": "EUR",
            "billing": {"email": f"p{number}@example.com"},
            "line_items": [{"name": "Mug", "quantity": 2, "price": 10}],
            name: [entry] if number == 2 else [],
        }
        for number in (1, 2, 3)
    ]
    return json.dumps(orders)


def test_partial_refunds_of_an_interface_are_taken_off(tmp_path):
    text = orders_with("refunds", {"id": 9, "reason": "", "total": "-5.00"})
    imported = read(tmp_path, text, "orders.json")
    assert column(imported, "refunded") == [0, 500, 0]
    assert column(imported, "gross") == [2000] * 3
