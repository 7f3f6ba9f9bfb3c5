"""A page, or all figures, as one file: for internal use, or to send under the guard of a link."""

from __future__ import annotations

from tests.app.own_shop import dropped, text_of, visit

ROWS = [
    "Order ID,Order Date,Email,Total",
    *(f"{n},2026-01-{n % 28 + 1:02d},c{n % 25}@example.com,20" for n in range(1, 57)),
]


def _offered(at):
    return [button.proto.label for button in at.get("download_button")]


def test_a_page_is_offered_for_the_house_in_every_form_and_a_pdf_where_one_can_be_printed(data, monkeypatch):
    dropped(data, ROWS)
    monkeypatch.setenv("PATH", "")
    at = visit("purchases", lang="it")
    assert _offered(at)[:2] == ["Pagina (.html)", "Cartella di lavoro (.xlsx)"]
    assert "su questo server non ci sono" in text_of(at)
    (data / "chromium").touch(0o755)
    monkeypatch.setenv("PATH", str(data))
    assert _offered(visit("purchases", lang="it"))[1] == "PDF"


def test_a_report_to_send_is_prepared_first(data):
    dropped(data, ROWS)
    at = visit("overview")
    at.segmented_control(key="report_whom").set_value("others").run()
    assert not _offered(at)
    assert "nothing of fewer than 10 people" in text_of(at)
    at.button(key="report_prepare").click().run()
    assert not at.exception
    assert "Page (.html)" in _offered(at)
