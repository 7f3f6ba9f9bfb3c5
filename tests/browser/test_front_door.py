"""What a newcomer meets: every page opens, by navigation and by link, and says no traceback."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import serving, visit

pytestmark = pytest.mark.browser

PAGES = {
    "/": "How engaged are the customers?",
    "/purchases": "Do customers buy again?",
    "/surveys": "What do customers say?",
    "/social": "What do the posts set in motion?",
    "/web": "Do visits and e-mails lead to orders?",
    "/data": "Your data",
    "/definitions": "What does each number count?",
}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_its_question_on_the_demo_shop(page, address, path):
    visit(page, address, path)
    expect(page.get_by_role("heading", level=1)).to_have_text(PAGES[path])
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_test_id("stAlert")).to_have_count(0)


@pytest.mark.parametrize(
    "path", ["/purchases", *(pytest.param(path, marks=pytest.mark.gate) for path in ("/data", "/overview"))]
)
def test_a_deep_link_into_a_cold_process_comes_through_the_front_door(page, tmp_path, path):
    with serving(tmp_path / "data") as cold:
        visit(page, cold, path)
        expect(page.get_by_test_id("stSidebarNav").get_by_role("link", name="Buying again")).to_be_visible()
        expect(page.get_by_role("combobox", name="Language")).to_have_value("English")


def test_no_request_leaves_for_anybody_else(page, address):
    strangers = []
    page.on(
        "request",
        lambda r: None if r.url.startswith((address, "data:", "blob:")) else strangers.append(r.url),
    )
    for path in PAGES:
        visit(page, address, path)
    assert strangers == []


def test_a_copied_link_reproduces_period_grain_and_split(page, address):
    visit(page, address, "/purchases?window=182&grain=quarter&by=channel&figure=average_order_value")
    expect(page.get_by_role("combobox", name="Period")).to_have_value(re.compile("6 months"))
    expect(page.get_by_role("combobox", name="Step of the trend")).to_have_value("by quarter")
    expect(page.get_by_role("heading", name="By channel")).to_be_visible()
    expect(page).to_have_url(re.compile(r"window=182.*grain=quarter.*by=channel"))


def test_the_language_is_the_browsers_and_can_be_chosen_by_hand(address, browser):
    context = browser.new_context(locale="it-IT")
    page = context.new_page()
    visit(page, address)
    expect(page.get_by_role("heading", level=1)).not_to_have_text(PAGES["/"])
    visit(page, address, "/?lang=en")
    expect(page.get_by_role("heading", level=1)).to_have_text(PAGES["/"])
    context.close()
