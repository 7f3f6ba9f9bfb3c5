"""A table of orders from a shop system that is not known, or from people's own sheets.

The columns are known by what their headers mean in seven languages (`order_columns`). Where several
rows carry one order number, the file itself tells how its money is to be read: equal on all rows of
an order, it is the order's and taken once; else it is the rows' and added up. A table with a
customer but no order number has one order per row. Negative rows are refunds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources import order_columns, order_rows
from engagement.sources.model import Format
from engagement.sources.order_states import states
from engagement.sources.orders import Orders

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.cells import Cells
    from engagement.sources.model import RawTable

KEY = "generic_orders"

#: Words of order tables; without one of them and without an order number a table may be anything.
_ORDERS = order_columns.words(
    "order orders purchase sale sales invoice receipt ordine ordini acquisto vendita fattura pedido pedidos"
    " compra venta factura zamowienie zamowienia zakup sprzedaz faktura bestellung bestellungen bestelldatum"
    " bestellwert bestellnummer kauf auftrag rechnung commande commandes achat vente facture encomenda venda"
    " fatura"
)


def _fits(raw: RawTable) -> float:
    """How surely this is a table of orders: what happened, when, to whom, for how much."""
    found = order_columns.find(raw)
    if "date" not in found:
        return 0.0
    money = bool({"amount", "line_amount", "price"} & found.keys())
    person = bool({"email", "customer", "phone"} & found.keys())
    numbered = "order_id" in found
    spoken = any(
        order_columns.words(found[field]) & _ORDERS for field in ("order_id", "date") if field in found
    )
    if numbered and money:
        return 0.9 if spoken or person else 0.7
    if money and person:
        return 0.65
    if money and spoken:
        return 0.6
    # A survey sent after the purchase has all of this too; where it has a question, that weighs more.
    return 0.51 if numbered and spoken and person else 0.0


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    columns = order_columns.find(cells.raw) if cells.hints.roles is None else cells.hints.roles
    name = _Names(columns)
    _say_how(cells, columns)
    ids = _ids(cells, name)
    codes = _currencies(cells, name)
    amount, rows_add_up = _amounts(cells, name, ids, codes)
    refund = pc.fill_null(pc.less(amount, 0), False)
    order_rows.set_aside_orphans(cells, ids, refund)
    orders = Orders(cells, ids)
    charged = pc.if_else(refund, None, amount)
    sold = pc.if_else(refund, None, cells.integer(*name("quantity")))
    read: dict[str, pa.Array] = {
        "customer_key": orders.found(
            cells.person(email=name("email"), ident=name("customer"), phone=name("phone"))
        ),
        "instant": orders.earliest(cells.instant(*name("date"), time=columns.get("time"))),
        "gross": orders.total(charged) if rows_add_up else orders.found(charged),
        "refunded": _refunded(cells, name, orders, pc.if_else(refund, pc.negate(amount), None), codes),
        "currency": orders.found(codes),
        "status": states(cells, orders.found(cells.text(*name("status")))),
        "discount_code": orders.found(order_rows.first_of(cells.text(*name("discount_code")))),
        "guest": orders.found(cells.flag(*name("guest"))),
        "items": orders.total(sold),
    }
    for field in ("channel", "country", "region", "tags", "shop"):
        read[field] = orders.found(cells.text(*name(field)))
    return orders.tables(
        KEY, read, _lines(cells, name, pc.if_else(refund, None, pc.fill_null(sold, 1)), codes)
    )


class _Names:
    """Column names of a field, as `Cells` takes them: one, or none at all."""

    def __init__(self, columns: Mapping[str, str]) -> None:
        self._columns = columns

    def __call__(self, *fields: str) -> tuple[str, ...]:
        return tuple(self._columns[field] for field in fields if field in self._columns)


def _say_how(cells: Cells, columns: Mapping[str, str]) -> None:
    if cells.hints.roles is None:
        cells.warn(message("The shop system is not known; the columns are read by what their names mean"))
    if not {"email", "customer", "phone"} & columns.keys():
        cells.warn(
            message("This file names no customer; the repeat rate needs an e-mail address or a customer ID")
        )
    if not {"amount", "line_amount", "price"} & columns.keys():
        cells.warn(message("This file names no amounts; every order counts with a value of zero"))


def _ids(cells: Cells, name: _Names) -> pa.StringArray:
    """Order numbers; a row under an order that has none, nor a date, belongs to that order."""
    date = cells.text(*name("date"))
    if not name("order_id"):
        # The pseudonym, never the address: an id is stored and shown.
        person = cells.person(email=name("email"), ident=name("customer"), phone=name("phone"))
        cells.set_aside(pc.is_null(date), order_rows.NOT_AN_ORDER)
        return order_rows.numbered(pc.fill_null(person.cast(pa.string()), "?"), date)
    ids = cells.text(*name("order_id"))
    item = cells.text(*name("product", "sku"))
    under = pc.and_(pc.and_(pc.is_null(ids), pc.is_null(date)), pc.is_valid(item))
    return pc.if_else(under, pc.fill_null_forward(ids), ids)


def _currencies(cells: Cells, name: _Names) -> pa.StringArray:
    money = name("amount", "line_amount", "price")
    default = next(filter(None, map(order_columns.currency_in, money)), None)
    return cells.currency(*name("currency"), amount=money, default=default)


def _amounts(
    cells: Cells, name: _Names, ids: pa.StringArray, codes: pa.StringArray
) -> tuple[pa.Int64Array, bool]:
    """Money per row, and whether an order's rows add up to its value."""
    if name("amount"):
        amount = cells.money(*name("amount"), currency=codes)
        return amount, not _is_of_order(ids, amount)
    if name("line_amount"):
        return cells.money(*name("line_amount"), currency=codes), True
    if name("price"):
        return _priced(cells, name, codes), True
    return pa.repeat(pa.scalar(0, pa.int64()), cells.raw.rows), False


