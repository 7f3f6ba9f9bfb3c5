"""What one has begun to read stays where it is: pages move by less than 0.1 while they come (CLS).

Measured as browsers measure it for the Web Vitals: the largest sum of shifts within five seconds
without a pause of one, https://web.dev/articles/cls. Before room was kept: 0.25 to 0.33 on every page.
"""

from __future__ import annotations

import pytest

from tests.browser.conftest import CHARTS, PATIENCE, TITLES, at_rest, visit

pytestmark = pytest.mark.browser

MOST = 0.1
_WATCH = """window.shifts = [];
new PerformanceObserver(list => {
  for (const shift of list.getEntries()) {
    if (!shift.hadRecentInput) shifts.push([shift.startTime / 1000, shift.value]);
  }
}).observe({type: 'layout-shift', buffered: true});"""


def moved(shifts: list[list[float]]) -> float:
    """The largest window of shifts."""
    most = begun = last = total = 0.0
    for at, value in shifts:
        if at - last > 1 or at - begun > 5:
            begun, total = at, 0.0
        total, last = total + value, at
        most = max(most, total)
    return most


def _often(path: str, width: int) -> object:
    usual = width == 1440 and path == "/purchases"
    return pytest.param(path, width, marks=() if usual else pytest.mark.gate)


@pytest.mark.parametrize(("path", "width"), [_often(path, width) for width in (1440, 390) for path in TITLES])
def test_a_page_does_not_move_while_it_comes_neither_the_first_time_nor_the_next(
    browser, address, path, width
):
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.add_init_script(_WATCH)
    result = []
    for _ in ("the first time", "the next"):
        visit(page, address, path)
        if path in CHARTS:
            page.wait_for_selector(".js-plotly-plot .main-svg")
        at_rest(page.locator("body"))
        result.append(round(moved(page.evaluate("shifts")), 3))
    context.close()
    assert max(result) < MOST, result
