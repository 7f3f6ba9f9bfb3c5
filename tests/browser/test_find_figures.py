"""Finding a figure by keyboard, and the pages that have no data yet."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import at, settle, visit
from tests.browser.dropping import drop, file

pytestmark = pytest.mark.browser


def test_a_figure_is_found_by_keyboard_in_the_readers_words(windows, address):
    page = windows.open(viewport={"width": 1440, "height": 900}, locale="it-IT")
    visit(page, address)
    search = page.get_by_role("combobox", name="Cerca un dato o una pagina, o chiedi")
    expect(search).to_be_visible()
    page.keyboard.press("Control+k")
    expect(search).to_be_focused()
    page.keyboard.type("abbandono del carrello")
    expect(page.get_by_role("option")).to_have_text(
        ["Usa: abbandono del carrello", re.compile("Abbandono del carrello")]
    )
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/web.*figure=cart_abandonment_rate"))
    settle(page)
    expect(page.get_by_role("heading", name="Abbandono del carrello").first).to_be_attached()
    expect(search).to_have_value("")


@pytest.mark.gate
def test_an_answer_stands_over_the_page_and_in_its_address_until_escape(windows, address):
    page = windows.open(viewport={"width": 1440, "height": 900}, locale="it-IT")
    visit(page, address)
    page.keyboard.press("Control+k")
    page.keyboard.type("quanti ordini nel trimestre scorso per paese?")
    page.keyboard.press("Enter")
    answer = page.get_by_role("dialog", name="Risposta")
    expect(answer.get_by_text("Per: Paese")).to_be_visible()
    page.reload()
    expect(answer.get_by_role("link", name="Apri Riacquisti")).to_be_visible()
    page.keyboard.press("Escape")
    expect(answer).to_have_count(0)
    page.keyboard.press("Control+k")
    page.keyboard.type("ordini di scarpe a marzo 2026")
    page.keyboard.press("Enter")
    expect(answer.get_by_text("Non capito: scarpe.")).to_be_visible()
    answer.get_by_role("button", name="Ordini marzo 2026").press("Enter")
    expect(answer.get_by_text("1 mar 2026 – 31 mar 2026")).to_be_visible()
    page.keyboard.press("Escape")
    page.wait_for_url(re.compile(r"^(?!.*ask=)"))


def test_what_is_typed_before_the_search_is_there_or_while_a_page_comes_is_not_lost(page, address):
    page.goto(at(address, "/purchases"), wait_until="domcontentloaded")
    page.keyboard.press("Control+k")
    page.keyboard.type("Cart abandonment")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/web.*figure=cart_abandonment_rate"))
    # The run that opens the page still has to put a new search in the place of this one.
    page.keyboard.press("Control+k")
    page.keyboard.type("orders last quarter by country")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Answer").get_by_text("By: Country")).to_be_visible()


def test_pages_without_data_stand_below_the_others_and_say_what_opens_them(page, own):
    visit(page, own, "/data")
    links = page.get_by_test_id("stSidebarNav").get_by_role("link")
    assert links.all_inner_texts()[:2] == ["Overview", "Your data"]
    buying = page.get_by_test_id("stSidebarNav").get_by_role("link", name="Buying again")
    expect(buying).to_have_accessible_description("An export of your shop's orders opens this page.")
    orders = "Order number,Order date,Total,Customer email\n" + "".join(
        f"{n},2026-0{1 + n % 9}-11,{n}.50,c{n % 7}@example.com\n" for n in range(1, 30)
    )
    drop(page, file("orders.csv", orders.encode()))
    expect(buying).not_to_have_accessible_description("An export of your shop's orders opens this page.")
    assert links.all_inner_texts()[:3] == ["Overview", "Buying again", "Coming back"]