def _priced(cells: Cells, name: _Names, codes: pa.StringArray) -> pa.Int64Array:
    price = cells.money(*name("price"), currency=codes)
    if not name("quantity"):
        return price
    return order_rows.times(price, pc.fill_null(cells.integer(*name("quantity")), 1))


def _is_of_order(ids: pa.StringArray, amount: pa.Int64Array) -> bool:
    """Whether an order's amount is repeated on its rows, or stands on its first row alone."""
    table = pa.table({"id": ids, "amount": amount}).filter(pc.is_valid(ids))
    groups = table.group_by("id").aggregate(
        [("amount", "count"), ("amount", "min"), ("amount", "max"), ("id", "count")]
    )
    several = groups.filter(pc.greater(groups["id_count"], 1))
    if not several.num_rows:
        return True
    once = pc.less_equal(several["amount_count"], 1)
    same = pc.and_(
        pc.equal(several["amount_min"], several["amount_max"]),
        pc.equal(several["id_count"], several["amount_count"]),
    )
    alike = pc.or_kleene(once, same).fill_null(False)
    return bool(np.mean(alike.to_numpy()) > 0.95)


def _refunded(
    cells: Cells, name: _Names, orders: Orders, negative: pa.Int64Array, codes: pa.StringArray
) -> pa.Int64Array:
    said = orders.found(pc.abs(cells.money(*name("refunded"), currency=codes)))
    return pc.coalesce(said, orders.total(negative))


def _lines(
    cells: Cells, name: _Names, sold: pa.Int64Array, codes: pa.StringArray
) -> Mapping[str, pa.Array] | None:
    if not name("product", "sku"):
        return None
    return {
        "product": cells.text(*name("product")),
        "sku": cells.text(*name("sku")),
        "quantity": sold,
        "price": cells.money(*name("price"), currency=codes),
    }


FORMAT = Format(key=KEY, platform="Order table", kind="orders", read=_read, fits=_fits, generic=True)
