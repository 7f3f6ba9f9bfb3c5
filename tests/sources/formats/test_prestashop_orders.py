from __future__ import annotations

import pytest

from tests.sources.formats.order_files import column, counted, export, headers, read, text, warnings

FRENCH = ["ID", "Référence", "Nouveau client", "Livraison", "Client", "Total", "Paiement", "État", "Date"]


@pytest.mark.parametrize("french", [False, True])
def test_totals_carry_their_currency_and_the_customer_is_nobody(tmp_path, french):
    english = headers()["prestashop"]
    totals = ("1 049,90 €", "20,00 €", "20,00 €") if french else ("€1,049.90", "€20.00", "€20.00")
    words = (
        ("Paiement accepté", "Annulé", "Remboursé")
        if french
        else ("Payment accepted", "Canceled", "Refunded")
    )
    values = [
        [5 + n, "KHWLILZLL", 1, "France", "A. ABBOT", totals[n], "Bank wire", words[n], "2026-05-02 10:11:12"]
        for n in range(3)
    ]
    columns = FRENCH if french else english
    rows = [dict(zip(columns, value, strict=True)) for value in values]
    imported = read(tmp_path, text(columns, rows, ";"))
    assert imported.report.format == "prestashop_orders"
    assert counted(imported) == (3, 0, 1, 1)
    assert column(imported, "gross") == [104_990, 2000, 2000]
    assert column(imported, "currency") == ["EUR"] * 3
    assert column(imported, "country") == ["FR"] * 3
    assert "names no customer" in warnings(imported)


def test_a_company_column_at_the_end_changes_nothing(tmp_path):
    columns = [*headers()["prestashop"], "Company"]
    row = {"ID": 1, "Reference": "A", "New client": 0, "Delivery": "Italy", "Total": "€5.00"}
    imported = read(
        tmp_path, text(columns, [row | {"Date": "2026-05-02 10:11:12", "Status": "Shipped"}], ";")
    )
    assert counted(imported) == (1, 0, 0, 0)


def test_the_real_header_alone_is_enough(tmp_path):
    row = {"ID": 1, "Reference": "A", "Total": "€5.00", "Date": "2026-05-02 10:11:12"}
    assert counted(export(tmp_path, "prestashop", row, delimiter=";")) == (1, 0, 0, 0)
