"""At 200 %, with the spacing of text that WCAG 1.4.12 asks for, nothing is cut off and nothing overlaps."""

from __future__ import annotations

import pytest

from tests.browser.conftest import TITLES, at, at_rest, settle

pytestmark = pytest.mark.browser

#: A window of 1280 px at 200 %.
_ZOOMED = {
    "viewport": {"width": 640, "height": 450},
    "device_scale_factor": 2,
    "locale": "en-GB",
    "reduced_motion": "reduce",
}
_SPACED = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }
"""
#: Texts of the page that a reader sees: not those of charts (their tables are read in their place),
#: of what is folded away, or of what is only heard.
_TEXTS = """() => {
  const main = document.querySelector('[data-testid="stMainBlockContainer"]');
  const texts = [...main.querySelectorAll('*')].filter(e =>
    [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.nodeValue.trim())
    && !e.closest('svg, canvas, .st-key-heard_part, [data-testid="stIconMaterial"]')
    && !(e.closest('details:not([open])') && !e.closest('summary'))
    && e.checkVisibility({visibilityProperty: true, opacityProperty: true}));
  const box = e => {
    const range = document.createRange();
    range.selectNodeContents(e);
    return range.getBoundingClientRect();
  };
  const scrolls = e => {
    for (let p = e; p !== main; p = p.parentElement) {
      if (['auto', 'scroll'].includes(getComputedStyle(p).overflowX)) return true;
    }
    return false;
  };
  const cut = texts.filter(e => {
    const its = box(e);
    for (let p = e; !scrolls(e) && p !== main; p = p.parentElement) {
      const style = getComputedStyle(p), hole = p.getBoundingClientRect();
      const hides = [style.overflowX, style.overflowY].some(o => ['hidden', 'clip'].includes(o));
      if (hides && (its.right > hole.right + 1 || its.bottom > hole.bottom + 3)) return true;
    }
    return its.right > main.getBoundingClientRect().right + 1 && !scrolls(e);
  });
  const over = [];
  texts.forEach((a, place) => texts.slice(place + 1).forEach(b => {
    if (a.contains(b) || b.contains(a) || scrolls(a) || scrolls(b)) return;
    const [x, y] = [box(a), box(b)];
    const wide = Math.min(x.right, y.right) - Math.max(x.left, y.left);
    const high = Math.min(x.bottom, y.bottom) - Math.max(x.top, y.top);
    if (wide > 2 && high > 6) over.push([a, b]);
  }));
  const said = e => e.textContent.trim().slice(0, 40);
  const scroller = document.querySelector('[data-testid="stMain"]');
  return {
    texts: texts.length,
    sideways: scroller.scrollWidth - scroller.clientWidth,
    cut: cut.map(said),
    over: over.map(pair => pair.map(said)),
  };
}"""


@pytest.fixture(scope="module")
def magnified(browser, address):
    """Opens pages of the demo shop as somebody who sees little has them, in the longest language."""
    context = browser.new_context(**_ZOOMED)
    page = context.new_page()

    def look(path: str) -> dict:
        page.goto(at(address, f"{path}?lang=pl"))
        settle(page)
        page.add_style_tag(content=_SPACED)
        at_rest(page.locator("body"))
        return page.evaluate(_TEXTS)

    yield look
    context.close()


@pytest.mark.parametrize(
    "path",
    [path if path == "/purchases" else pytest.param(path, marks=pytest.mark.gate) for path in TITLES],
)
def test_twice_the_size_and_wide_spacing_break_nothing(magnified, path):
    result = magnified(path)
    assert result["texts"] > 5
    assert (result["sideways"], result["cut"], result["over"]) == (0, [], [])
