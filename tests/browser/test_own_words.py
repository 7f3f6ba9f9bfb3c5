"""What Streamlit says by itself is said in the reader's language, where a person meets it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import at, settle, visit

pytestmark = pytest.mark.browser

_DRAGGED = "() => { const d = new DataTransfer(); d.items.add(new File(['a'], 'a.csv')); return d; }"


def test_the_page_and_what_streamlit_says_itself_are_in_the_language_that_was_chosen(page, address: str):
    page.goto(at(address, "/data?lang=it"))
    assert page.locator("html").get_attribute("lang") == "it"  # before anything is drawn
    settle(page)
    expect(page.locator("html")).to_have_attribute("lang", "it")
    expect(page.get_by_text("Vai al contenuto")).to_have_count(1)
    expect(page.get_by_role("navigation", name="Pagine")).to_be_visible()
    box = page.get_by_test_id("stFileUploaderDropzone")
    expect(box).to_have_text("uploadScegli i filefino a 400 MB per file")  # the first is the icon's name
    expect(page.get_by_role("button", name="Scegli i file", exact=True)).to_be_enabled()
    box.dispatch_event("dragenter", {"dataTransfer": page.evaluate_handle(_DRAGGED)})
    expect(box).to_contain_text("Rilascia qui i file")
    languages = page.get_by_role("combobox", name="Lingua")
    languages.scroll_into_view_if_needed()  # below many pages; a list closes when what holds it moves
    settle(page)
    languages.click()
    page.get_by_role("option", name="Polski").click()
    expect(page.locator("html")).to_have_attribute("lang", "pl")
    expect(page.get_by_text("Przejdź do treści")).to_have_count(1)
    expect(page.get_by_test_id("stFileUploader")).to_contain_text("do 400 MB na plik")


@pytest.mark.gate
def test_what_a_choice_of_several_says_is_in_the_language_that_was_chosen(page, address: str):
    visit(page, address, "/social?lang=it")
    page.get_by_test_id("stPopover").get_by_role("button", name="Filtri").click()
    kinds = page.get_by_test_id("stMultiSelect").get_by_role("combobox", name="Tipo di post")
    kinds.click()
    expect(page.get_by_role("option", name="Seleziona tutto")).to_be_visible()
    expect(page.get_by_role("option", name="Carosello IG")).to_be_visible()
    kinds.fill("zzz")
    expect(page.get_by_text("Nessun risultato")).to_be_visible()
