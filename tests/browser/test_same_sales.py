"""A shop's orders, then their payments: said to be the same sales, counted once, answered, taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settle, visit
from tests.browser.dropping import await_over, drop, file
from tests.sources.formats.same_sales import orders, payments

pytestmark = pytest.mark.browser


@pytest.mark.gate
def test_a_sale_in_two_exports_is_said_counted_once_and_answered_by_one_click(page, own):
    visit(page, own, "/data")
    drop(page, file("orders.csv", orders()))
    await_over(page, 1)
    drop(page, file("payments.csv", payments()))
    sentence = page.get_by_text("60 of 61 sales in payments.csv are orders of orders.csv and count once.")
    expect(sentence).to_be_visible()
    expect(page.get_by_text("60 known by their numbers")).to_be_visible()
    # The log says so too, a moment later.
    changed = page.locator(".st-key-rule_changed")
    expect(changed.get_by_text("Orders: 1 new")).to_be_visible()
    await_over(page, 1)
    page.get_by_text("Which sales these are").click()
    expect(page.get_by_role("cell", name="#1001")).to_be_visible()

    page.reload()
    expect(sentence).to_be_visible()
    settle(page)
    page.get_by_text("different sales", exact=True).click()
    expect(page.get_by_text("They count as sales of their own, as you said.")).to_be_visible()
    expect(changed.get_by_text("Orders: 60 new, 61 as before")).to_be_visible()

    page.reload()
    expect(page.get_by_text("They count as sales of their own, as you said.")).to_be_visible()
    settle(page)
    page.get_by_role("button", name="Undo").click()
    expect(sentence).to_be_visible()
    settle(page)
    page.locator('[class*="st-key-sales_"]').get_by_role("button", name="That is right").click()
    expect(page.get_by_text("These are, as you said:")).to_be_visible()

    visit(page, own, "/purchases?figure=repeat_purchase_rate")
    expect(page.get_by_text("60 sales of Stripe are orders of Shopify and count once.").first).to_be_visible()
