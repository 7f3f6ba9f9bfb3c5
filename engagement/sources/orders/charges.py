"""The parts of an order's amount besides its products: tax, shipping, tips and discounts.

Only headers that name the whole order's amount are used, not those of one line, of a rate or of a name. If
an order has several rows, a repeated amount counts once, others add up.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.meaning.header_words import INCLUSIVE, TAXES, words, words_of
from engagement.sources.meaning.vocabularies import ORDERS
from engagement.sources.orders.columns import distinct_texts
from engagement.sources.values import flags, numbers
from engagement.sources.values.looks import is_number
from engagement.sources.words import word_files
from engagement.sources.words.fold import fold, split_capitals

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engagement.sources.columns.typed import Cells

_DISCOUNTS: Final = words_of("discount-words", "discount")
#: Words of a header whose discounts are shares of a price.
_SHARES: Final = words_of("discount-words", "share")
#: Words that give such a header another meaning.
_OTHERS: Final = words_of("discount-words", "other")
_CHARGES: Final = word_files.words("order-charges")
#: By canonical column: the parts that it is the sum of. Each is read from the first column with one of its
#: names.
_PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "tax": ("tax", "duties"),
    "shipping": ("shipping", "handling"),
    "discount": ("discount",),
    "tip": ("tip",),
    "goods": ("goods",),
}
_FEES: Final = words_of("order-tables", "fee")
#: The share of the rows whose columns must add up to the amount.
_ADDS_UP: Final = 0.95
#: "Gross" may mean with tax, or before discounts.
_GROSS: Final = frozenset({"gross"})
#: The highest tax, as a share of the amount without it, and the tolerance for rounding.
_HIGHEST_TAX: Final = 0.35
#: The rate of a tax after its name: "MwSt. 19%", "VAT (20 %)".
_RATE: Final = re.compile(r"[\s(]+\d{1,2}(?:[.,]\d)? ?%\)?$")
_ROUNDED: Final = 0.01
#: The share of negative amounts from which sales are written as negative.
_MOST: Final = 0.7
#: Shopify writes a tip as a product of this name.
_TIP: Final = "tip"


class Grouped(Protocol):
    """Rows grouped into orders (`grouped.Orders`)."""

    def first_value(self, values: pa.Array) -> pa.Array:
        """Return the first value of each order."""

    def total(self, values: pa.Int64Array) -> pa.Int64Array:
        """Return the sum over each order's rows."""

    def all_rows(self, flags: pa.BooleanArray) -> pa.BooleanArray:
        """Return, for each order, whether all of its rows have the flag."""

    def spread(self, values: pa.Array) -> pa.Array:
        """Return one entry per row from one entry per order."""


def charge_columns(cells: Cells, orders: Grouped, currency: pa.StringArray) -> dict[str, pa.Int64Array]:
    """Return the parts of each order in minor units; `goods`: its products before tax and discounts."""
    of_row, columns = orders.spread(currency), _by_name(cells.raw.columns)
    by_role: dict[str, pa.Int64Array] = {}
    for role, parts in _PARTS.items():
        for part in parts:
            name = _column(columns, part)
            if name is None or (role == "discount" and is_share(cells, name)):
                continue
            amount = _of_order(orders, pc.abs(cells.money(name, currency=of_row)))
            before = by_role.get(role)
            by_role[role] = amount if before is None else _added(before, amount)
    return by_role


def with_tax(cells: Cells, columns: Mapping[str, str]) -> Mapping[str, str]:
    """Return the columns, with an amount that includes tax instead of one without.

    Beside "Total incl. VAT", a plain "Total" is without tax if it is lower by a plausible tax rate. The word
    "gross" alone is not enough: it may mean before discounts.
    """
    column = columns.get("amount")
    if column is None or cells.hints.roles is not None or words(column) & INCLUSIVE:
        return columns
    net = cells.number(column)
    for name in cells.raw.columns:
        header = words(name)
        taxed = header & INCLUSIVE and (header & TAXES or not header & _GROSS)
        if name in columns.values() or not taxed or ORDERS.rate("amount", header) <= 1:
            continue
        gross = cells.number(name)
        both = pc.and_(pc.is_valid(net), pc.is_valid(gross))
        more = pc.subtract(pc.abs(gross), pc.abs(net)).filter(both)
        rates = pc.divide(more, pc.if_else(pc.equal(net, 0), None, pc.abs(net)).filter(both)).drop_null()
        least, most = pc.min(rates).as_py() or 0.0, pc.max(rates).as_py() or 0.0
        if least >= -_ROUNDED and _ROUNDED < most <= _HIGHEST_TAX:
            return {**columns, "amount": name}
    return columns


def with_fees(cells: Cells, column: str, currency: pa.StringArray) -> pa.Int64Array:
    """Return the amounts of a column in minor units, before the fees that a marketplace has deducted.

    Fees have been deducted if the amount is the sum of the columns before it and some of these are negative
    fees.
    """
    amount = cells.money(column, currency=currency)
    before = cells.raw.columns[: cells.raw.columns.index(column)]
    if cells.hints.roles is not None or not any(words(name) & _FEES for name in before):
        return amount
    total, fees = pa.array(np.zeros(len(amount), np.int64)), pa.array(np.zeros(len(amount), np.int64))
    for place, name in reversed(list(enumerate(before))):
        if not all(map(is_number, distinct_texts(cells.raw, place))):
            break
        part = pc.fill_null(cells.money(name, currency=currency), 0)
        total = pc.add(total, part)
        if words(name) & _FEES:
            fees = pc.add(fees, part)
        adds_up = pc.mean(pc.equal(total, amount).cast(pa.int8())).as_py() or 0
        if adds_up >= _ADDS_UP and (pc.sum(fees).as_py() or 0) < 0:
            cells.warn(
                message("{column} is less the seller's fees; they are added to it again", column=column)
            )
            return pc.subtract(amount, fees)
    return amount


