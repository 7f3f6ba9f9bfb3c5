"""An owner takes a list away as a file, and goes from a row of it to the customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from engagement.store.journal import audit
from engagement.store.workspaces import founding
from tests.app.customer_lists import checkers
from tests.app.customer_lists.shop import fill
from tests.browser.conftest import visit

if TYPE_CHECKING:
    from pathlib import Path

    from engagement.store import Workspace

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def shop(house: tuple[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return fill(founding.found_shop(house[1], "Nordlicht"), tmp_path_factory.mktemp("lists"))


def test_a_list_is_downloaded_and_read_written_down_and_leads_to_its_customers(page, house, shop):
    address = f"{house[0]}?shop={shop.name}"
    visit(page, address, "/mailing?list=all")
    with page.expect_download() as taken:
        page.get_by_text("Download the file").click()
    result = checkers.klaviyo(taken.value.path().read_bytes())
    assert len(result) == 4
    assert "ava@example.com" not in page.content()
    noted = audit.entries(shop.storage.manifest, shop.storage.id)[0]
    assert noted.what == "exported_list"
    assert noted.about == {"list": "all", "format": "klaviyo", "count": 4, "all": 0}
    visit(page, address, "/mailing?list=orders:6")
    way = page.get_by_role("table").get_by_role("link").first.get_attribute("href")
    assert way is not None
    visit(page, house[0], way)
    expect(page.get_by_role("heading", name="Group over time")).to_be_visible()
