"""Two currencies and two shops: apart at first, converted by rates that a person types, named on the card."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, settle, unfold, visit
from tests.browser.dropping import await_over, drop, file

pytestmark = pytest.mark.browser

_HEAD = "Order ID,Email,Financial Status,Currency,Total,Created at"


def _orders(currency, total, first=1001):
    rows = [
        f"#{first + n},p{n % 7}@example.com,paid,{currency},{total},2026-03-{1 + n:02d} 10:00:00 +0100"
        for n in range(20)
    ]
    return "\n".join([_HEAD, *rows]) + "\n"


def _drop(page, **files):
    """Drop files together and wait until both are read."""
    drop(page, *(file(f"{name}.csv", content) for name, content in files.items()))
    expect(page.get_by_role("button", name="Remove")).to_have_count(len(files), timeout=PATIENCE)
    await_over(page, len(files))


def _panel(page):
    return page.locator(".st-key-rule_currencies")


@pytest.mark.gate
def test_money_of_two_currencies_is_apart_until_a_person_gives_rates(page, own):
    visit(page, own, "/data")
    _drop(page, euros=_orders("EUR", "10.00"), dollars=_orders("USD", "20.00", 2001))
    expect(page.get_by_role("heading", name="Currencies")).to_be_visible(timeout=PATIENCE)
    settle(page)
    expect(_panel(page).get_by_role("cell", name="€200.00")).to_be_visible()
    expect(_panel(page).get_by_role("cell", name="US$400.00")).to_be_visible()

    _panel(page).get_by_role("combobox", name="Show money in").click()
    page.get_by_role("option", name="USD").click()
    page.wait_for_url("**cur=USD**")
    settle(page)

    unfold(_panel(page), "Convert by your own rates")
    page.get_by_role("button", name="Convert by these rates").click()
    expect(page.get_by_text("Say of which day the rates are.")).to_be_visible()
    for part, digits in (("year", "2026"), ("month", "04"), ("day", "03")):
        _panel(page).get_by_role("spinbutton", name=f"{part}, Rates of the day").press_sequentially(digits)
    page.keyboard.press("Tab")
    rate = _panel(page).get_by_label("1 USD in EUR")
    rate.fill("1.000,5")
    rate.press("Enter")
    settle(page)
    page.get_by_role("button", name="Convert by these rates").click()
    expect(page.get_by_text("The rate of USD must be a number above 0.")).to_be_visible()
    rate.fill("0,9")
    rate.press("Enter")
    expect(page.get_by_text("1 USD = 0.9 EUR")).to_be_visible()
    expect(page.get_by_text("Converted to EUR at the rates of 3 April 2026")).to_be_visible()
    expect(_panel(page).get_by_role("combobox", name="Show money in")).to_have_count(0)

    visit(page, own, "/purchases?window=all&figure=revenue")
    expect(page.get_by_text("Converted at the rates of 3 April 2026: 1 USD = 0.9 EUR.")).to_be_visible()
    expect(page.get_by_text("€560.00").first).to_be_visible()
    visit(page, own, "/data")
    page.get_by_role("button", name="Remove the rates").click()
    expect(page.get_by_text("Each currency is kept apart")).to_be_visible()
    settle(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)


@pytest.mark.gate
def test_a_file_is_given_its_shop_on_its_card_and_same_numbers_part(page, own):
    visit(page, own, "/data")
    _drop(page, berlin=_orders("EUR", "10.00"), outlet=_orders("EUR", "30.00"))
    boxes = page.get_by_role("combobox", name="Name the shop or brand of this file")
    expect(boxes).to_have_count(2)
    boxes.first.click()
    boxes.first.fill("Outlet")
    boxes.first.press("Enter")
    expect(page.get_by_text("Other files of this kind belong to Outlet")).to_be_visible()
    settle(page)
    boxes.last.click()
    boxes.last.fill("Berlin")
    boxes.last.press("Enter")
    expect(page.get_by_text("Other files of this kind belong to Outlet")).to_have_count(0)
    settle(page)
    visit(page, own, "/purchases?window=all&by=shop&figure=orders")
    expect(page.get_by_role("heading", name="By shop")).to_be_visible()
    expect(page.get_by_role("row", name="Rows used 40")).to_be_visible()
    settle(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)
