"""What somebody meets who was sent a link."""

from __future__ import annotations

import re
import shutil

import pytest
from playwright.sync_api import expect

from engagement.store.sharing import links
from engagement.store.sharing.terms import Terms
from tests.app.shared_house import make
from tests.browser.conftest import NOTE, SENDER
from tests.browser.guests import drawn, read
from tests.browser.judging import Policy, watched
from tests.serving import serving

pytestmark = pytest.mark.browser

#: The titles of the pages of the link `published`.
TITLES = {
    "overview": "How engaged are the customers?",
    "purchases": "Do customers buy again?",
    "surveys": "What do customers say?",
    "definitions": "What does each number count?",
}


@pytest.fixture(scope="module")
def server(house) -> str:
    return house[0]


def _open(page, server, made):
    read(page, f"{server}/s/{made.token}")


def test_a_link_to_one_page_has_no_navigation_on_a_phone_and_leaves_an_open_screen_when_revoked(
    windows, server, house, planted_shop
):
    terms = Terms(pages=("surveys",), question={"window": "365", "grain": "month"}, sender=SENDER)
    created = make(house[1], planted_shop.name, terms=terms, note=NOTE)
    page = windows.open(viewport={"width": 390, "height": 844}, locale="it-IT")
    _open(page, server, created)
    assert page.url.split("?")[0] == f"{server}{created.base}/"
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("Lume & Filo").first).to_be_visible()
    expect(page.get_by_text("90-day figure")).to_be_visible()
    expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    links.revoke(planted_shop.storage, created.link.id)
    # For a moment both titles are there.
    expect(page.get_by_role("heading", name="A questo indirizzo non c'è nulla")).to_be_visible()
    expect(page.locator('[class*="st-key-kf_"]')).to_have_count(0)


def test_every_shared_page_draws_from_the_bundle_breaks_no_rule_and_f5_shows_it_again(
    page, server, published
):
    result = watched(page, server)
    _open(page, server, published)
    for stem, title in TITLES.items():
        read(page, f"{server}{published.base}/" + ("" if stem == "overview" else stem))
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        expect(page.get_by_test_id("stAlert")).to_have_count(0)
        names = page.get_by_test_id("stSidebarNav").get_by_role("link")
        expect(names).to_have_count(len(TITLES))
        if stem in {"purchases", "surveys"}:
            expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    # F5 is a new session: the cookie carries it.
    page.reload()
    drawn(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert result == Policy()


@pytest.mark.gate
def test_a_page_of_posts_draws_from_its_bundle(page, server, house):
    terms = Terms(pages=("social",), question={"window": "365", "grain": "month"})
    _open(page, server, make(house[1], "demo", terms=terms))
    expect(page.get_by_role("heading", level=1)).to_have_text("How do posts perform?")
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()


@pytest.mark.gate
@pytest.mark.parametrize("stem", ["purchases", "overview", "definitions"])
def test_a_cold_deep_link_under_a_link_shows_only_what_is_shared(page, tmp_path, house, published, stem):
    # Its bundle is made in the house, and the copy has it.
    read(page, f"{house[0]}/s/{published.token}")
    shutil.copytree(house[1], tmp_path / "data")
    with serving(tmp_path / "data") as cold:
        # The cookie, and not yet a page: the process has run no script at all.
        page.context.request.get(f"{cold}/s/{published.token}", max_redirects=0)
        read(page, f"{cold}{published.base}/{stem}")
        expect(page.get_by_role("heading", level=1)).to_have_text(TITLES[stem])
        expect(page.get_by_test_id("stSidebarNav").get_by_role("link")).to_have_count(len(TITLES))
        for other in ("data", "sharing", "people", "customers", "retention"):
            answer = page.goto(f"{cold}{published.base}/{other}")
            assert answer is not None
            assert answer.status == 404


def test_a_guest_chooses_among_the_free_values_and_no_others(page, server, published):
    _open(page, server, published)
    read(page, f"{server}{published.base}/purchases")
    choice = page.get_by_role("combobox", name="Country")
    expect(choice).to_have_value("all")
    choice.click()
    expect(page.get_by_role("option")).to_have_text(["all", "Italy", "Germany"])
    page.get_by_role("option", name="Italy").click()
    page.wait_for_url(re.compile(r"f\.country=IT"))
    read(page, f"{server}{published.base}/purchases?f.country=PL&window=91&by=channel")
    expect(choice).to_have_value("all")
    expect(page.get_by_text(re.compile("^12 months to"))).to_be_visible()
