"""What an order's amount is made of besides its products: tax, shipping, tips, and what was taken off.

Only headers that name the whole order's amount are taken, not those of one line, of a rate or of a name.
Where an order stands on several rows, rows that repeat an amount say it once, others add up.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.meaning.header_words import words
from engagement.sources.values import flags, numbers
from engagement.sources.values.texts import is_missing
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.columns.typed import Cells

#: What a discount is called in headers.
_DISCOUNTS: Final = words(
    "discount discounts discounted coupon coupons voucher vouchers promo promotion promotions promocode"
    " sconto sconti cupon cupones descuento descuentos rabat rabaty rabatowy kupon kupony rabatt rabatte"
    " rabattcode rabattbetrag gutschein gutscheincode nachlass remise remises reduction cupom desconto"
    " descontos korting kortingscode kortingsbedrag rabattkod"
)
#: What else such a header may be about.
_OTHERS: Final = words(
    "shipping ship delivery envio spedizione versand livraison frete tax taxes before excluding excl without"
    " reason type title description price net gross gift"
)


class Grouped(Protocol):
    """Rows grouped into orders (`grouped.Orders`)."""

    def found(self, values: pa.Array) -> pa.Array:
        """The first value of each order."""

    def total(self, values: pa.Int64Array) -> pa.Int64Array:
        """What the rows of each order add up to."""

    def every(self, flags: pa.BooleanArray) -> pa.BooleanArray:
        """Whether all rows of each order have the flag."""

    def spread(self, values: pa.Array) -> pa.Array:
        """From one entry per order back to one per row."""


#: By column of the contract: lists of names, of which the first that is there is read. Lists add up.
_NAMES: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "tax": (
        (
            *("Taxes", "Total tax", "Tax total", "Tax", "Order total tax amount", "Order tax amount"),
            *("tax_total", "Tax amount", "Order tax", "Total taxes", "Sales tax", "VAT", "VAT amount", "IVA"),
            *("Importo IVA", "Imposte", "Totale imposte"),
            *("Impuestos", "Total impuestos", "Importe IVA", "Podatek"),
            *("Kwota VAT", "MwSt", "MwSt.", "Steuern", "Steuer", "TVA", "Taxes totales"),
        ),
        ("shipping_tax_total",),
        ("Duties",),
    ),
    "shipping": (
        (
            *("Shipping", "Shipping cost (ex tax)", "shipping_total", "Order shipping amount"),
            *("Shipping rate", "Shipping amount", "Shipping cost"),
            *("Shipping price", "Shipping charges", "Shipping total"),
            *("Total shipping", "Shipping and handling", "Order shipping", "Delivery cost", "Delivery fee"),
            *("Spedizione", "Spese di spedizione", "Costo spedizione", "Costo di spedizione", "Envío"),
            *("Gastos de envío", "Coste de envío", "Costo de envío", "Wysyłka", "Koszt wysyłki"),
            *("Koszt dostawy", "Versand", "Versandkosten", "Frais de port", "Frais de livraison"),
        ),
        ("Handling cost (ex tax)",),
    ),
    "discount": (
        (
            *("Discount amount", "discount_total", "Cart discount amount", "Order discount amount"),
            *("Discounts", "Total discount", "Discount total"),
            *("Total discounts", "Order discount", "cart_discount"),
            *("Discount", "Coupon amount", "Coupon discount"),
            *("Sconto", "Sconti", "Importo sconto", "Totale sconti"),
            *("Descuento", "Descuentos", "Importe descuento", "Rabat", "Kwota rabatu", "Rabatt", "Remise"),
        ),
    ),
    "tip": (
        (
            *("Tip", "Tips", "Tip amount", "Total tip", "Gratuity"),
            *("Mancia", "Mance", "Propina", "Napiwek", "Trinkgeld"),
        ),
    ),
}  # fmt: skip
#: Shopify writes a tip as a product of this name.
_TIP: Final = "tip"


def of(cells: Cells, orders: Grouped, currency: pa.StringArray) -> dict[str, pa.Int64Array]:
    """Return the columns of the contract that the file fills, one entry per order, in minor units."""
    of_row, there = orders.spread(currency), {fold(name): name for name in reversed(cells.raw.columns)}
    found: dict[str, pa.Int64Array] = {}
    for role, lists in _NAMES.items():
        for names in lists:
            name = next((there[fold(name)] for name in names if fold(name) in there), None)
            if name is None:
                continue
            amount = _of_order(orders, pc.abs(cells.money(name, currency=of_row)))
            before = found.get(role)
            found[role] = amount if before is None else _added(before, amount)
    return found


def tips_among(lines: Mapping[str, pa.Array], orders: Grouped) -> pa.Int64Array | None:
    """Return what each order has on lines that are tips; None where no line is known to be one."""
    if "row" in lines or not {"product", "price", "quantity"} <= lines.keys():
        return None
    is_tip = pc.fill_null(pc.equal(pc.utf8_lower(lines["product"]), _TIP), False)
    if not pc.any(is_tip).as_py():
        return None
    return orders.total(pc.if_else(is_tip, pc.multiply(lines["price"], lines["quantity"]), None))


def _of_order(orders: Grouped, amounts: pa.Int64Array) -> pa.Int64Array:
    """Return an order's amount: once where its rows repeat it, else what they add up to."""
    first = orders.found(amounts)
    same = orders.every(pc.or_(pc.is_null(amounts), pc.equal(amounts, orders.spread(first)).fill_null(True)))
    return pc.if_else(same, first, orders.total(amounts))


