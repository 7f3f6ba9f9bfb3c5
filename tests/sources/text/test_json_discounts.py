"""The discount codes within the records of shops' programs."""

from __future__ import annotations

import json

import pytest

from engagement.sources.text.json_discounts import with_codes
from tests.sources.formats.order_files import column, read


@pytest.mark.parametrize("name", ["discount_codes", "coupon_lines", "discountCodes"])
def test_the_codes_of_a_list_of_discounts_are_one_text(name):
    codes = [{"code": "SPRING", "amount": "5.00"}, {"code": "VIP"}]
    assert with_codes({"id": "1", name: codes}) == {"id": "1", "discount code": "SPRING, VIP"}


def test_codes_of_shipping_and_discounts_without_one_stay():
    for record in (
        {"shipping_lines": [{"code": "Standard"}]},
        {"discounts": [{"amount": 5}]},
        {"coupons": []},
    ):
        assert with_codes(record) == record


def test_orders_of_an_interface_have_their_codes(tmp_path):
    orders = [
        {
            "id": number,
            "created_at": f"2026-03-0{number}T10:00:00",
            "total": "20.00",
            "currency": "EUR",
            "billing": {"email": f"p{number}@example.com"},
            "line_items": [
                {"name": "Mug", "quantity": 2, "price": 10},
                {"name": "Bowl", "quantity": 1, "price": 0},
            ],
            "coupon_lines": [{"id": 4, "code": "spring", "discount": "2.00"}] if number == 2 else [],
        }
        for number in (1, 2, 3)
    ]
    imported = read(tmp_path, json.dumps(orders), "orders.json")
    assert column(imported, "discount_code") == [None, "spring", None]
