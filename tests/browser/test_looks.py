"""Every page holds its own on a phone, in the longest language, in the dark, and on a desk.

`make test` looks at most pages once, on a phone or on a desk; `make gates` at all on both.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from engagement.locale import Message
from engagement.locale.translator import translator
from tests.articles import ARTICLES
from tests.browser.conftest import CHARTS, TITLES, at, settle, visit, walk
from tests.browser.judging import Policy, accessible, watched
from tests.cases import few

pytestmark = pytest.mark.browser

#: Pages that `make test` judges on a desk, and those that it leaves to `make gates`. The others, and the
#: first, it judges on a phone.
_ON_A_DESK = ("/", "/surveys", "/social", "/web", "/claims", "/mailing", "/privacy")
_IN_GATES = ("/value", "/levels", "/loyalty", "/mails", "/customer", "/people")
_GROUND = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
#: Elements that stick out of the page to the right, but for rows that scroll on purpose.
_STICKING_OUT = """() => {
  const wide = [...document.querySelectorAll('[data-testid="stMainBlockContainer"] *')].filter(e => {
    const box = e.getBoundingClientRect();
    if (!box.width || box.right <= window.innerWidth + 1) return false;
    for (let p = e.parentElement; p; p = p.parentElement) {
      const clips = ['auto', 'scroll', 'hidden'].includes(getComputedStyle(p).overflowX);
      if (clips && p.clientWidth < window.innerWidth) return false;
    }
    return true;
  });
  return wide.map(e => e.tagName + ' ' + (e.textContent || '').slice(0, 40));
}"""

#: Columns with a chart that have another column beside them.
_NARROWED = """() => [...document.querySelectorAll('[data-testid="stColumn"]')]
  .filter(column => column.querySelector('[data-testid="stPlotlyChart"]'))
  .filter(column => column.clientWidth < 0.95 * column.parentElement.clientWidth)
  .map(column => column.textContent.slice(0, 40))"""


def _await_charts(page, path):
    """Wait for what the browser fetches and draws after the page itself is there."""
    if path in CHARTS:
        expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()


@pytest.fixture(scope="module", params=["pl", pytest.param("en", marks=pytest.mark.gate)])
def phone(address, all_windows, request):
    """A phone in a language that goes from one page to the next, by the link in its folded menu."""
    page, t = (
        all_windows.open(viewport={"width": 390, "height": 844}, color_scheme="dark"),
        translator(request.param),
    )
    visit(page, address, f"/?lang={request.param}")

    def look(path):
        link = page.get_by_test_id("stSidebarNav").locator(f'a[href$="{path}"], a[href*="{path}?"]')
        if link.count():
            link.dispatch_event("click")
        else:
            page.goto(at(address, f"{path}?lang={request.param}"))
        expect(page.get_by_role("heading", level=1)).to_have_text(t.t(Message(TITLES[path])))
        settle(page)
        return page

    yield look
    all_windows.close_all()


@pytest.mark.parametrize(
    "path", few(TITLES, "/", *(path for path in TITLES if path not in {*_ON_A_DESK, *_IN_GATES}))
)
def test_nothing_sticks_out_of_a_dark_page_on_a_phone_and_it_can_be_read_without_eyes(phone, path):
    page = phone(path)
    _await_charts(page, path)
    assert page.evaluate(_STICKING_OUT) == []
    assert page.evaluate(_GROUND) == "rgb(21, 24, 27)"
    _judge(page)
    _is_headed_as_documented(page, path)


@pytest.fixture(scope="module")
def desk(address, all_windows):
    """A page on a desk, from which one walks to the others, and what it asks for on the way."""
    page = all_windows.open()
    policy = watched(page, address)
    visit(page, address)
    yield page, policy
    all_windows.close_all()


@pytest.mark.parametrize("path", few(TITLES, *_ON_A_DESK))
def test_a_page_has_one_title_no_fault_and_every_chart_says_what_it_shows(desk, path):
    desk, policy = desk
    walk(desk, path)
    _await_charts(desk, path)
    assert policy == Policy()
    _judge(desk)
    _is_headed_as_documented(desk, path)


@pytest.mark.gate
def test_on_a_tablet_no_chart_stands_beside_another(address, all_windows):
    page = all_windows.open(viewport={"width": 820, "height": 1180})
    visit(page, address)
    for path in sorted(CHARTS):
        walk(page, path)
        _await_charts(page, path)
        assert page.evaluate(_NARROWED) == []
        assert page.evaluate(_STICKING_OUT) == []
    all_windows.close_all()


def _is_headed_as_documented(page, path):
    """Fail where the page lacks what the table of the articles says to stand on it."""
    t = translator(page.locator("html").get_attribute("lang"))
    there = " | ".join(page.get_by_role("heading").all_inner_texts()).casefold()
    here = path.strip("/") or "overview"
    rows = [row for row in ARTICLES if row.heading and row.page == here and not row.address]
    assert [row.heading for row in rows if t.t(Message(row.heading)).casefold() not in there] == []


def _judge(page):
    """Fail where a page shows a fault, or lacks what those need who hear it."""
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    # A mark that is made inert twice shows its backslash.
    assert "\\" not in page.get_by_test_id("stMain").inner_text()
    charts = page.get_by_test_id("stPlotlyChart")
    for number in range(charts.count()):
        named = charts.nth(number).locator('[role="img"][aria-label]')
        assert named.count() or charts.nth(number).get_attribute("aria-label"), f"chart {number}"
    assert accessible(page) == []
