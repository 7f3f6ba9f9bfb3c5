"""eBay, Orders report (US, UK, AU, DE, FR), 52 to 82 columns, and File Exchange's older report.

Lines without an order are above and below the table. An order of several items has a summary row without an
item number, which has the money, and a row per item without a total. Money is text with its currency. The
file does not mark cancelled orders.

Code, because the money is on the summary row or else on the item rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.described import other_names
from engagement.sources.formats.format import Format
from engagement.sources.orders import rows
from engagement.sources.orders.grouped import Orders

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells

KEY = "ebay_orders"
_RECORD = ("Sales Record Number", "Verkaufsprotokollnummer", "Numéro de vente")
_NUMBER = ("Order Number", "Bestellnummer", "Numéro de commande", "Order ID")
_BUYER = (
    "Buyer Username",
    "Nutzername des Käufers",
    "Mitgliedsname",
    "Pseudo de l'acheteur",
    "Pseudo de l’acheteur",
    "User Id",
)
_TOTAL = ("Total Price", "Gesamtbetrag", "Gesamtpreis", "Prix total", "Montant total")
_SOLD_FOR = ("Sold For", "Sale Price", "Verkauft für", "Verkaufspreis", "Vendu pour")
_DATE = ("Sale Date", "Verkauft am", "Verkaufsdatum", "Date de vente")
_QUANTITY = ("Quantity", "Anzahl", "Stückzahl", "Quantité")
_TITLE = ("Item Title", "Angebotstitel", "Artikelbezeichnung", "Intitulé de l'objet")
_ITEM = ("Item Number", "Item ID", "Artikelnummer", "Numéro de l'objet")
_LABEL = ("Custom Label", "Bestandseinheit", "Libellé personnalisé")
_COUNTRY = (
    ("Ship To Country", "Post To Country", "Versand nach Land", "Lieferland", "Pays de livraison"),
    ("Buyer Country", "Land des Käufers", "Pays de l'acheteur"),
)


_FIELDS = {"date": _DATE, "customer": _BUYER, "quantity": _QUANTITY, "product": _TITLE}
_OTHERS = (
    *_RECORD,
    *_NUMBER,
    *_TOTAL,
    *_SOLD_FOR,
    *_ITEM,
    *_LABEL,
    *(one for part in _COUNTRY for one in part),
)


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    cells = other_names.read_as_known(cells, _FIELDS, _OTHERS)
    instant = cells.instant(*_DATE)
    record = cells.text(*_RECORD)
    buyer = cells.text(*_BUYER)
    # "45,record(s) downloaded," and "Seller ID : x" are rows of the file, but not orders.
    is_no_order = pc.and_(pc.is_null(instant), pc.is_null(buyer))
    cells.set_aside(is_no_order, rows.NOT_AN_ORDER)
    orders = Orders(cells, pc.coalesce(cells.text(*_NUMBER), record))
    currency = orders.currency(amount=_TOTAL if cells.has(*_TOTAL) else _SOLD_FOR)
    of_row = orders.spread(currency)
    item = cells.text(*_ITEM) if cells.has(*_ITEM) else cells.text(*_TITLE)
    quantity = cells.integer(*_QUANTITY)
    pieces = pc.if_else(pc.is_valid(item), quantity, None)
    sold_for = cells.money(*_SOLD_FOR, currency=of_row)
    of_items = orders.total(rows.times(sold_for, pieces))
    cells.warn(message("eBay tells no cancelled orders and no refunds in this report: they are counted"))
    return orders.tables(
        KEY,
        {
            "customer_key": orders.first_value(cells.person(ident=_BUYER)),
            "instant": orders.first_value(instant),
            "gross": pc.coalesce(orders.first_value(cells.money(*_TOTAL, currency=of_row)), of_items),
            "currency": currency,
            "country": orders.first_value(pc.coalesce(*(cells.text(*names) for names in _COUNTRY))),
            "items": orders.total(pieces),
        },
        {"product": cells.text(*_TITLE), "sku": cells.text(*_LABEL), "quantity": pieces, "price": sold_for},
    )


FORMAT = Format(
    key=KEY,
    platform="eBay",
    export="Orders > Download report; File Exchange",
    kind="orders",
    records="marketplace",
    read=_read,
    signature=tuple(
        rows.names(record, number, date)
        for record, number in zip((*_RECORD, _RECORD[0]), _NUMBER, strict=True)
        for date in _DATE
    ),
)
