"""The rules that we give the browser (CSP) hold in tables and uploads, and in the dark.

`make test` watches pages in test_looks, a table in test_accessible, an upload in test_drop.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import TITLES, visit, walk
from tests.browser.dropping import drop
from tests.browser.judging import Policy, watched
from tests.conftest import ROOT

pytestmark = pytest.mark.browser


@pytest.mark.gate
def test_tables_and_uploads_keep_to_the_policy_and_ask_nobody_else(page, address, own):
    result = watched(page, address)
    visit(page, address, "/purchases")
    page.wait_for_selector(".js-plotly-plot .main-svg")
    page.get_by_text("Data of this chart").first.click()
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()
    visit(page, own, "/data")
    drop(page, ROOT / "sample_data" / "instagram_views.csv")
    expect(page.get_by_text("1 file imported.")).to_be_visible()
    assert result == Policy()


@pytest.mark.gate
def test_the_dark_pages_keep_to_the_policy_too(windows, address):
    page = windows.open(color_scheme="dark", viewport={"width": 1440, "height": 900})
    result = watched(page, address)
    visit(page, address, "/")
    for path in TITLES:
        walk(page, path)
    assert result == Policy()