def is_share(cells: Cells, column: str) -> bool:
    """Return whether discounts are shares of the price: the header says so, or no value exceeds 1."""
    if "%" in column or words(column) & _SHARES:
        return True
    off = pc.abs(cells.number(column)).drop_null()
    parts = pc.and_(pc.greater(off, 0), pc.less(off, 1))
    return bool(pc.any(parts).as_py()) and pc.max(off).as_py() <= 1


def tips_among(lines: Mapping[str, pa.Array], orders: Grouped) -> pa.Int64Array | None:
    """Return the tips among each order's lines; None if no line is known to be one."""
    if "row" in lines or not {"product", "price", "quantity"} <= lines.keys():
        return None
    products = pc.unique(lines["product"])
    tips = products.filter(pc.fill_null(pc.equal(pc.utf8_lower(products), _TIP), False))
    if not len(tips):
        return None
    is_tip = pc.is_in(lines["product"], tips)
    return orders.total(pc.if_else(is_tip, pc.multiply(lines["price"], lines["quantity"]), None))


def _of_order(orders: Grouped, amounts: pa.Int64Array) -> pa.Int64Array:
    """Return the amount of each order: that of its rows if all are equal, else their sum."""
    first = orders.first_value(amounts)
    same = orders.all_rows(
        pc.or_(pc.is_null(amounts), pc.equal(amounts, orders.spread(first)).fill_null(True))
    )
    return pc.if_else(same, first, orders.total(amounts))


def _added(first: pa.Int64Array, other: pa.Int64Array) -> pa.Int64Array:
    """Return the sum; a missing side adds nothing."""
    total = pc.add(pc.fill_null(first, 0), pc.fill_null(other, 0))
    return pc.if_else(pc.and_(pc.is_null(first), pc.is_null(other)), None, total)


def _parted(name: str) -> str:
    return fold(split_capitals(name))


def _by_name(columns: Iterable[str]) -> dict[str, str]:
    """Return the columns by their normalised names, both as written and split at capital letters.

    "OrderTotal" is found as "order total", "MwSt" as "mwst". Of columns with equal names, the first counts.
    """
    named = tuple((fold(_RATE.sub("", name)), name) for name in columns)
    times = Counter(way for way, _ in named)
    # "VAT 20%" alone is the tax; of several rates each is a part of it.
    once = {way: name for way, name in named if times[way] == 1}
    return once | {way(name): name for _, name in reversed(named) for way in (_parted, fold)}


def _column(columns: Mapping[str, str], part: str) -> str | None:
    """Return the column for a part of an order's amount (a key of `_CHARGES`); None if there is none."""
    return next((columns[name] for name in map(fold, _CHARGES[part]) if name in columns), None)


def of_set_aside(rejects: pa.Table, decimal: str | None, digits: int) -> list[dict[str, int]]:
    """Return the amounts on rows that were set aside, by canonical column, in units of `digits` decimals.

    Rows without a total are left out: they do not hold an order, or are not its first row.
    """
    columns_by_name = _by_name(rejects.column_names)
    columns: dict[str, list[list[str | None]]] = {}
    for role, parts in {"gross": ("total",), **_PARTS}.items():
        named = [_column(columns_by_name, part) for part in parts]
        columns[role] = [rejects.column(name).to_pylist() for name in named if name is not None]
    sign: numbers.Sign = "," if decimal == "," else "."
    rows = [
        {role: sum(_minor(column[row], sign, digits) for column in texts) for role, texts in columns.items()}
        for row in range(rejects.num_rows)
    ]
    return [row for row in rows if row["gross"]]


def _minor(text: str | None, sign: numbers.Sign, digits: int) -> int:
    parts = numbers.take_apart(text) if text else None
    amount = None if parts is None else numbers.value(parts, sign)
    return abs(round(amount.scaleb(digits))) if isinstance(amount, Decimal) else 0


def sold_at_discount(cells: Cells, *names: str) -> pa.BooleanArray:
    """Return whether each row has a discount; null everywhere if the file has no column for it.

    `names` are columns that a person has chosen; others are recognised by their headers.
    """
    raw = cells.raw
    places = [
        place
        for place, name in enumerate(raw.columns)
        if name in names or (words(name) & _DISCOUNTS and not words(name) & _OTHERS)
    ]
    if not places:
        return pa.nulls(raw.rows, pa.bool_())
    is_told = np.zeros(raw.rows, bool)
    for place in places:
        column = cells.evidence.distinct(place)
        is_told |= column.mask(bool(flags.tells(text)) for text in column.cleaned)
        cells.ledger.used.add(place)
    return pa.array(is_told)


def turned(cells: Cells, columns: tuple[str, ...], money: pa.Int64Array) -> bool:
    """Return whether sales are written as negative amounts, as in ledgers.

    They are if most amounts are negative and some are positive, as no table has more refunds than sales. If
    no amount is positive, the table is taken as a list of refunds. A person may correct both.
    """
    below, above = (pc.sum(sign(money, 0)).as_py() or 0 for sign in (pc.less, pc.greater))
    if not columns or below < max(1, _MOST * (below + above)):
        return False
    if not above:
        sentence = message(
            "No amount of {column} is above zero; they are read as what was paid back, not as sales",
            column=columns[0],
        )
        return cells.doubt("signs", "refunds", sentence, column=columns[0]) == "sales"
    sentence = message(
        "{count} of {of} amounts of {column} are below zero; they are read as sales, and those above zero as "
        "what was paid back",
        count=below,
        of=below + above,
        column=columns[0],
    )
    return cells.doubt("signs", "sales", sentence, column=columns[0]) == "sales"
