"""Shipping and discounts are kept without tax, and a discount that only the prices show is found."""

from __future__ import annotations

import pyarrow as pa
import pytest

from engagement.sources.orders.parts.within_prices import Priced, parts_of
from tests.sources.formats.order_files import column, read

HEADER = "Order ID,Date,Email,Product,Quantity,Price,Shipping cost,Discount amount,Tax,Total\n"
#: The same goods at 21 %: priced 121.00 with tax, 100.00 without; 10 % off, and 6.05 for shipping with tax.
WITH = "{n},2026-05-{n:02},a{n}@example.com,Mug,1,121.00,6.05,12.10,19.95,114.95\n"
ADDED = "{n},2026-05-{n:02},a{n}@example.com,Mug,1,100.00,5.00,10.00,19.95,114.95\n"


@pytest.mark.parametrize("rows", [WITH, ADDED], ids=["with tax", "tax added"])
def test_shipping_and_discounts_are_the_same_whether_prices_include_tax(tmp_path, rows):
    imported = read(tmp_path, HEADER + "".join(rows.format(n=n) for n in range(1, 6)))
    for name, amount in (("gross", 11495), ("tax", 1995), ("shipping", 500), ("discount", 1000)):
        assert column(imported, name) == [amount] * 5, name


def test_each_order_shows_for_itself_whether_its_prices_include_tax(tmp_path):
    imported = read(tmp_path, HEADER + WITH.format(n=1) + ADDED.format(n=2) + WITH.format(n=3))
    assert column(imported, "shipping") == [500] * 3
    assert column(imported, "discount") == [1000] * 3


def test_shipping_without_tax_of_its_own_stays_whole(tmp_path):
    row = "{n},2026-05-{n:02},a{n}@example.com,Mug,1,121.00,6.05,0.00,21.00,127.05\n"
    imported = read(tmp_path, HEADER + "".join(row.format(n=n) for n in range(1, 6)))
    assert column(imported, "shipping") == [605] * 5


WIX = ("Order number,Date created,Time,Contact email,Item,Qty,Price,Payment status,Coupon code,Shipping rate,"
       "Total tax,Total,Currency,Refunded amount,Fulfillment status\n")  # fmt: skip


def wix(n, code, tax, total):
    return (
        f'{n},"May {n}, 2026",9:00:00 AM,a{n}@example.com,Mug,1,121.00,Paid,{code},6.05,{tax},{total},'
        "EUR,0.00,Fulfilled\n"
    )


def test_a_discount_without_a_column_is_what_the_prices_come_to_beyond_the_total(tmp_path):
    rows = [wix(n, "", "22.05", "127.05") for n in range(1, 5)]
    # Without a code the missing 12.10 of the last order may be anything.
    rows += [wix(5, "SAVE", "19.95", "114.95"), wix(6, "", "19.95", "114.95")]
    imported = read(tmp_path, WIX + "".join(rows))
    assert column(imported, "discount") == [0, 0, 0, 0, 1000, None]
    assert column(imported, "shipping") == [500] * 6


def test_prices_that_never_come_to_the_total_show_no_discount(tmp_path):
    codes = enumerate(("", "SAVE", "", "SAVE"), 1)
    imported = read(tmp_path, WIX + "".join(wix(n, code, "1.00", f"99.{n}0") for n, code in codes))
    assert column(imported, "discount") == [None] * 4
    assert column(imported, "shipping") == [605] * 4


def test_a_subtotal_before_tax_shows_the_discount(tmp_path):
    header = ("Order ID,Customer ID,Customer Email,Order Date,Order Status,Subtotal (inc tax),"
              "Subtotal (ex tax),Tax Total,Shipping Cost (inc tax),Shipping Cost (ex tax),Coupon Details,"
              "Order Total (inc tax),Order Currency Code,Product Details\n")  # fmt: skip

    def row(n, tax, code, total):
        return (
            f"{n},{n},a{n}@example.com,2{n}/05/2026,Completed,121.00,100.00,{tax},6.05,5.00,{code},{total},EUR,"
            '"Product ID: 1, Product Qty: 1, Product Name: Mug, Product Unit Price: 121.00"\n'
        )

    rows = [row(n, "22.05", "", "127.05") for n in range(1, 5)] + [row(5, "19.95", "SAVE", "114.95")]
    imported = read(tmp_path, header + "".join(rows))
    assert column(imported, "discount") == [0, 0, 0, 0, 1000]
    assert column(imported, "shipping") == [500] * 5


def test_many_orders_are_taken_apart_as_few_are():
    """A large file is looked at in part, and taken apart some orders at a time."""
    few = {
        "gross": [11495, 12705, 12705, 12705, 5000],
        "goods": [12100, 10000, 12100, 12100, 5000],
        "tax": [1995, 2205, 2205, 2205, 0],
        "shipping": [605, 500, 605, 605, 0],
    }
    coded = [True, False, False, False, False]

    def taken_apart(times: int) -> dict[str, list[int | None]]:
        amounts = {name: pa.array(values * times, pa.int64()) for name, values in few.items()}
        charges = {name: amounts[name] for name in ("tax", "shipping")}
        nothing = pa.array([0] * 5 * times, pa.int64())
        parts = Priced(
            charges,
            amounts["gross"],
            amounts["goods"],
            nothing,
            None,
            pa.array(coded * times),
            tip_apart=True,
        )
        return {name: values.to_pylist() for name, values in parts_of(parts).items()}

    small = taken_apart(4)
    assert small["shipping"] == [500, 500, 500, 500, 0] * 4
    assert small["discount"] == [1000, 0, 0, 0, 0] * 4
    assert taken_apart(60_000) == {name: values[:5] * 60_000 for name, values in small.items()}
