"""What the number of an order is called: words for an order, for a number, for how many there are.

Words are parted by blanks; headers are compared with them in small letters.
"""

from __future__ import annotations

from typing import Final

#: Words for an order, without accents, the surest first; languages as in `orders`, and a few more.
NOUNS: Final = (
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
#: Words that say that a column holds a number, "number" itself in all its spellings.
SAYS_NUMBER: Final = (
    "number id ids code codice codigo kod kode ref reference references rif riferimento referencia"
    " referencja referenz referens identifier identificador identificativo identificatore"
    " identyfikator kennung kennzeichen key uid uuid name cislo szam symbol sygnatura protocolo"
    " increment record"
)
#: Words that alone rather count or price what was sold.
NOT_ALONE: Final = "orders pedidos purchases compras sales ventas vendas salg salgs zamowienia commandes"
#: Words that stand alone for the number of whatever the table lists.
ALONE: Final = "reference ref riferimento referencia referencja referenz referens"
#: Words for many orders, which a word for how many turns into a count: "Numero di ordini".
MANY: Final = (
    "orders purchases ordini acquisti pedidos compras ordenes ventas vendas zamowien zakupow zakupy"
    " bestellungen kaufe einkaufe auftrage verkaufe commandes achats ventes encomendas bestellingen"
    " bestallningar ordrer bestillinger transactions transazioni transacciones transacoes objednavek"
)
HOW_MANY: Final = (
    "number count total quantity qty quantita cantidad cant quantidade qtd qtde nombre liczba ilosc lacznie"
    " suma anzahl aantal antal totale totali totales totais gesamt times volte frequency"
)
#: Of one order as of many: only these words make a count of it.
ONE_OR_MANY: Final = "zamowienia transakcji"
#: Words for many sales, which alone are what they brought in.
MONEY: Final = "ventas vendas verkaufe ventes"
NO_NUMBER: Final = "liczba ilosc lacznie suma"
CUSTOMERS: Final = (
    "customer customers client clients buyer shopper cliente clienti clientes acquirente comprador klient"
    " klienta klientow kupujacego nabywcy kunde kunden kaufers acheteur klant klanten koper kund kunds"
)
#: Words beside, that change nothing: whose they are.
BY_WHOM: Final = (
    "customer customers client cliente clienti clientes klienta kunde kunden placed made completed paid past"
    " all lifetime effettuati effettuate realizados realizadas feitas feitos hechos hechas zlozonych"
    " getatigt effectuees"
)
#: Words beside, that change nothing: whose number it is.
WHOSE: Final = (
    "merchant seller shop store web webshop online internal external our your my original parent main"
    " platform marketplace shopify woocommerce magento prestashop allegro amazon ebay etsy pos unique full"
    " negozio tienda sklep sklepu laden boutique loja winkel butik interno externo interne"
)
#: How compound words say "number", the longest first.
ENDINGS: Final = ("nummer", "number", "numer", "kennung", "referenz", "code", "nr", "id", "ref")
