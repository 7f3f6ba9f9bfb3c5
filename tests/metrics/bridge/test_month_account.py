"""A year of each shop system in which every month plants one cause, and the last one all of them."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

import engagement
from engagement.metrics.bridge.bridge_words import notes
from engagement.metrics.bridge.month_account import MonthAccount, account, month_of
from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from engagement.sources.orders.charges import of_set_aside
from tests.metrics.invented import day as days_of
from tests.metrics.orders import order, orders

CAUSES = (
    *("none", "tax", "shipping", "discount", "tip", "refund"),
    *("cancelled", "unpaid", "unread", "time_zone"),
)
TOGETHER = "2025-11"
MONTHS = {cause: f"2025-{place + 1:02}" for place, cause in enumerate(CAUSES)} | {"together": TOGETHER}


@dataclass(frozen=True)
class Sold:
    """An order as the shop knows it, in euros. `seen` is the month in which the dashboard books it."""

    number: int
    at: str
    goods: int = 100
    tax: int = 0
    shipping: int = 0
    discount: int = 0
    tip: int = 0
    refunded: bool = False
    state: str = "paid"
    seen: str = ""
    readable: bool = True

    @property
    def total(self) -> int:
        return self.goods - self.discount + self.tax + self.shipping + self.tip

    @property
    def month(self) -> str:
        return self.seen or self.at[:7]


def planted(cause: str, month: str, number: int) -> list[Sold]:
    """An order like any other, and one that has the cause, worth something of its own."""
    day, worth = f"{month}-15 12:00", 300 + 7 * number
    late, following = f"{month}-{_last(month)} 23:30", f"2025-{int(month[5:]) + 1:02}"
    made = {
        "tax": Sold(number, day, tax=19),
        "shipping": Sold(number, day, shipping=6),
        "discount": Sold(number, day, discount=11),
        "tip": Sold(number, day, tip=4),
        "refund": Sold(number, day, worth, tax=23, shipping=5, refunded=True),
        "cancelled": Sold(number, day, worth, tax=3, state="cancelled"),
        "unpaid": Sold(number, day, worth, tax=2, state="pending"),
        "time_zone": Sold(number, late, worth, seen=following),
        "unread": Sold(number, "the day before", worth, tax=1, seen=month, readable=False),
    }
    return [made[cause]] if cause in made else []


def _last(month: str) -> int:
    return month_of(month).last_day - month_of(month).first_day + 1


def shop() -> list[Sold]:
    sold = [Sold(1000 + n, f"{month}-10 09:00") for n, month in enumerate(MONTHS.values())]
    sold += [
        order for n, (cause, month) in enumerate(MONTHS.items()) for order in planted(cause, month, 10 + n)
    ]
    sold += [order for n, cause in enumerate(CAUSES) for order in planted(cause, TOGETHER, 50 + n)]
    return sold


#: What each system calls things, and what it writes for a state.
COLUMNS = {
    "shopify": ("Name", "Created at", "Email", "Total", "Taxes", "Shipping", "Discount Amount", "",
                "Refunded Amount", "Financial Status", "Currency"),
    "woocommerce": ("Order Number", "Order Date", "Email (Billing)", "Order Total Amount",
                    "Order Total Tax Amount", "Order Shipping Amount", "Cart Discount Amount", "Tip",
                    "Order Refund Amount", "Order Status", "Order Currency"),
    "bigcommerce": ("Order ID", "Order Date", "Customer Email", "Order Total (inc tax)", "Tax Total",
                    "Shipping Cost (ex tax)", "Discount Amount", "Tip", "Refund Amount", "Order Status",
                    "Order Currency Code"),
    "wix": ("Order number", "Date created", "Contact email", "Total", "Total tax", "Shipping rate",
            "Discount", "Tip", "Refunded amount", "Payment status", "Currency"),
}  # fmt: skip
STATES = {
    "shopify": {"cancelled": "paid", "pending": "pending"},
    "woocommerce": {"paid": "Completed", "cancelled": "Cancelled", "pending": "Pending payment"},
    "bigcommerce": {"paid": "Completed", "cancelled": "Cancelled", "pending": "Awaiting Payment"},
    "wix": {"paid": "Paid", "cancelled": "Paid", "pending": "Unpaid"},
}


def rows_of(system: str, order: Sold) -> list[dict[str, object]]:
    values = (
        order.number, order.at, f"c{order.number}@example.com", order.total, order.tax, order.shipping,
        order.discount, order.tip, order.total if order.refunded else 0,
        STATES[system].get(order.state, order.state), "EUR",
    )  # fmt: skip
    row: dict[str, object] = dict(zip(COLUMNS[system], values, strict=True))
    row.pop("", None)
    off = order.state == "cancelled"
    if system == "shopify":
        row |= {"Name": f"#{order.number}", "Cancelled at": order.at if off else ""}
        row |= {"Lineitem quantity": 1, "Lineitem name": "Mug", "Lineitem price": order.goods}
        tip = {"Name": row["Name"], "Email": row["Email"], "Created at": order.at, "Lineitem quantity": 1,
               "Lineitem name": "Tip", "Lineitem price": order.tip}  # fmt: skip
        return [row, tip] if order.tip else [row]
    if system == "wix":
        row |= {"Item": "Mug", "Qty": 1, "Price": order.goods, "Time": order.at[11:] or "09:00",
                "Date created": order.at[:10],
                "Fulfillment status": "Canceled" if off else "Fulfilled"}  # fmt: skip
        return [row]
    return [
        row | {"Order Time": order.at[11:], "Order Date": order.at[:10]} if system == "bigcommerce" else row
    ]


@cache
def read(system: str):
    path = Path(mkdtemp()) / "orders.csv"
    rows = [row for order in shop() for row in rows_of(system, order)]
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)))
        writer.writeheader()
        writer.writerows(rows)
    imported = engagement.read(path)
    aside = [row for one in imported if one.rejects for row in of_set_aside(one.rejects, ".", 2)]
    return engagement.measure(imported, days=None), aside


def says(system: str, month: str) -> dict[str, str]:
    """What the dashboard shows, by the system's own words and nothing of ours."""
    seen = [order for order in shop() if order.month == month]
    if system == "woocommerce":
        seen = [order for order in seen if order.state == "paid"]
    if system in {"bigcommerce", "wix"}:
        seen = [order for order in seen if order.state != "cancelled"]
    sold = [order for order in seen if not order.refunded and order.state != "cancelled"]
    fees = sum(order.tip for order in seen) if system == "woocommerce" else 0
    kept_fees = sum(order.tip for order in sold) if system == "woocommerce" else 0
    gross = sum(order.goods for order in seen) + fees
    net = sum(order.goods - order.discount for order in sold) + kept_fees
    total = net + sum(order.tax + order.shipping for order in sold)
    if system == "bigcommerce":
        total += sum(order.tip for order in sold)
    if system == "wix":
        total = sum(order.total for order in seen)
    return {"orders": str(len(seen)), "gross_sales": f"{gross}.00", "net_sales": f"{net}.00",
            "total_sales": f"{total}.00"}  # fmt: skip


