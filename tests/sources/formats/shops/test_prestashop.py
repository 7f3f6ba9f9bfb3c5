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


def test_a_dutch_shop_is_known_by_its_header_and_its_states(tmp_path):
    imported = read(
        tmp_path,
        "ID;Referentie;Nieuwe klant;Levering;Klant;Totaal;Betaling;Status;Datum\n"
        "1;AAA;1;Nederland;A. Abbot;€ 20,90;iDEAL;In afwachting van betaling;2026-03-01 12:00:00\n"
        "2;BBB;0;Nederland;B. Baker;€ 14,90;iDEAL;Geannuleerd;2026-03-02 12:00:00\n"
        "3;CCC;0;Nederland;B. Baker;€ 1.069,90;iDEAL;Terugbetaald;2026-03-22 12:00:00\n"
        "4;DDD;0;Nederland;B. Baker;€ 69,90;iDEAL;Betaling aanvaard;2026-03-22 12:00:00\n",
    )
    assert imported.report.format == "prestashop_orders"
    assert counted(imported) == (4, 0, 1, 1)
    assert column(imported, "status") == ["pending", "cancelled", "refunded", "paid"]
