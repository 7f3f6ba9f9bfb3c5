"""Somebody makes a link, another opens it on a phone, and it ends when the first says so."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, settle, visit
from tests.browser.guests import press_on

pytestmark = pytest.mark.browser


@pytest.fixture
def address(house, planted_shop) -> str:
    """The address of a small shop: what a link tells is computed before it opens."""
    return f"{house[0]}?shop={planted_shop.name}"


def _make(page, address, title: str, *, note: str = "") -> str:
    """Make a link as a person does, and return its address."""
    visit(page, address, "/purchases")
    page.get_by_role("link", name="Share").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who may see this?")
    settle(page)
    _fill(page, "Title", title)
    if note:
        _fill(page, "Note to the recipient", note)
    page.get_by_role("button", name="Create link").click()
    code = page.locator('.st-key-panel_made [data-testid="stCode"]')
    expect(code).to_contain_text("/s/", timeout=PATIENCE)
    return code.inner_text().strip()


def _fill(page, label: str, text: str) -> None:
    field = page.get_by_label(label, exact=True)
    field.fill(text)
    field.blur()
    settle(page)


def test_a_link_opens_on_a_phone_without_a_word_of_help_and_closes_when_revoked(page, address, windows):
    created = _make(page, address, "For Monday", note="Look at the 90-day figure first.")
    assert created.startswith(f"{address.partition('?')[0]}/s/")
    guest = windows.open(viewport={"width": 390, "height": 844}, is_mobile=True)
    requests = []
    guest.on("request", lambda request: requests.append(request.url))
    guest.goto(created)
    assert "/s/" not in guest.url
    # The token's address, and the page that it leads to: nothing else is fetched.
    assert requests == [created, guest.url]
    assert guest.evaluate("document.documentElement.scrollWidth") <= 390
    body = guest.locator("main")
    expect(body).to_contain_text("Shared by Lume & Filo")
    expect(body).to_contain_text("For Monday")
    expect(body).to_contain_text("Look at the 90-day figure first.")
    expect(body).to_contain_text("This link opens totals, never a customer.")
    expect(guest.get_by_role("heading", level=1)).to_have_text("For Monday")
    press_on(guest)
    settle(guest)
    expect(guest.get_by_role("heading", level=1)).to_have_text("Do customers buy again?")
    page.get_by_role("button", name="I have copied it").click()
    expect(page.get_by_role("button", name="Create link")).to_be_visible()
    settle(page)
    row = page.locator('[class*="st-key-rule_link_"]').filter(has_text="For Monday")
    row.get_by_role("button", name="Revoke", exact=True).click()
    page.get_by_role("button", name="Revoke this link").click()
    expect(row.get_by_role("button", name="Revoke", exact=True)).to_have_count(0)
    guest.reload()
    expect(guest.get_by_text("There is nothing at this address")).to_be_visible()


def _form(page, address) -> None:
    visit(page, address, "/purchases")
    page.get_by_role("link", name="Share").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who may see this?")
    settle(page)
    page.get_by_label("Title", exact=True).click()
    page.keyboard.type("For the board")
    page.get_by_label("Password", exact=True).click()
    page.keyboard.type("blue candle, 12 steps")


@pytest.mark.gate
def test_a_password_that_is_typed_and_left_with_tab_closes_the_link(page, address, browser):
    _form(page, address)
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Create link").click()
    created = page.locator(".st-key-panel_made")
    expect(created).to_contain_text("With a password", timeout=PATIENCE)
    expect(created).to_contain_text("This address works on this computer only")
    stranger = browser.new_context()
    answer = stranger.request.get(created.get_by_test_id("stCode").inner_text().strip())
    assert 'type="password"' in answer.text()
    stranger.close()


@pytest.mark.gate
def test_the_page_can_be_seen_as_the_recipient_does_before_there_is_a_link(page, address):
    _form(page, address)
    links = page.get_by_text(re.compile("open link|No link is open")).first.inner_text()
    page.get_by_role("button", name="See it as the recipient does").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Do customers buy again?")
    body = page.get_by_test_id("stMain")
    expect(body).to_contain_text("This is a preview")
    expect(body).to_contain_text("This link opens totals, never a customer.")
    expect(page.locator(".st-key-held_back")).to_be_visible()
    page.get_by_role("button", name="Back to the form").click()
    expect(page.get_by_label("Title", exact=True)).to_have_value("For the board")
    expect(page.get_by_label("Password", exact=True)).to_have_value("blue candle, 12 steps")
    expect(page.get_by_text(links)).to_be_visible()
