"""An owner takes a list away as a file, and goes from a row of it to the customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from engagement.store import open_workspace
from engagement.store.journal import audit
from tests.app.customer_lists import checkers
from tests.app.customer_lists.shop import shop as filled
from tests.browser.conftest import serving, visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lists")


@pytest.fixture(scope="module")
def shop(folder: Path) -> Iterator[str]:
    filled(folder)
    with serving(folder / "data") as address:
        yield address


def test_a_list_is_downloaded_and_read_written_down_and_leads_to_its_customers(page, shop, folder):
    visit(page, shop, "/mailing?shop=shop&list=all")
    with page.expect_download() as taken:
        page.get_by_text("Download the file").click()
    found = checkers.klaviyo(taken.value.path().read_bytes())
    assert len(found) == 4
    assert "ava@example.com" not in page.content()
    room = open_workspace(folder / "data").room
    noted = audit.entries(room.manifest, room.id)[0]
    assert noted.what == "exported_list"
    assert noted.about == {"list": "all", "format": "klaviyo", "count": 4, "all": 0}
    visit(page, shop, "/mailing?shop=shop&list=orders:6")
    way = page.get_by_role("table").get_by_role("link").first.get_attribute("href")
    assert way is not None
    visit(page, shop, way)
    expect(page.get_by_role("heading", name="Group over time")).to_be_visible()
