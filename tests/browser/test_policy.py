"""The rules that we give the browser (CSP) hold on every page: nothing is asked for that they forbid."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import TITLES, visit, walk
from tests.browser.dropping import drop
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

_TELL = """document.addEventListener('securitypolicyviolation',
  e => console.error(`Content Security Policy: ${e.violatedDirective} ${e.blockedURI}`))"""


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.gate)])
def test_pages_charts_tables_and_uploads_keep_to_the_policy_and_ask_nobody_else(
    windows, address, own, scheme
):
    page = windows.open(color_scheme=scheme, viewport={"width": 1440, "height": 900})
    strangers, broken = [], []
    ours = (address.partition("?")[0], "data:", "blob:")
    page.on("request", lambda r: None if r.url.startswith(ours) else strangers.append(r.url))
    page.on("console", lambda m: broken.append(m.text) if "Content Security Policy" in m.text else None)
    page.add_init_script(_TELL)
    visit(page, address, "/")
    for path in TITLES:
        walk(page, path)
    walk(page, "/purchases")
    page.wait_for_selector(".js-plotly-plot .main-svg")
    page.get_by_text("Data of this chart").first.click()
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()
    visit(page, own, "/data")
    drop(page, ROOT / "sample_data" / "shopify_orders.csv")
    expect(page.get_by_text("1 file imported.")).to_be_visible()
    assert (strangers, broken) == ([], [])