def _added(one: pa.Int64Array, other: pa.Int64Array) -> pa.Int64Array:
    """Return the sum; what is missing in one of the two adds nothing."""
    both = pc.add(pc.fill_null(one, 0), pc.fill_null(other, 0))
    return pc.if_else(pc.and_(pc.is_null(one), pc.is_null(other)), None, both)


#: What an order came to, where its row was set aside.
_TOTALS: Final = (
    *("Total", "Order Total (inc tax)", "Order Total Amount", "Order Total", "order_total", "Grand Total"),
    *("Total amount", "Totale", "Importe total", "Kwota", "Razem", "Suma", "Gesamtbetrag"),
)


def of_set_aside(rejects: pa.Table, decimal: str | None, digits: int) -> list[dict[str, int]]:
    """Return what can be read of amounts on rows that were set aside, in units of `digits` decimals.

    A row without a total is none of an order, or not its first.
    """
    there = {fold(name): name for name in reversed(rejects.column_names)}
    roles = {"gross": (_TOTALS,), **_NAMES}
    columns: dict[str, list[list[str | None]]] = {}
    for role, lists in roles.items():
        named = [next((there[fold(name)] for name in names if fold(name) in there), None) for names in lists]
        columns[role] = [rejects.column(name).to_pylist() for name in named if name is not None]
    sign: numbers.Sign = "," if decimal == "," else "."
    rows = [
        {role: sum(_minor(column[row], sign, digits) for column in of) for role, of in columns.items()}
        for row in range(rejects.num_rows)
    ]
    return [row for row in rows if row["gross"]]


def _minor(text: str | None, sign: numbers.Sign, digits: int) -> int:
    parts = numbers.take_apart(text) if text else None
    found = None if parts is None else numbers.value(parts, sign)
    return abs(round(found.scaleb(digits))) if isinstance(found, Decimal) else 0


def sold_at_discount(cells: Cells, *names: str) -> pa.BooleanArray:
    """Whether each row tells of a discount; null everywhere where no column is there that could.

    `names` are columns that a person has named for it; the others are known by their headers.
    """
    raw = cells.raw
    places = [
        place
        for place, name in enumerate(raw.columns)
        if name in names or (words(name) & _DISCOUNTS and not words(name) & _OTHERS)
    ]
    if not places:
        return pa.nulls(raw.rows, pa.bool_())
    told = np.zeros(raw.rows, bool)
    for place in places:
        column = cells.evidence.distinct(place)
        told |= column.mask(map(_tells, column.cleaned))
        cells.ledger.used.add(place)
    return pa.array(told)


def _tells(text: str) -> bool:
    """Whether a cell holds a code or an amount that is not zero."""
    if is_missing(text) or flags.parse(text) is False:
        return False
    return any(letter.isalpha() or letter in "123456789" for letter in text)