def bridged(system: str, month: str, **more: object) -> MonthAccount:
    view, aside = read(system)
    hours = 1 if month == TOGETHER else 0
    return account(view.scope("orders"), system, month_of(month), says(system, month), hours=hours,
                   set_aside=aside, **more)  # fmt: skip


@pytest.mark.parametrize("system", COLUMNS)
def test_nothing_is_left_between_theirs_and_ours_whatever_is_planted(system):
    for cause, month in MONTHS.items():
        for one in bridged(system, month).bridges:
            assert one.remainder == 0, (cause, one)
            walked = Decimal(str(one.theirs)) + sum(Decimal(str(step.amount)) for step in one.steps)
            assert walked == Decimal(str(one.ours)), (cause, one)


def test_every_cause_is_named_where_it_stands_alone():
    named = {"tax": "tax", "shipping": "shipping", "discount": "discounts", "tip": "tips",
             "refund": "refunds", "cancelled": "cancelled", "time_zone": "time_zone",
             "unread": "set_aside"}  # fmt: skip
    for cause, name in named.items():
        causes = {step.cause for one in bridged("shopify", MONTHS[cause]).bridges for step in one.steps}
        assert name in causes, cause
    unpaid = {step.cause for one in bridged("woocommerce", MONTHS["unpaid"]).bridges for step in one.steps}
    assert "unpaid" in unpaid
    assert not any(one.steps for one in bridged("shopify", MONTHS["none"]).bridges)


def test_what_is_not_explained_is_the_remainder_and_a_switch_is_offered():
    view, _ = read("shopify")
    scope, month = view.scope("orders"), month_of(MONTHS["refund"])
    (one,) = account(scope, "shopify", month, {"total_sales": "81.23"}).bridges
    assert one.remainder == -18.77
    assert "refunds" in one.agrees_with


