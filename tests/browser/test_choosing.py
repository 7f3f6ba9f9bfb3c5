"""A segment chosen by a click or a tap, and given back by Escape; a finger on the chart still scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settle, until, visit

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Position

pytestmark = pytest.mark.browser
_SEARCH = ".st-key-find input"
_FOUND = "[data-testid=stSelectboxVirtualDropdown]"
PAGE = "/purchases?figure=repeat_purchase_rate&by=country"


def _spain(page: Page) -> tuple[Locator, Position]:
    """The drawing, and in it a place far from the dot in the last row, which is Spain's.

    What comes above it may still move it: only the browser's own clicks wait until it stands still.
    """
    plot = page.locator("[class*=st-key-fig_by_] .nsewdrag").first
    box = plot.bounding_box()
    return plot, {"x": box["width"] - 12, "y": box["height"] - 12}


def test_a_click_on_a_row_filters_the_page_and_escape_takes_it_back(page, address):
    visit(page, address, PAGE)
    whole = page.get_by_test_id("stMetricValue").first.inner_text()
    plot, place = _spain(page)
    plot.hover(position=place)
    expect(page.locator("[class*=st-key-fig_by_] .hoverlayer text").first).to_be_visible()
    plot.click(position=place)
    page.wait_for_url("**f.country=ES**")
    settle(page)
    expect(page.locator(".st-key-chip_country")).to_contain_text("Country: Spain")
    assert page.get_by_test_id("stMetricValue").first.inner_text() != whole
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "f.country" not in url)
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(whole)


@pytest.mark.gate
def test_a_finger_scrolls_over_a_chart_and_a_tap_chooses_in_it(windows, address):
    phone = windows.open(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    visit(phone, address, PAGE)
    plot, place = _spain(phone)
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    x, y = box["x"] + place["x"], box["y"] + place["y"]
    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
    before, touch = phone.evaluate(scrolled), phone.context.new_cdp_session(phone)
    for step in range(8):
        kind = "touchStart" if step == 0 else "touchMove"
        points = [{"x": x, "y": y - 12 * step}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    until(phone, f"{scrolled} > {before + 20}")
    plot.tap(position=place)
    phone.wait_for_url("**f.country=ES**")


def test_a_keyboard_on_the_screen_leaves_the_search_in_sight_and_its_list_at_it(windows, address):
    phone = windows.open(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    visit(phone, address)
    phone.locator(_SEARCH).tap()
    expect(phone.locator(_FOUND)).to_be_visible()
    phone.set_viewport_size({"width": 390, "height": 460})
    until(phone, f"{_edges(_SEARCH)}.bottom < 460")
    above = f"Math.abs({_edges(_SEARCH)}.top - {_edges(_FOUND)}.bottom) < 20"
    below = f"Math.abs({_edges(_FOUND)}.top - {_edges(_SEARCH)}.top) < 60"
    until(phone, f"{above} || {below}")


def _edges(selector: str) -> str:
    """Where an element is, in JavaScript."""
    return f"document.querySelector('{selector}').getBoundingClientRect()"


@pytest.mark.gate
def test_a_click_on_a_product_filters_the_page_of_products_and_escape_takes_it_back(page, address):
    visit(page, address, "/products?window=all")
    plot = page.locator(".st-key-fig_gateway .nsewdrag").first
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    place = {"x": box["width"] - 12, "y": 12}
    plot.hover(position=place)
    expect(page.locator(".st-key-fig_gateway .hoverlayer text").first).to_be_visible()
    plot.click(position=place)
    page.wait_for_url("**f.product=**")
    settle(page)
    expect(page.locator(".st-key-chip_product")).to_contain_text("Product: ")
    expect(page.locator(".st-key-fig_gateway .hoverlayer")).to_have_count(1)
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "f.product" not in url)
