"""What the number of an order is called: a word for the order, and one that says that this is its number.

The pairs are too many for a list of phrases ("Vorgangsnr.", "Numer transakcji", "Booking reference",
"N\u00ba da venda"), so a header is taken apart: nothing in it may say anything else.
"""

from __future__ import annotations

from typing import Final

from engagement.sources.values.fold import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Words for an order, without accents, the surest first; languages as in `words.orders`, and a few more.
_NOUNS: Final = (
    "order orders orden ordine ordini pedido pedidos zamowienie zamowienia bestellung bestell bestellungs"
    " auftrag auftrags commande commandes encomenda bestelling bestel ordre ordren bestallning bestallnings"
    " bestilling bestillings objednavka objednavky rendeles comanda siparis pesanan tilaus narudzba"
    " purchase purchases acquisto compra compras zakup zakupu kauf kaufs achat aankoop kop køb købs kjøp"
    " kjøps sale sales vendita venta ventas sprzedaz sprzedazy verkauf verkaufs vente venda vendas verkoop"
    " forsaljning salg salgs"
    " invoice fattura factura faktura faktury fakturace rechnung rechnungs facture fatura factuur szamla"
    " receipt scontrino ricevuta recibo boleta comprobante paragon paragonu rachunek rachunku beleg bon"
    " quittung quittungs kassenbon kassabon recu kvitto kvittering kvitterings uctenka doklad ticket docket"
    " bill check documento dokument dokumentu operazione operacion operacao vorgang vorgangs"
    " transaction transactions transazione transaccion transakcja transakcji transaktion transaktions"
    " transacao transactie"
    " folio booking reservation prenotazione reserva rezerwacja rezerwacji buchung buchungs reservierung"
    " reservierungs boeking boekings reservering bokning boknings checkout confirmation"
)
#: Place of each noun: of two columns the one with the surer noun is the order's.
NOUNS: Final = {fold(noun): place for place, noun in enumerate(_NOUNS.split())}
#: Words that say that a column holds a number, "number" itself in all its spellings.
_SAYS_NUMBER: Final = _words(
    "number id ids code codice codigo kod kode ref reference references rif riferimento referencia"
    " referencja referenz referens identifier identificador identificativo identificatore"
    " identyfikator kennung kennzeichen key uid uuid name cislo szam symbol sygnatura protocolo"
    " increment record"
)
#: Words that alone rather count or price what was sold.
_NOT_ALONE: Final = _words(
    "orders pedidos purchases compras sales ventas vendas salg salgs zamowienia commandes"
)
#: Words that stand alone for the number of whatever the table lists.
_ALONE: Final = _words("reference ref riferimento referencia referencja referenz referens")
#: Words for many orders, which a word for how many turns into a count: "Numero di ordini".
_MANY: Final = _words(
    "orders purchases ordini acquisti pedidos compras ordenes ventas vendas zamowien zakupow zakupy"
    " bestellungen kaufe einkaufe auftrage verkaufe commandes achats ventes encomendas bestellingen"
    " bestallningar ordrer bestillinger transactions transazioni transacciones transacoes objednavek"
)
_HOW_MANY: Final = _words(
    "number count total quantity qty quantita cantidad cant quantidade qtd qtde nombre liczba ilosc lacznie"
    " suma anzahl aantal antal totale totali totales totais gesamt times volte frequency"
)
#: Of one order as of many: only these words make a count of it.
_ONE_OR_MANY: Final = _words("zamowienia transakcji")
#: Words for many sales, which alone are what they brought in.
_MONEY: Final = _words("ventas vendas verkaufe ventes")
_NO_NUMBER: Final = _words("liczba ilosc lacznie suma")
_CUSTOMERS: Final = _words(
    "customer customers client clients buyer shopper cliente clienti clientes acquirente comprador klient"
    " klienta klientow kupujacego nabywcy kunde kunden kaufers acheteur klant klanten koper kund kunds"
)
#: Words beside, that change nothing: whose they are.
_BY_WHOM: Final = _words(
    "customer customers client cliente clienti clientes klienta kunde kunden placed made completed paid past"
    " all lifetime effettuati effettuate realizados realizadas feitas feitos hechos hechas zlozonych"
    " getatigt effectuees"
)
#: Words beside, that change nothing: whose number it is.
_WHOSE: Final = _words(
    "merchant seller shop store web webshop online internal external our your my original parent main"
    " platform marketplace shopify woocommerce magento prestashop allegro amazon ebay etsy pos unique full"
    " negozio tienda sklep sklepu laden boutique loja winkel butik interno externo interne"
)
#: How compound words say "number", the longest first.
_ENDINGS: Final = ("nummer", "number", "numer", "kennung", "referenz", "code", "nr", "id", "ref")


def rate(header: frozenset[str]) -> float:
    """Rate a header's words as those of an order's number: below 2, the better the surer; 0 for none."""
    nouns = header & NOUNS.keys()
    says = header & _SAYS_NUMBER
    if header - nouns - says - _WHOSE:
        return 0.0
    if nouns and (says or not nouns <= _NOT_ALONE):
        place = min(NOUNS[noun] for noun in nouns)
        return (1.9 if says else 1.5) - place / 1000
    return 1.2 if header & _ALONE else 0.0


def numbers_customers(header: frozenset[str]) -> bool:
    """Whether a header is a word for a customer and one for a number: "Identyfikator klienta"."""
    return (
        bool(header & _CUSTOMERS and header & _SAYS_NUMBER) and header <= _CUSTOMERS | _SAYS_NUMBER | _WHOSE
    )


def counts(header: frozenset[str]) -> bool:
    """Whether a header's words say how many orders somebody has, rather than which."""
    many = header & (_MANY | _ONE_OR_MANY)
    if many <= _ONE_OR_MANY and not header & _NO_NUMBER:
        return False
    if many and many <= _MONEY and not header & _HOW_MANY:
        return False
    return bool(many) and header - many <= _HOW_MANY | _BY_WHOM


def says_how_many(header: frozenset[str]) -> bool:
    """Whether a header that counts orders says so by a word for how many, not by the plural alone."""
    return bool(header & _HOW_MANY)


def split(word: str) -> tuple[str, ...]:
    """Take a compound word for an order's number apart; any other word stays whole.

    >>> split("vorgangsnr"), split("kundennummer")
    (('vorgangs', 'number'), ('kundennummer',))
    """
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and stem in NOUNS:
            return (stem, "id" if ending == "id" else "code" if ending == "code" else "number")
    return (word,)
