"""Every page can be read without eyes and used without a mouse: WCAG 2.2, A and AA, as axe-core judges it.

What Streamlit 1.67 leaves undone, by axe's rule, and what is done about it:

- `list`, `listitem`: the navigation's sections are `div`s in a `ul`. `web/access.js` makes them named groups.
- `color-contrast`: what folds away has a title of 60 % opacity. `style.css` gives it 82 %.
- `html-has-lang` holds, but for the wrong language: Streamlit always says "en", and its own words are
  English. `web/shell.py` serves the language, `web/access.js` follows it and translates the words.
- No rule, but a fault: links have no visible focus, buttons one of 2.3:1. `style.css` draws a line.
- A grid (`st.dataframe`) is a canvas. It has the cells as a table within, which is what is read aloud.

So no rule is left out here. "Best practices" of axe are no part of WCAG and not asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from engagement.app.who import passwords
from tests.app.shared_house import PASSWORD, make
from tests.browser.conftest import TITLES, settle, unfold, visit
from tests.browser.guests import drawn
from tests.browser.judging import Policy, accessible, violations, watched

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

_SIZES = {"desk": (1440, 900), "phone": (390, 844)}
#: By keyboard: what is focused, and whether that is drawn as a line of at least two pixels.
_FOCUS = """() => {
  const element = document.activeElement, style = getComputedStyle(element);
  return {
    name: element.getAttribute('aria-label') || element.textContent.trim() || element.tagName,
    seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    tag: element.tagName,
  };
}"""


@pytest.fixture
def eyes(windows):
    """Opens pages in a theme and a size; all are closed at the end."""

    def look(scheme: str = "light", size: str = "desk") -> Page:
        width, height = _SIZES[size]
        return windows.open(viewport={"width": width, "height": height}, color_scheme=scheme)

    return look


# The light desk and the dark phone are looked at page by page in test_looks.
@pytest.mark.gate
@pytest.mark.parametrize(("scheme", "size"), [("dark", "desk"), ("light", "phone")])
def test_no_page_violates_the_guidelines_in_the_other_theme_either(eyes, address, scheme, size):
    page, found = eyes(scheme, size), {}
    for path in TITLES:
        visit(page, address, path)
        found[path] = accessible(page)
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.gate)])
def test_menus_dialogs_and_tables_violate_nothing(eyes, address, scheme):
    page = eyes(scheme)
    policy = watched(page, address)
    visit(page, address, "/purchases")
    unfold(page, "Data of this chart")
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()
    assert violations(page) == []
    page.get_by_role("combobox", name="Period", exact=True).click()
    expect(page.get_by_role("listbox")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Filter").click()
    expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Table", exact=True).click()
    expect(page.get_by_role("dialog").get_by_test_id("stDataFrame")).to_be_visible()
    assert violations(page) == []
    assert policy == Policy()


@pytest.mark.parametrize(
    ("scheme", "size", "paths"),
    [
        ("light", "phone", ()),
        pytest.param("light", "phone", ("purchases",), marks=pytest.mark.gate),
        pytest.param("dark", "desk", ("", "purchases"), marks=pytest.mark.gate),
    ],
)
def test_the_pages_of_a_link_violate_nothing(eyes, house, published, scheme, size, paths):
    address, data_dir = house
    locked = make(data_dir, password_hash=passwords.hashed(PASSWORD))
    page = eyes(scheme, size)
    page.goto(f"{address}/s/{published.token}")
    assert violations(page) == []
    for path in paths:
        page.goto(f"{address}{published.base}/{path}")
        drawn(page)
        assert violations(page) == []
    page.goto(f"{address}/s/{locked.token}")
    expect(page.get_by_label("Password")).to_be_visible()
    assert violations(page) == []
    page.goto(f"{address}/s/nothing")
    assert violations(page) == []


def test_by_keyboard_one_skips_the_navigation_and_reaches_each_chart_s_table_and_csv_in_order(eyes, address):
    page = eyes()
    visit(page, address, "/purchases")
    page.wait_for_selector(".js-plotly-plot .main-svg")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert _tab(page)["name"] == "Find a figure or a page, or ask"
    assert _tab(page)["name"] == "Period"
    _walk(page)  # to the end, and from the top again
    stops = _walk(page)
    assert stops[0]["name"] == "Skip to main content"
    assert [stop["name"] for stop in stops if not stop["seen"]] == []
    names = [stop["name"] for stop in stops]
    wanted = ["Period", "Metric", "Table"]
    assert [name for name in names if name in wanted] == wanted
    charts = page.get_by_role("figure")
    closed = [stop for stop in stops if stop["tag"] == "SUMMARY"]
    assert len(closed) == charts.count() > 1
    for number in range(charts.count()):
        assert len(charts.nth(number).get_attribute("aria-label") or "") > 20
    _go_to(page, "SUMMARY")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()
    settle(page)
    reached = [_tab(page) for _ in range(16)]
    assert "CANVAS" in [stop["tag"] for stop in reached]
    assert "CSV" in [stop["name"] for stop in reached]
    cells = page.get_by_test_id("stDataFrame").first.locator("canvas [role=gridcell]")
    expect(cells.nth(10)).to_be_attached()


def _tab(page: Page) -> dict:
    page.keyboard.press("Tab")
    return page.evaluate(_FOCUS)


def _walk(page: Page) -> list[dict]:
    """Go through the page by Tab until it begins again."""
    stops: list[dict] = []
    for _ in range(120):
        stop = _tab(page)
        if stop["tag"] == "BODY":
            break
        stops.append(stop)
    return stops


def _go_to(page: Page, tag: str) -> None:
    for _ in range(120):
        if _tab(page)["tag"] == tag:
            return
    pytest.fail(f"Tab never reaches {tag}")
