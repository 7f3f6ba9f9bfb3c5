"""PrestaShop 1.7.7 and later, Orders > Export.

One row per order, separated by semicolons; labels and states are in the shop's language, and the total has
its currency sign. A checkout that the shop splits gives several orders with one reference, so `ID` is the
order number. The customer is an initial and a surname, which two people may share, so it is not used.
"""

from __future__ import annotations

from engagement.locale import message
from engagement.sources.formats.described.order_columns import Caveats, OrderColumns
from engagement.sources.formats.described.order_export import order_export

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

FORMAT = order_export(
    key="prestashop_orders",
    platform="PrestaShop",
    export="Orders > Export (1.7.7 and later)",
    signature=tuple(
        ("ID", reference, new, country) for reference in _REFERENCE for new in _NEW for country in _COUNTRY
    ),
    columns=OrderColumns(
        order=("ID",),
        instant=_DATE,
        gross=_TOTAL,
        added_up=True,
        required=frozenset({"instant", "gross"}),
        status=_STATUS,
        country=(_COUNTRY,),
    ),
    caveats=Caveats(
        always=(
            message("This export names no customer; the repeat rate needs an export with e-mail addresses"),
        )
    ),
)
