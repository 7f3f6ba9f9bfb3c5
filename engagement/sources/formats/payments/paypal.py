"""PayPal, Activity download: customers' payments among all other movements of an account.

One row per movement. A payment received is an order; a payment sent with the code of a received one is its
refund. Withdrawals, conversions, holds and the shop's own purchases are neither. Headers and types are in the
account's language; day and month are in the order of the account's country.

Code, because a row is a refund only if its code is that of a payment in the same file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.orders import references, rows
from engagement.sources.orders.grouped import Orders
from engagement.sources.orders.states import states

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells

KEY = "paypal_activity"
_CODE = (
    *("Transaction ID", "Transaktionscode", "Numéro de transaction", "Id. de transacción"),
    *("Codice transazione", "Numer transakcji", "Código da transação", "ID da transação"),
)
_OF_CODE = (
    *("Reference Txn ID", "Zugehöriger Transaktionscode", "Numéro de la transaction de référence"),
    *("Id. de referencia de trans.", "Codice transazione di riferimento", "Pomocniczy numer transakcji"),
)
_GROSS = ("Gross", "Brutto", "Avant commission", "Bruto", "Lordo")
_FEE = ("Fee", "Gebühr", "Entgelt", "Commission", "Tarifa", "Comisión", "Tariffa", "Opłata")
_DATE = ("Date", "Datum", "Fecha", "Data")
_TIME = ("Time", "Uhrzeit", "Heure", "Hora", "Orario", "Godzina")
_STATUS = ("Status", "État", "Estado", "Stato", "Stan")
#: The type of a movement; the account statement names it "Description", and has no column of states.
_TYPE = (
    *("Type", "Typ", "Tipo"),
    *("Description", "Beschreibung", "Descripción", "Descrizione", "Opis", "Descrição"),
)
_CURRENCY = ("Currency", "Währung", "Devise", "Divisa", "Valuta", "Waluta", "Moeda")
_FROM = (
    *("From Email Address", "Absender E-Mail-Adresse", "De l'adresse email", "Indirizzo email mittente"),
    *("Correo electrónico del remitente", "Remitente", "Z adresu e-mail"),
)
_COUNTRY = ("Country Code", "Country", "Land", "Pays", "País", "Paese", "Kraj")
_PRODUCT = (
    *("Item Title", "Artikelbezeichnung", "Titre de l'objet", "Título del artículo", "Titolo oggetto"),
    "Nazwa przedmiotu",
)
_QUANTITY = ("Quantity", "Anzahl", "Quantité", "Cantidad", "Quantità", "Ilość")
#: The columns in which shops put the number of the order.
_REFERENCE_COLUMNS = (
    *("Subject", "Betreff", "Objet", "Asunto", "Oggetto", "Temat"),
    *("Note", "Hinweis", "Remarque", "Nota", "Uwaga"),
    *("Custom Number", "Zollnummer", "Numéro personnalisé", "Número personalizado", "Numero personalizzato"),
    *("Numéro de facture", "Número de factura", "Numero fattura", "Numer faktury", "Nr faktury"),
)
#: Types of movements that are not from a customer: from the bank, another currency, a hold, or on credit.
_OWN_MONEY: Final = (
    r"withdraw|transfer|deposit|conversion|\bhold|reserve|bank|credit|authori[sz]ation|add funds|payout"
    r"|abbuchung|gutschrift|umrechnung|einbehalt|autorisierung|virement|retenue|réserve|autorisation"
    r"|retir|retención|transferencia|autorización|conversión|preliev|trasferiment|trattenut|bonifico"
    r"|autorizzazion|wypłat|wpłat|przelicz|blokad|przelew|autoryzac"
)


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    currency = cells.currency(*_CURRENCY, amount=_GROSS)
    gross = cells.money(*_GROSS, currency=currency, required=True)
    is_own_money = pc.match_substring_regex(cells.text(*_TYPE), _OWN_MONEY, ignore_case=True)
    cells.set_aside(pc.or_kleene(is_own_money, pc.equal(gross, 0)), rows.NOT_AN_ORDER)
    number, refers_to = cells.text(*_CODE, required=True), cells.text(*_OF_CODE)
    is_outgoing = pc.fill_null(pc.less(gross, 0), False)
    refund = pc.and_(
        is_outgoing, pc.fill_null(pc.is_in(refers_to, number.filter(pc.invert(is_outgoing))), False)
    )
    cells.set_aside(pc.and_(is_outgoing, pc.invert(refund)), rows.NOT_AN_ORDER)
    orders = Orders(cells, pc.if_else(refund, refers_to, number))
    sold = pc.if_else(refund, None, pc.fill_null(cells.integer(*_QUANTITY), 1))
    time = next((name for name in _TIME if cells.has(name)), None)
    instants = cells.instant(*_DATE, time=time)
    cells.warn(
        message(
            "These are payments, not orders: what was paid outside {platform} is not in them",
            platform="PayPal",
        )
    )
    return orders.tables(
        KEY,
        {
            "customer_key": orders.first_value(pc.if_else(refund, None, cells.person(email=_FROM))),
            "instant": orders.earliest(instants),
            "gross": orders.total(pc.if_else(refund, None, gross)),
            "refunded": orders.total(pc.if_else(refund, pc.negate(gross), 0)),
            "refund_day": orders.latest_day(instants, refund),
            "currency": orders.first_value(currency),
            "status": states(cells, orders.first_value(pc.if_else(refund, None, cells.text(*_STATUS)))),
            "country": orders.first_value(cells.text(*_COUNTRY)),
            "items": orders.total(sold),
            "refers_to": orders.first_value(references.reference_texts(cells, *_REFERENCE_COLUMNS)),
        },
        {"product": cells.text(*_PRODUCT), "quantity": sold},
    )


FORMAT = Format(
    key=KEY,
    platform="PayPal",
    export="Activity > Download",
    kind="orders",
    records="payments",
    read=_read,
    signature=tuple(
        rows.names(code, gross, fee, type_name)
        for code in _CODE
        for gross in _GROSS
        for fee in _FEE
        for type_name in _TYPE
    ),
)
