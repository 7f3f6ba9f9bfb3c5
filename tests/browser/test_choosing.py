"""A segment chosen by a click or a tap, and given back by Escape; a finger on the chart still scrolls."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settle, visit

pytestmark = pytest.mark.browser
PAGE = "/purchases?figure=repeat_purchase_rate&by=country"


def _spain(page) -> tuple[float, float]:
    """A place far from the dot in the last row, which is Spain's."""
    plot = page.locator("[class*=st-key-fig_by_] .nsewdrag").first
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    return box["x"] + box["width"] - 12, box["y"] + box["height"] - 12


def test_a_click_on_a_row_filters_the_page_and_escape_takes_it_back(page, address):
    visit(page, address, PAGE)
    whole = page.get_by_test_id("stMetricValue").first.inner_text()
    page.mouse.click(*_spain(page))
    page.wait_for_url("**f.country=ES**")
    settle(page)
    expect(page.locator(".st-key-chip_country")).to_contain_text("Country: Spain")
    assert page.get_by_test_id("stMetricValue").first.inner_text() != whole
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "f.country" not in url)
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(whole)


def test_a_finger_scrolls_over_a_chart_and_a_tap_chooses_in_it(windows, address):
    phone = windows.open(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    visit(phone, address, PAGE)
    x, y = _spain(phone)
    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
    before, touch = phone.evaluate(scrolled), phone.context.new_cdp_session(phone)
    for step in range(8):
        kind = "touchStart" if step == 0 else "touchMove"
        points = [{"x": x, "y": y - 12 * step}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    phone.wait_for_function(f"{scrolled} > {before + 20}")
    phone.touchscreen.tap(*_spain(phone))
    phone.wait_for_url("**f.country=ES**")
