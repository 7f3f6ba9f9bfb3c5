"""Taxes, shipping, discounts and tips of an order are kept, in whatever language its table is headed."""

from __future__ import annotations

import pytest

from engagement.sources.model.hints import Hints
from tests.sources.formats.order_files import column, read, reasons, warnings


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


@pytest.mark.parametrize(
    ("net", "taxed"),
    [
        ("Total", "Total incl. VAT"),
        ("Amount", "Amount Including VAT"),
        ("Totale", "Totale IVA inclusa"),
        ("Total", "Total TTC"),
    ],
)
def test_of_two_totals_the_one_with_its_tax_is_what_customers_paid(tmp_path, net, taxed):
    rows = "1,2026-05-01,ada@example.com,100.00,122.00\n2,2026-05-13,ben@example.com,50.00,55.00\n"
    imported = read(tmp_path, f"Order ID,Date,Email,{net},{taxed}\n{rows}")
    assert column(imported, "gross") == [12200, 5500]


def test_gross_sales_before_discounts_are_not_what_customers_paid(tmp_path):
    rows = "1,2026-05-01,ada@example.com,90.00,100.00\n2,2026-05-13,ben@example.com,50.00,50.00\n"
    imported = read(tmp_path, f"Order ID,Date,Email,Order total,Gross total\n{rows}")
    assert column(imported, "gross") == [9000, 5000]


def test_fees_that_a_market_place_took_off_a_total_are_added_to_it_again(tmp_path):
    content = (
        "date/time,type,order id,sku,quantity,order postal,product sales,postage credits,selling fees,other,"
        "total\n"
        "4 Jan 2026 09:15:00 GMT,Order,202-1,A,1,12345,20.00,3.00,-2.00,0,21.00\n"
        "5 Jan 2026 09:15:00 GMT,Order,202-2,A,2,12346,40.00,0,-4.00,0,36.00\n"
        "6 Jan 2026 09:15:00 GMT,Refund,202-1,A,1,12345,-20.00,-3.00,2.00,0,-21.00\n"
        "7 Jan 2026 09:15:00 GMT,Transfer,,,,,0,0,0,-30.00,-30.00\n"
        "7 Jan 2026 09:15:00 GMT,Service Fee,,,,,0,0,0,-5.00,-5.00\n"
    )
    imported = read(tmp_path, content)
    assert (column(imported, "gross"), column(imported, "refunded")) == ([2300, 4000], [2300, 0])
    assert "total is less the seller's fees; they are added to it again" in warnings(imported)
    assert set(reasons(imported)) == {"This row books something else than a purchase"}


def test_a_total_with_shipping_is_no_total_less_fees(tmp_path):
    content = (
        "Numéro de commande,Date,Email,Sous-total,Frais de port,Total\n"
        "1,2026-05-01,a@example.com,20.00,3.00,23.00\n2,2026-05-14,b@example.com,40.00,0.00,40.00\n"
    )
    assert column(read(tmp_path, content), "gross") == [2300, 4000]


def test_a_net_amount_alone_is_used_and_said_to_be_without_tax(tmp_path):
    content = (
        "Order,Date,E-mail,Net,VAT\n"
        "1,2026-05-01,a@example.com,20.00,4.40\n2,2026-05-14,b@example.com,10.00,2.20\n"
    )
    imported = read(tmp_path, content)
    assert column(imported, "gross") == [2000, 1000]
    assert "The only amount is Net: tax is not in it" in warnings(imported)


@pytest.mark.parametrize(
    "header", ["Livraison", "Delivery", "Dostawa", "Consegna", "Verzending", "Costo envío"]
)
def test_the_word_for_delivery_alone_heads_what_it_cost(tmp_path, header):
    content = (
        f"Order ID,Date,Customer ID,Total,{header}\n1,2026-03-01,7,30.00,4.50\n2,2026-03-02,8,20.00,0.00\n"
    )
    assert column(read(tmp_path, content), "shipping") == [450, 0]
