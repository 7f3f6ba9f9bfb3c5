"""The discount codes within the records of shops' programs."""

from __future__ import annotations

import pytest

from engagement.sources.text.json_discounts import with_codes
from tests.sources.formats.order_files import column, read
from tests.sources.text.test_json_refunds import orders_with


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


@pytest.mark.parametrize("name", ["discount_codes", "coupon_lines"])
def test_orders_of_an_interface_have_their_codes(tmp_path, name):
    text = orders_with(name, {"id": 4, "code": "spring", "amount": "2.00"})
    imported = read(tmp_path, text, "orders.json")
    assert column(imported, "discount_code") == [None, "spring", None]
