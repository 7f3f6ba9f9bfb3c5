"""Taxes, shipping, discounts and tips of an order are kept, in whatever language its table is headed."""

from __future__ import annotations

import pytest

from engagement.sources.model.hints import Hints
from tests.sources.formats.order_files import column, read


@pytest.mark.parametrize(
    "header",
    [
        "Order ID,Date,Email,Total,Tax,Shipping cost,Discount amount,Tip",
        "Numero ordine,Data,Email,Totale,Importo IVA,Spese di spedizione,Sconto,Mancia",
        "Número pedido,Fecha,Email,Importe total,Impuestos,Gastos de envío,Descuento,Propina",
        "Numer zamówienia,Data,Email,Razem,Kwota VAT,Koszt wysyłki,Kwota rabatu,Napiwek",
        "Bestellnummer,Datum,E-Mail,Gesamtbetrag,MwSt,Versandkosten,Rabatt,Trinkgeld",
        "Numéro de commande,Date,Email,Montant total,TVA,Frais de port,Remise,Pourboire",
        "Número do pedido,Data,Email,Valor total,Impostos,Frete,Desconto,Gorjeta",
        "Bestelnummer,Datum,E-mail,Totaalbedrag,BTW,Verzendkosten,Korting,Fooi",
    ],
)
def test_what_an_amount_is_made_of_is_kept_in_each_language(tmp_path, header):
    rows = "1,2026-05-01,ada@example.com,112.00,20.00,5.00,8.00,2.00\n"
    rows += "2,2026-05-13,ben@example.com,60.00,10.00,0.00,0.00,0.00\n"
    first = read(tmp_path, f"{header}\n{rows}").tables["orders"].to_pylist()[0]
    assert {key: first[key] for key in ("gross", "tax", "shipping", "discount", "tip")} == {
        "gross": 11200,
        "tax": 2000,
        "shipping": 500,
        "discount": 800,
        "tip": 200,
    }


def test_a_file_without_an_amount_above_zero_is_said_to_hold_refunds(tmp_path):
    negative = "Order ID,Date,Customer ID,Total\n1,2026-03-01,7,-5.00\n2,2026-03-02,8,-6.00\n"
    refunds = read(tmp_path, negative)
    assert refunds.report.rows_kept == 0
    assert [doubt.about for doubt in refunds.report.doubts if doubt.about == "signs"] == ["signs"]
    sales = read(tmp_path, negative, hints=Hints(answers={"signs": "sales"}))
    assert column(sales, "gross") == [500, 600]


def test_a_row_of_the_kind_discount_is_taken_off_its_order(tmp_path):
    content = (
        "order_no,order_date,email,type,name,qty,amount\n"
        "1,2026-01-05,a@example.com,product,Mug,1,20.00\n1,2026-01-05,a@example.com,discount,WELCOME10,1,-2.00\n"
        "2,2026-01-06,b@example.com,product,Lid,1,5.00\n"
    )
    imported = read(tmp_path, content)
    assert (column(imported, "gross"), column(imported, "refunded")) == ([1800, 500], [0, 0])
