"""An address opens what it opened before: after F5 and Back, in another tab, as a bookmark."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from engagement.store import open_workspace
from engagement.store.workspaces import founding
from tests.browser.conftest import TITLES, at, settle, visit, walk
from tests.store import shop

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def shops(house):
    """A server with the demo, a shop of its own, and one of another name; returns its address and that."""
    address, data_dir = house
    shop.add(open_workspace(data_dir), "own.csv", {"orders": shop.orders(range(60))})
    north = founding.found_shop(data_dir, "Nord")
    shop.add(north, "nord.csv", {"orders": shop.orders(range(40))})
    return address, north.name


def parameters_of(url: str) -> dict[str, str]:
    return {name: value[-1] for name, value in parse_qs(urlsplit(url).query).items()}


def test_back_leaves_a_page_with_one_press_and_forth_comes_again(page, address):
    page.goto("about:blank")
    visit(page, address)
    walk(page, "/purchases")
    page.get_by_role("combobox", name="Step of the trend").click()
    page.get_by_role("option", name="by quarter").click()
    page.wait_for_url("**grain=quarter**")
    settle(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES["/"])
    settle(page)
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES["/purchases"])
    settle(page)
    assert parameters_of(page.url)["grain"] == "quarter"
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES["/"])
    page.go_back()
    page.wait_for_url("about:blank")


def test_every_way_to_a_page_names_the_shop_and_leads_to_it_in_another_tab(page, shops):
    address, north = shops
    visit(page, address, f"/privacy?shop={north}")
    for path in ("/", "/data", "/purchases"):
        walk(page, path)
        links = page.locator("a[data-testid=stSidebarNavLink], a[data-testid=stPageLink-NavLink]")
        for way in links.evaluate_all("ways => ways.map(way => way.href)"):
            assert parameters_of(way)["shop"] == north, (path, way)
        assert parameters_of(page.url)["shop"] == north
    first = page.get_by_test_id("stSidebarNav").get_by_role("link", name="Overview")
    other = page.context.new_page()
    other.goto(first.evaluate("way => way.href"))
    settle(other)
    expect(other.get_by_test_id("stMain").get_by_text("Nord ·")).to_be_visible()


@pytest.mark.gate
def test_f5_and_a_bookmark_show_the_shop_that_they_name_and_two_tabs_keep_their_own(page, shops):
    address, north = shops
    visit(page, address, f"/purchases?shop={north}")
    expect(page.get_by_text("Nord ·")).to_be_visible()
    other = page.context.new_page()
    visit(other, address, "/purchases?shop=shop")
    expect(other.get_by_text("Your shop ·")).to_be_visible()
    for one, name in ((page, "Nord"), (other, "Your shop")):
        one.reload()
        settle(one)
        expect(one.get_by_text(f"{name} ·")).to_be_visible()
    bookmark = page.url
    other.goto(bookmark)
    settle(other)
    expect(other.get_by_text("Nord ·")).to_be_visible()


def test_a_shop_that_is_not_there_is_said_to_be_so_and_no_other_is_shown(page, shops):
    address, north = shops
    for path in ("/", "/data"):
        page.goto(f"{address}{path}?shop=gone")
        settle(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("This shop is not here")
        expect(page.get_by_test_id("stMetric")).to_have_count(0)
        expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Nord").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES["/data"])
    expect(page.get_by_text("nord.csv").first).to_be_visible()
    assert parameters_of(page.url)["shop"] == north


@pytest.mark.gate
def test_a_language_chosen_by_hand_stays_after_f5_on_other_pages_and_in_other_tabs(page, address):
    visit(page, address)
    page.get_by_role("combobox", name="Language").click()
    page.get_by_role("option", name="Italiano").click()
    title = page.get_by_role("heading", level=1)
    expect(title).not_to_have_text(TITLES["/"])
    settle(page)
    page.get_by_test_id("stSidebarNav").locator('a[href*="/definitions?"]').click()
    page.wait_for_url("**/definitions**")
    expect(title).to_have_text("Che cosa conta ogni numero?")
    assert parameters_of(page.url)["lang"] == "it"
    page.reload()
    expect(title).to_have_text("Che cosa conta ogni numero?")
    other = page.context.new_page()
    other.goto(at(address, "/definitions"))
    expect(other.get_by_role("heading", level=1)).to_have_text("Che cosa conta ogni numero?")
    named = page.context.new_page()
    named.goto(at(address, "/definitions?lang=en"))
    expect(named.get_by_role("heading", level=1)).to_have_text(TITLES["/definitions"])


def test_an_open_tab_says_that_the_data_have_changed_and_loses_nothing_meanwhile(page, shops):
    address, _ = shops
    visit(page, address, "/data?shop=shop")
    other = page.context.new_page()
    visit(other, address, "/sharing?shop=shop")
    other.get_by_label("Title").fill("For Eva")
    other.get_by_label("Title").press("Tab")
    third = page.context.new_page()
    visit(third, address, "/sharing?shop=demo")
    page.get_by_role("button", name="Remove").first.click()
    expect(page.locator(".st-key-lack_removed")).to_contain_text("own.csv")
    expect(other.get_by_text("The data have changed.")).to_be_visible()
    expect(other.get_by_label("Title")).to_have_value("For Eva")
    other.get_by_role("button", name="Show the new figures").click()
    expect(other.get_by_text("The data have changed.")).to_have_count(0)
    expect(other.get_by_text("There is nothing to share yet")).to_be_visible()
    expect(third.get_by_text("The data have changed.")).to_have_count(0)
    page.locator(".st-key-lack_removed").get_by_role("button", name="Undo").click()
    expect(page.locator('[class*="st-key-here_"]').filter(has_text="own.csv").first).to_be_visible()
