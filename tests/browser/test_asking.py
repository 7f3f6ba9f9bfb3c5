"""A file that nobody knows: the page asks once, reads it as said, and asks no more."""

from __future__ import annotations

import stat

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settle, visit
from tests.browser.dropping import await_over, drop, file
from tests.serving import furnish, serving

pytestmark = pytest.mark.browser

FIRST = (
    "Číslo;Kdy;Kdo;Kolik\n"
    "A-1001;03/04/2026;ana@example.com;1.234,50\n"
    "A-1002;04/05/2026;ben@example.com;12,00\n"
    "A-1003;05/06/2026;ana@example.com;99,00\n"
)
SECOND = "Číslo;Kdy;Kdo;Kolik\nA-1004;06/07/2026;eva@example.com;7,25\n"


@pytest.mark.gate
def test_an_unknown_file_is_asked_about_once_and_its_orders_are_seen(page, own):
    visit(page, own, "/data")
    drop(page, file("objednávky.csv", FIRST))
    expect(page.get_by_text("needs your answer", exact=True)).to_be_visible()
    await_over(page, 1)
    page.reload()  # what waits outlives F5
    expect(page.get_by_text("3 of 3 values looked at are e-mail addresses")).to_be_visible()
    read = page.get_by_role("button", name="Import").first
    expect(read).to_be_disabled()
    settle(page)
    expect(page.get_by_text("Say how the dates are read.")).to_be_visible()
    page.get_by_text("3 April 2026", exact=True).click()
    expect(page.get_by_role("cell", name="3 Apr 2026")).to_be_visible()
    expect(page.get_by_role("cell", name="1,234.50")).to_be_visible()
    expect(read).to_be_enabled()
    read.click()
    expect(page.get_by_text("read as you said")).to_be_visible()
    await_over(page, 1)
    expect(page.get_by_text("Read by what you said on")).to_be_visible()
    expect(page.get_by_text("· 3 Apr 2026 to 5 Jun 2026")).to_be_visible()
    expect(page.get_by_role("heading", name="What you said about files")).to_be_visible()

    drop(page, file("květen.csv", SECOND))
    expect(page.get_by_text("květen.csv · 6 Jul 2026")).to_be_visible()
    await_over(page, 1)
    expect(page.get_by_text("needs your answer", exact=True)).to_have_count(0)
    expect(page.get_by_text("read as you said")).to_have_count(2)

    page.get_by_role("button", name="Forget").click()
    expect(page.get_by_role("heading", name="What you said about files")).to_have_count(0)


SURVEY = "Kto;Jak łatwo było zamówić? (CES);P2\n" + "".join(
    f"p{n}@example.com;{1 + n % 7};{n % 11}\n" for n in range(25)
)


@pytest.mark.gate
def test_a_file_that_was_read_by_its_shape_can_be_read_differently_and_nothing_of_it_stays(
    page, tmp_path, monkeypatch
):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with serving(furnish(tmp_path / "data")) as address:
        visit(page, address, "/data")
        drop(page, file("ankieta.csv", SURVEY))
        # Files of the demo are, too, and go with it.
        expect(page.get_by_text("recognised by its shape")).to_have_count(1)
        await_over(page, 1)
        expect(page.get_by_role("button", name="Read it differently")).to_be_visible()
        assert {stat.S_IMODE(folder.stat().st_mode) for folder in _private(tmp_path)} == {0o700}
        assert len(_files(tmp_path)) == 1
        page.get_by_role("button", name="Read it differently").click()
        page.get_by_text("answers from 0 to 10").wait_for()
        page.get_by_role("button", name="Leave it as it is").click()
        expect(page.get_by_text("needs your answer", exact=True)).to_have_count(0)
        page.get_by_role("button", name="Read it differently").click()
        page.get_by_text("answers from 0 to 10").wait_for()
        settle(page)
        asks = page.locator('[class*="_asks_P2"]').get_by_role("combobox")
        asks.scroll_into_view_if_needed()  # a scroll closes a list
        settle(page)
        asks.click()
        page.get_by_role("option", name="Would you recommend us, 0 to 10").click()
        expect(page.get_by_role("cell", name="Would you recommend us, 0 to 10").first).to_be_visible()
        page.get_by_role("button", name="Import").click()
        expect(page.get_by_text("read as you said")).to_be_visible()
        expect(page.get_by_text("To read it differently, upload the file again.")).to_be_visible()
        assert _files(tmp_path) == []
        settle(page)
        expect(page.get_by_test_id("stException")).to_have_count(0)
    assert _private(tmp_path) == []


def _private(temporary):
    """The folders in which the server keeps what is on its way."""
    return list(temporary.glob("engagement-held-*"))


def _files(temporary):
    return [file for folder in _private(temporary) for file in folder.rglob("*") if file.is_file()]
