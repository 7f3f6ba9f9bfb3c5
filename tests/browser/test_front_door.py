"""What a newcomer meets: a link to any page opens it, in their language, as it was sent."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import TITLES, visit
from tests.serving import serving

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "path", ["/purchases", *(pytest.param(path, marks=pytest.mark.gate) for path in ("/data", "/overview"))]
)
def test_a_deep_link_into_a_cold_process_comes_through_the_front_door(page, tmp_path, path):
    with serving(tmp_path / "data") as cold:
        visit(page, cold, path)
        expect(page.get_by_test_id("stSidebarNav").get_by_role("link", name="Buying again")).to_be_visible()
        expect(page.get_by_role("combobox", name="Language")).to_have_value("English")


def test_a_copied_link_reproduces_period_grain_and_split(page, address):
    visit(page, address, "/purchases?window=182&grain=quarter&by=channel&figure=average_order_value")
    expect(page.get_by_role("combobox", name="Period", exact=True)).to_have_value(re.compile("6 months"))
    expect(page.get_by_role("combobox", name="Step of the trend")).to_have_value("by quarter")
    expect(page.get_by_role("heading", name="By channel")).to_be_visible()
    expect(page).to_have_url(re.compile(r"window=182.*grain=quarter.*by=channel"))


@pytest.mark.gate
def test_the_language_is_the_browsers_and_can_be_chosen_by_hand(address, windows):
    page = windows.open(locale="it-IT")
    visit(page, address)
    expect(page.get_by_role("heading", level=1)).not_to_have_text(TITLES["/"])
    visit(page, address, "/?lang=en")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES["/"])
