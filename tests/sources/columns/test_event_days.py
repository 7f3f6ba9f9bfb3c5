"""The day of a refund: by a column for it in several languages, or by the rows that are refunds."""

from __future__ import annotations

import pytest

from tests.metrics.invented import day
from tests.sources.formats.order_files import column, read

HEADERS = {
    "en": "Order Number,Order Date,Email,Total,Refund Amount,Refund Date",
    "de": "Bestellnummer,Bestelldatum,E-Mail,Gesamtbetrag,Erstattungsbetrag,Erstattet am",
    "es": "Número de pedido,Fecha del pedido,Email,Importe total,Importe reembolsado,Fecha de reembolso",
    "it": "Numero ordine,Data ordine,Email,Totale ordine,Importo rimborsato,Data rimborso",
    "pl": "Nr zamówienia,Data zamówienia,Email,Wartość zamówienia,Kwota zwrotu,Data zwrotu",
}
ROWS = "1,2026-01-05,ava@example.com,100.00,,\n2,2026-01-20,ben@example.com,80.00,30.00,2026-02-03\n"


@pytest.mark.parametrize("language", HEADERS)
def test_a_column_says_when_an_order_was_refunded(tmp_path, language):
    imported = read(tmp_path, f"{HEADERS[language]}\n{ROWS}")
    assert column(imported, "day") == [day("2026-01-05"), day("2026-01-20")]
    assert column(imported, "refunded") == [0, 3000]
    assert column(imported, "refund_day") == [None, day("2026-02-03")]


def test_a_row_that_is_a_refund_says_its_day(tmp_path):
    imported = read(
        tmp_path,
        "Order Number,Order Date,Email,Total\n"
        "1,2026-01-05,ava@example.com,100.00\n2,2026-01-20,ben@example.com,80.00\n"
        "2,2026-02-01,ben@example.com,-10.00\n2,2026-02-03,ben@example.com,-20.00\n",
    )
    assert column(imported, "refunded") == [0, 3000]
    assert column(imported, "refund_day") == [None, day("2026-02-03")]


def test_a_day_before_the_order_or_without_a_refund_is_none(tmp_path):
    imported = read(
        tmp_path,
        "Order Number,Order Date,Email,Total,Refund Amount,Refund Date\n"
        "1,2026-01-05,ava@example.com,100.00,0,2026-01-06\n"
        "2,2026-01-20,ben@example.com,80.00,30.00,2026-01-03\n",
    )
    assert column(imported, "refund_day") == [None, None]
