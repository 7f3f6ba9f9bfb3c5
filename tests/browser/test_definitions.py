"""The definitions can be leafed through, searched, and pointed at."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import TITLES, settle, visit

pytestmark = pytest.mark.browser


@pytest.mark.gate
def test_a_reader_leaps_by_the_index_and_finds_by_words_of_any_spelling(page, address):
    visit(page, address, "/definitions?lang=es")
    index = page.locator(".st-key-index")
    assert index.get_by_role("link").count() > 50
    index.get_by_role("link", name="Seguidores", exact=True).click()
    expect(page.get_by_role("heading", name="Seguidores", exact=True)).to_be_in_viewport()
    page.get_by_label("Buscar un indicador").fill("CONVERSION")  # stands there as "conversión"
    expect(index).to_have_count(0)
    settle(page)
    result = page.locator("h3").all_inner_texts()
    assert result
    assert len(result) < 10
    page.get_by_label("Buscar un indicador").fill("xyzzy")
    expect(page.get_by_text("Ningún indicador contiene estas palabras")).to_be_visible()


@pytest.mark.gate
def test_an_address_names_one_metric_and_what_shows_a_number_leads_there(page, address):
    visit(page, address, "/purchases?figure=refund_rate")
    page.get_by_role("link", name="Its full definition").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES["/definitions"])
    settle(page)
    expect(page.locator("h3")).to_have_text("Refund rate")
    assert "metric=refund_rate" in page.url
    page.get_by_label("Find a metric").fill("")
    expect(page.locator(".st-key-index")).to_be_visible()
    settle(page)
    assert "metric=" not in page.url
