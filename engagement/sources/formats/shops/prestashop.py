"""PrestaShop 1.7.7 and later, Orders > Export.

One row per order, semicolons, labels and states in the shop's language, the total with its
currency sign. A checkout that the shop splits gives several orders under one reference, so the `ID` is the
order's name. The customer is an initial and a surname: two people may share it, so it is nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.orders import rows
from engagement.sources.orders.grouped import Orders
from engagement.sources.orders.states import states

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells

KEY = "prestashop_orders"
_REFERENCE = (
    *("Reference", "Référence", "Riferimento", "Referencia", "Referenz", "Bestell-Nr.", "Kod zamówienia"),
    *("Indeks", "Referentie", "Referência"),
)
_TOTAL = ("Total", "Totale", "Gesamt", "Gesamtbetrag", "Razem", "Suma", "Totaal")
_DATE = ("Date", "Data", "Fecha", "Datum")
_STATUS = ("Status", "État", "Stato", "Estado")
_COUNTRY = ("Delivery", "Livraison", "Consegna", "Entrega", "Lieferung", "Dostawa", "Levering")
_NEW = (
    "New client",
    "Nouveau client",
    "Nuovo cliente",
    "Nuevo cliente",
    "Neuer Kunde",
    "Neukunde",
    "Nowy klient",
    "Nieuwe klant",
    "Novo cliente",
)


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    orders = Orders(cells, cells.text("ID", required=True))
    currency = orders.currency(amount=_TOTAL)
    cells.warn(
        message("This export names no customer; the repeat rate needs an export with e-mail addresses")
    )
    return orders.tables(
        KEY,
        {
            "instant": orders.found(cells.instant(*_DATE, required=True)),
            "gross": orders.total(cells.money(*_TOTAL, currency=orders.spread(currency), required=True)),
            "currency": currency,
            "status": states(cells, orders.found(cells.text(*_STATUS))),
            "country": orders.found(cells.text(*_COUNTRY)),
        },
    )


FORMAT = Format(
    key=KEY,
    platform="PrestaShop",
    export="Orders > Export (1.7.7 and later)",
    kind="orders",
    read=_read,
    signature=tuple(
        rows.names("ID", reference, new, country)
        for reference in _REFERENCE
        for new in _NEW
        for country in _COUNTRY
    ),
)
