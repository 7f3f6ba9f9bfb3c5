from __future__ import annotations

import pytest

from engagement.sources.meaning import order_numbers
from engagement.sources.meaning.header_words import words

NUMBERS = (
    "Order ID|Order Ref.|OrderRef|order_uuid|Shop Order ID|Merchant order reference|Purchase reference|Sale #"
    "|Invoice No|Receipt No.|Docket|Check #|Ticket No|Booking|Booking reference|Transaction Ref|Reference"
    "|Numero ordine|Rif. ordine|N. prenotazione|Codice prenotazione|Nr. documento|Comanda|Scontrino"
    "|Número de orden|Orden|N° de orden|Nro. Orden|Código de orden|Referencia de compra"
    "|Código de reserva|Folio"
    "|Numer transakcji|Nr zamówienia|Identyfikator zamówienia|Numer paragonu|Rachunek nr|Nr dokumentu"
    "|Bestellnr.|Auftragsnr|Vorgangsnummer|Vorgangs-Nr.|Belegnr.|Bon-Nr.|Kassenbon|Buchungsnummer"
    "|N° de commande|Numéro de commande|Référence|N° de facture|N° ticket|Code réservation"
    "|Venda|Nº da venda|Código da venda|ID da venda|Nº do pedido|Encomenda n.º|Fatura n.º|Recibo"
    "|Bestelnr|Bestelnummer|Transactienummer|Boekingsnummer|Factuurnr"
    "|Ordernummer|Beställningsnummer|Bokningsnummer|Kvittonummer|Ordrenr|Købsnummer"
)
OTHERS = (
    "Order Date|Order Total|Orders|Total orders|Customer number|Kundennummer|Product code|Sales"
    "|Booking status|Data zamówienia|Estado del pedido|Montant de la commande|Valor da venda"
    "|Artikelnummer|Telefonnummer"
)


@pytest.mark.parametrize("header", NUMBERS.split("|"))
def test_an_order_number_is_known_by_its_words_in_nine_languages(header):
    assert order_numbers.rate(words(header)) > 0


@pytest.mark.parametrize("header", OTHERS.split("|"))
def test_a_header_that_says_anything_else_is_no_order_number(header):
    assert order_numbers.rate(words(header)) == 0


def test_of_two_numbers_that_of_the_order_is_surer_than_that_of_the_payment():
    assert order_numbers.rate(words("Nr zamówienia")) > order_numbers.rate(words("Numer transakcji"))


def test_how_many_customers_there_are_is_no_customers_number():
    assert not any(map(order_numbers.numbers_customers, map(words, ("n_clients", "Numero clienti"))))
    assert order_numbers.numbers_customers(words("Numero cliente"))
