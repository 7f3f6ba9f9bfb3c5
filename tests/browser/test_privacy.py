"""An owner erases somebody, and reads in plain words what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from engagement.store.workspaces import founding
from tests.browser.conftest import settle, visit, walk
from tests.store import household

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def shop(house: tuple[str, Path], tmp_path_factory: pytest.TempPathFactory) -> str:
    address, data_dir = house
    workspace = founding.found_shop(data_dir, "Sternwolle")
    household.read(workspace, household.FILES, tmp_path_factory.mktemp("privacy"))
    return f"{address}?shop={workspace.name}"


@pytest.mark.gate
def test_a_person_is_looked_up_handed_out_and_erased(page, shop):
    visit(page, shop, "/privacy")
    page.get_by_role("textbox", name="Under which addresses").fill(f"{household.AVA.upper()}\n99123")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("Orders: 4")).to_be_visible()
    with page.expect_download() as copy:
        page.get_by_text("Download a copy for this person").click()
    assert copy.value.suggested_filename == "person.zip"
    page.get_by_role("button", name="Erase this person").click()
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_text("Erased. The proof is below")).to_be_visible()
    settle(page)
    with page.expect_download() as proof:
        page.get_by_text("Download the proof").click()
    assert "Orders: 4" in proof.value.path().read_text("utf-8-sig")
    page.get_by_role("textbox", name="Under which addresses").fill(household.AVA)
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("nothing is kept; erasing keeps later files")).to_be_visible()
    assert household.AVA not in page.url


@pytest.mark.gate
def test_what_a_time_takes_is_said_before_it_is_kept(page, shop):
    visit(page, shop, "/privacy")
    page.get_by_test_id("stSelectbox").filter(has_text="Orders").locator("input").click()
    page.get_by_role("option", name="1 year").click()
    expect(page.get_by_text("rows go next night")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Save")).to_have_count(0)


@pytest.mark.gate
def test_addresses_are_kept_and_deleted_on_the_page_of_lists_and_on_none_of_privacy(page, shop):
    visit(page, shop, "/privacy")
    expect(page.get_by_role("button", name="Keep addresses from now on")).to_have_count(0)
    walk(page, "/mailing")
    page.get_by_role("button", name="Keep addresses from now on").click()
    expect(page.get_by_text("No address is kept yet")).to_be_visible()
    page.get_by_role("button", name="Stop and delete").click()
    page.get_by_role("button", name="Delete all addresses").click()
    expect(page.get_by_role("heading", name="No addresses are kept")).to_be_visible()
