"""A fee without tax leaves the rate of the goods, so that a refund of a part is taken apart to the cent."""

from __future__ import annotations

import pytest

import engagement
from engagement.metrics.bridge.bridge_words import notes
from engagement.metrics.bridge.month_account import account, month_of

_HEADER = (
    "Order Number,Order Status,Order Date,Email (Billing),Item #,Name,Quantity,Item Cost,"
    "Order Subtotal Amount,Order Shipping Amount,Order Refund Amount,"
    "Order Total Amount,Order Total Tax Amount\n"
)


def _row(number, goods, rate, *, fee=0.0, refund="0.00", name="Mug", total=None, tax=None):
    tax = goods * rate if tax is None else tax
    total = goods + tax + fee if total is None else total
    return (
        f"{number},Completed,2025-03-0{1 + number % 9} 10:00,p{number}@example.com,1,{name},1,{goods:.2f},"
        f"{goods:.2f},0.00,{refund},{total:.2f},{tax:.2f}\n"
    )


def _bridge(path, text, **dashboard):
    path.write_text(_HEADER + text)
    scope = engagement.measure(engagement.read(path), days=None).scope("orders")
    return account(scope, "woocommerce", month_of("2025-03"), dashboard)


@pytest.mark.parametrize("fee", [0.0, 4.37])
def test_a_refund_of_a_part_beside_a_fee_without_tax_is_taken_apart_to_the_cent(tmp_path, fee):
    others = "".join(_row(number, 100.0, rate) for number, rate in ((1, 0.21), (2, 0.1), (3, 0.04)))
    # Goods of 50.00 at 21 %, a fee, and 24.20 paid back, of which 4.20 are tax.
    text = others + _row(4, 50.0, 0.21, fee=fee, refund="24.20")
    (one,) = _bridge(tmp_path / "orders.csv", text, net_sales=f"{330 + fee:.2f}").bridges
    assert (one.remainder, [step for step in one.steps if step.assumed]) == (0, [])


def test_of_a_refund_from_an_order_with_two_rates_the_tax_is_left_open_and_said(tmp_path):
    others = "".join(_row(number, 100.0, rate) for number, rate in ((1, 0.21), (2, 0.21), (3, 0.04)))
    # Goods of 50.00 at 21 % and of 30.00 at 4 %, tax of 11.70; the second, 31.20 with its tax, was paid back.
    mixed = _row(5, 50.0, 0, refund="31.20", total=91.7, tax=11.7).replace("50.00,50.00", "50.00,80.00")
    mixed += mixed.replace(",1,Mug,1,50.00", ",2,Tea,1,30.00")
    found = _bridge(tmp_path / "orders.csv", others + mixed, net_sales="350.00")
    (one,) = found.bridges
    assert one.remainder == 0
    assert [step.cause for step in one.steps if step.assumed] == ["refunded_tax"]
    (far,) = _bridge(tmp_path / "orders.csv", others + mixed, net_sales="390.00").bridges
    assert far.remainder > 0


def test_a_remainder_of_shopify_s_names_changes_of_orders_which_its_export_does_not_date(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text(
        "Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,"
        "Lineitem price\n"
        "#1,a@example.com,paid,EUR,100.00,2025-03-02 10:00:00 +0100,1,Mug,100.00\n"
    )
    scope = engagement.measure(engagement.read(path), days=None).scope("orders")
    said = {
        figure: [str(note) for note in notes(account(scope, "shopify", month_of("2025-03"), {figure: typed}))]
        for figure, typed in (("total_sales", "80.01"), ("net_sales", "100.00"), ("orders", "7"))
    }
    assert any("later on the day of that change" in note for note in said["total_sales"])
    assert not any("later on" in note for note in said["net_sales"] + said["orders"])
