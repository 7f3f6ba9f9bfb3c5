"""The Overview offers the report of all figures, in the reader's language."""

from __future__ import annotations

from tests.app.own_shop import dropped, said, visit

ROWS = [
    "Order ID,Order Date,Email,Total",
    *(f"{n},2026-01-{n:02d},c{n % 5}@example.com,20" for n in range(1, 29)),
]


def test_the_overview_offers_the_report_as_a_page_and_as_a_workbook(data):
    dropped(data, ROWS)
    at = visit("overview", lang="it")
    assert [button.proto.label for button in at.get("download_button")] == [
        "Report come pagina",
        "Report come cartella di lavoro",
    ]
    assert "Si apre senza rete" in said(at)
