"""What Streamlit says by itself is said in the reader's language, where a person meets it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import visit

pytestmark = pytest.mark.browser

_DRAGGED = "() => { const d = new DataTransfer(); d.items.add(new File(['a'], 'a.csv')); return d; }"


def test_the_upload_box_and_the_lists_of_the_filters_speak_italian(windows, address: str):
    page = windows.open(viewport={"width": 1280, "height": 900}, locale="it-IT")
    visit(page, address, "/data")
    box = page.get_by_test_id("stFileUploaderDropzone")
    expect(box).to_have_text("uploadScegli i filefino a 400 MB per file")  # the first is the icon's name
    expect(page.get_by_role("button", name="Scegli i file", exact=True)).to_be_enabled()
    box.dispatch_event("dragenter", {"dataTransfer": page.evaluate_handle(_DRAGGED)})
    expect(box).to_contain_text("Rilascia qui i file")

    visit(page, address, "/social")
    page.get_by_test_id("stPopover").get_by_role("button", name="Filtri").click()
    kinds = page.get_by_test_id("stMultiSelect").get_by_role("combobox", name="Tipo di post")
    kinds.click()
    expect(page.get_by_role("option", name="Seleziona tutto")).to_be_visible()
    expect(page.get_by_role("option", name="Carosello IG")).to_be_visible()
    kinds.fill("zzz")
    expect(page.get_by_text("Nessun risultato")).to_be_visible()
