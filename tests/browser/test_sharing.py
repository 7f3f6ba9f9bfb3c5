"""What somebody meets who was sent a link."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from engagement.store import open_workspace
from engagement.store.sharing import links
from engagement.store.sharing.terms import Terms
from tests.app.shared_house import Made
from tests.browser.guests import drawn, read
from tests.serving import furnish, serving

pytestmark = pytest.mark.browser

TITLES = {
    "overview": "How engaged are the customers?",
    "purchases": "Do customers buy again?",
    "surveys": "What do customers say?",
    "social": "How do posts perform?",
    "definitions": "What does each number count?",
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return open_workspace(furnish(tmp_path_factory.mktemp("shared") / "data"), "demo")


@pytest.fixture(scope="module")
def address(workspace, tmp_path_factory):  # noqa: ARG001 - filled before it is served
    with serving(tmp_path_factory.getbasetemp() / "shared0" / "data") as started:
        yield started


def _make(workspace, *pages, **terms) -> Made:
    made = links.make_link(
        workspace.room,
        Terms(pages=pages, question={"window": "365", "grain": "month"}, sender="Lume & Filo", **terms),
        title="Autumn",
        note="For Thursday: look at the 90-day figure first.",
        expires_at=datetime.now(UTC) + timedelta(days=30),
    )
    return Made(*made)


@pytest.fixture(scope="module")
def several(workspace):
    return _make(workspace, *TITLES)


def _open(page, address, made):
    read(page, f"{address}/s/{made.token}")


def test_a_link_to_one_page_opens_on_a_phone_without_any_navigation(windows, address, workspace):
    made = _make(workspace, "overview")
    page = windows.open(viewport={"width": 390, "height": 844}, locale="it-IT")
    _open(page, address, made)
    assert page.url.split("?")[0] == f"{address}{made.base}/"
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("Lume & Filo").first).to_be_visible()
    expect(page.get_by_text("90-day figure")).to_be_visible()
    expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_test_id("stAlert")).to_have_count(0)


@pytest.mark.parametrize("stem", TITLES)
def test_every_shared_page_draws_from_the_bundle(page, address, several, stem):
    _open(page, address, several)
    read(page, f"{address}{several.base}/" + ("" if stem == "overview" else stem))
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES[stem])
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    names = page.get_by_test_id("stSidebarNav").get_by_role("link")
    expect(names).to_have_count(len(TITLES))
    # F5 is a new session: the cookie carries it.
    page.reload()
    drawn(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES[stem])


@pytest.mark.parametrize(
    "stem",
    ["purchases", *(pytest.param(stem, marks=pytest.mark.gate) for stem in ("overview", "definitions"))],
)
def test_a_cold_deep_link_under_a_link_shows_only_what_is_shared(page, tmp_path, workspace, stem):
    data_dir = workspace.room.objects.folder.parents[1]
    shutil.copytree(data_dir, tmp_path / "data")
    made = _make(open_workspace(tmp_path / "data", "demo"), "overview", "purchases", "definitions")
    with serving(tmp_path / "data") as cold:
        # The cookie, and not yet a page: the process has run no script at all.
        page.context.request.get(f"{cold}/s/{made.token}", max_redirects=0)
        read(page, f"{cold}{made.base}/{stem}")
        expect(page.get_by_role("heading", level=1)).to_have_text(TITLES[stem])
        expect(page.get_by_test_id("stSidebarNav").get_by_role("link")).to_have_count(3)
        for other in ("data", "sharing", "people", "social", "surveys"):
            answer = page.goto(f"{cold}{made.base}/{other}")
            assert answer is not None
            assert answer.status == 404


def test_a_guest_chooses_among_the_free_values_and_no_others(page, address, workspace):
    made = _make(workspace, "purchases", free={"country": ("IT", "ES")})
    _open(page, address, made)
    choice = page.get_by_role("combobox", name="Country")
    expect(choice).to_have_value("all")
    choice.click()
    expect(page.get_by_role("option")).to_have_text(["all", "Italy", "Spain"])
    page.get_by_role("option", name="Italy").click()
    page.wait_for_url(re.compile(r"f\.country=IT"))
    read(page, f"{address}{made.base}/?f.country=PL&window=91&by=channel")
    expect(choice).to_have_value("all")
    expect(page.get_by_text(re.compile("^12 months to"))).to_be_visible()


def test_a_revoked_link_leaves_an_open_screen_within_a_minute(page, address, workspace):
    made = _make(workspace, "overview")
    _open(page, address, made)
    links.revoke(workspace.room, made.link.id)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "There is nothing at this address", timeout=60_000
    )
    expect(page.locator('[class*="st-key-kf_"]')).to_have_count(0)


def test_a_guests_page_asks_nobody_else_and_breaks_no_rule(page, address, several):
    strangers, broken = [], []
    ours = (address, "data:", "blob:")
    page.on("request", lambda r: None if r.url.startswith(ours) else strangers.append(r.url))
    page.on("console", lambda m: broken.append(m.text) if "Content Security Policy" in m.text else None)
    _open(page, address, several)
    read(page, f"{address}{several.base}/purchases")
    page.wait_for_selector(".js-plotly-plot .main-svg")
    assert (strangers, broken) == ([], [])
