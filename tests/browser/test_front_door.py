"""What a newcomer meets: a link to any page opens it, in their language, as it was sent."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import TITLES, visit
from tests.browser.dropping import await_over, drop
from tests.browser.test_shops import orders
from tests.serving import serving

pytestmark = pytest.mark.browser


#: Notes in each frame whose page it is, by its head, and what of another's stands on it.
_WATCH = """() => {
  window.seen = [];
  const look = () => {
    const said = document.querySelector('[class*="st-key-head_page"]')?.innerText ?? "";
    const cards = [...document.querySelectorAll('[class*="st-key-here_"]')].map(card => card.innerText);
    const zero = /\\b0 of 61\\b/.test(document.body.innerText);
    window.seen.push({said, demo: cards.some(card => card.includes("shopify_orders.csv")), zero});
    requestAnimationFrame(look);
  };
  look();
}"""


@pytest.mark.gate
@pytest.mark.parametrize("path", ["/purchases", "/overview"])
def test_a_deep_link_into_a_cold_process_comes_through_the_front_door(page, tmp_path, path):
    with serving(tmp_path / "data") as cold:
        _come(page, cold, path)


def test_a_newcomer_comes_through_the_front_door_and_their_first_files_never_stand_beside_the_demos(
    page, tmp_path
):
    with serving(tmp_path / "data") as cold:
        _come(page, cold, "/data")
        page.evaluate(_WATCH)
        drop(page, orders("own.csv", "one.example", "USD", "#"))
        expect(page.locator('[class*="st-key-here_"]').filter(has_text="own.csv").first).to_be_visible()
        await_over(page, 1)
        own = [frame for frame in page.evaluate("seen") if "Your shop" in frame["said"]]
        assert own
        assert not [frame for frame in own if frame["demo"] or frame["zero"]]


def _come(page, cold: str, path: str) -> None:
    """Follow a link into a process that has drawn no page yet; fail where it leads past the navigation."""
    visit(page, cold, path)
    expect(page.get_by_test_id("stSidebarNav").get_by_role("link", name="Buying again")).to_be_visible()
    expect(page.get_by_role("combobox", name="Language")).to_have_value("English")


@pytest.mark.gate
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