def test_refunds_of_another_day_are_known_by_what_the_dashboard_calls_returns():
    view, _ = read("shopify")
    scope, month = view.scope("orders"), month_of(MONTHS["none"])
    (one,) = account(scope, "shopify", month, {"net_sales": "70.00", "returns": "-30.00"}).bridges
    assert (one.remainder, [(step.cause, step.amount) for step in one.steps]) == (0, [("refund_day", 30.0)])


@pytest.mark.parametrize("system", COLUMNS)
def test_refunds_of_another_month_are_named_where_the_files_say_their_day(system):
    held = orders(
        order("2025-01-20", 1, 80, refunded=3000, refund_day=days_of("2025-02-03")),
        order("2025-02-10", 2, 50, refunded=5000, refund_day=days_of("2025-02-12")),
        order("2025-02-20", 3, 60),
    )
    for month, net_sales, steps in (
        ("2025-01", "80.00", [("refund_day", -30.0)]),
        ("2025-02", "30.00", [("refund_day", 30.0)]),
    ):
        question = Question(days=None, net=True)
        scope = view_of({"orders": held}, question).scope("orders")
        (one,) = account(scope, system, month_of(month), {"net_sales": net_sales}).bridges
        assert (one.remainder, [(step.cause, step.amount) for step in one.steps]) == (0, steps)
        moved = view_of({"orders": held}, replace(question, refund_day=True)).scope("orders")
        (one,) = account(moved, system, month_of(month), {"net_sales": net_sales}).bridges
        assert (one.remainder, one.steps, one.ours) == (0, (), float(net_sales))


def test_a_rate_agrees_to_the_digit_in_which_it_was_typed():
    view, _ = read("shopify")
    scope, month = view.scope("orders"), month_of(MONTHS["tax"])
    for typed in ("0", "0%", "0.00"):
        (one,) = account(scope, "shopify", month, {"returning_customer_rate": typed}).bridges
        assert (one.remainder, one.ours) == (0, 0)
    (one,) = account(scope, "shopify", month, {"returning_customer_rate": "12.5%"}).bridges
    assert one.remainder == 0.125


def test_a_month_of_which_the_files_hold_nothing_or_a_part_says_so():
    view, _ = read("shopify")
    scope, stated_figures = view.scope("orders"), {"orders": "10"}

    def first_note(month: str) -> str:
        result = notes(account(scope, "shopify", month_of(month), stated_figures))
        return str(result[0]) if result else ""

    assert first_note("2024-06").startswith(
        "The files hold no order of this month: theirs are from 2025-01-1"
    )
    assert first_note(MONTHS["none"]).startswith("The files begin on")
    assert "within the month" not in first_note(MONTHS["discount"])


def test_a_shop_whose_prices_include_tax_is_explained_to_the_cent(tmp_path):
    # At 21 %: goods of 121.00, 12.10 off, shipping of 6.05, and of the second order 60.50 paid back.
    path = tmp_path / "orders.csv"
    path.write_text(
        "Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,"
        "Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount\n"
        "#1,a@example.com,paid,EUR,108.90,6.05,19.95,114.95,12.10,2025-03-02 10:00:00 +0100,1,Mug,121.00,0\n"
        "#2,b@example.com,partially_refunded,EUR,108.90,6.05,19.95,114.95,12.10,2025-03-03 10:00:00 +0100,1,"
        "Mug,121.00,60.50\n"
    )
    scope = engagement.measure(engagement.read(path), days=None).scope("orders")
    exact = {"gross_sales": "200.00", "net_sales": "130.00", "total_sales": "169.40"}
    found = account(scope, "shopify", month_of("2025-03"), exact)
    assert [(one.figure, one.remainder, one.expected) for one in found.bridges] == [
        ("gross_sales", 0, 200), ("net_sales", 0, 130), ("total_sales", 0, 169.4),
    ]  # fmt: skip
    assert not any(step.assumed for one in found.bridges for step in one.steps)
    assert any("refunded in part" in str(note) for note in notes(found))
    (off,) = account(scope, "shopify", month_of("2025-03"), {"gross_sales": "200.02"}).bridges
    assert (off.remainder, [(s.cause, s.amount) for s in off.steps if s.assumed]) == (
        0,
        [("rounding", -0.02)],
    )
    (off,) = account(scope, "shopify", month_of("2025-03"), {"gross_sales": "200.03"}).bridges
    assert off.remainder == 0.03
