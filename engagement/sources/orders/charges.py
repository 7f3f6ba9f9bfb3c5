"""The parts of an order's amount besides its products: tax, shipping, tips and discounts.

Only headers that name the whole order's amount are used, not those of one line, of a rate or of a name. If
an order has several rows, a repeated amount counts once, others add up.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.meaning.header_words import INCLUSIVE, TAXES, words, words_of
from engagement.sources.meaning.vocabularies import ORDERS
from engagement.sources.orders.columns import distinct_texts
from engagement.sources.orders.rows import NO_PURCHASE
from engagement.sources.orders.states import state_of
from engagement.sources.values import flags, numbers
from engagement.sources.values.looks import is_number
from engagement.sources.words import word_files
from engagement.sources.words.fold import fold, split_capitals

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from engagement.sources.columns.typed import Cells

_DISCOUNTS: Final = words_of("discount-words", "discount")
#: Words of a header whose discounts are shares of a price.
_SHARES: Final = words_of("discount-words", "share")
_OTHERS: Final = words_of("discount-words", "other")  # with these the header means something else
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
_ROW_KINDS: Final = word_files.patterns("row-kinds")
#: Headers of columns with the kind of each row, and the words for a refund in these columns.
_KIND: Final = re.compile(_ROW_KINDS["kind"])
_BACK: Final = re.compile(_ROW_KINDS["back"])
_CREDIT: Final = re.compile(_ROW_KINDS["credit"])  # a refund only beside words for sales
_SELLS: Final = re.compile(_ROW_KINDS["sells"])
_MOST_KINDS: Final = 12
_FEES: Final = words_of("order-tables", "fee")
_ADDS_UP: Final = 0.95  # the share of the rows whose columns must add up to the amount
#: Kinds of rows that are payments of sales in the same file, and payouts of a provider to the shop.
_PAYS: Final = re.compile(_ROW_KINDS["pays"])
_PAYS_OUT: Final = re.compile(_ROW_KINDS["pays_out"])
#: "Gross" may mean with tax, or before discounts.
_GROSS: Final = frozenset({"gross"})
#: The highest tax, as a share of the amount without it, and the tolerance for rounding.
_HIGHEST_TAX: Final = 0.35
#: The rate of a tax after its name: "MwSt. 19%", "VAT (20 %)".
_RATE: Final = re.compile(r"[\s(]+\d{1,2}(?:[.,]\d)? ?%\)?$")
_ROUNDED: Final = 0.01
_MOST: Final = 0.7  # the share of negative amounts from which sales are written as negative
_TIP: Final = "tip"  # Shopify writes one as a product of this name


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
    # "VAT 20%" alone is the tax; of several rates each is a part of it.
    once = {way: name for way, name in named if [other for other, _ in named].count(way) == 1}
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


def discounts_among(cells: Cells, columns: Mapping[str, str], amount: pa.Int64Array) -> pa.BooleanArray:
    """Return a mask of rows that are discounts: named so (as product or kind), with a negative amount."""
    named = pa.array(np.zeros(len(amount), bool))
    kinds = [
        name for name in cells.raw.columns if name not in columns.values() and _KIND.search(_parted(name))
    ]
    for place in map(cells.raw.columns.index, [*(columns[f] for f in ("product",) if f in columns), *kinds]):
        column = cells.evidence.distinct(place)  # `cells.text` would report the column as used
        says = pa.array(column.mask(bool(words(text) & _DISCOUNTS) for text in column.cleaned))
        named = pc.or_(named, says)
    return pc.fill_null(pc.and_(named, pc.less(amount, 0)), False)


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


def gives_back(cells: Cells, columns: Mapping[str, str], amount: pa.Int64Array) -> pa.BooleanArray | None:
    """Return a mask of the rows that a column of kinds calls refunds and whose amounts are positive.

    None if there are no such rows: no column of kinds, refunds that are already negative, or a column that
    calls half of the rows or more refunds.
    """
    for place, name in enumerate(cells.raw.columns):
        if name in columns.values() or not _KIND.search(_parted(name)):
            continue
        kinds = distinct_texts(cells.raw, place)
        back = [kind for kind in kinds if state_of(kind) == "refunded" or _BACK.search(fold(kind))]
        back = back or _credits(kinds)
        if not back or not len(back) < len(kinds) <= _MOST_KINDS:
            continue
        rows = pc.fill_null(pc.is_in(cells.text(name), pa.array(back)), False)
        is_below = pc.any(pc.less(amount.filter(rows), 0)).as_py()
        count = pc.sum(rows).as_py() or 0
        if not is_below and 0 < count < len(rows) / 2:
            told = message(
                "{count} row is a refund by {column}; its amount is taken off",
                "{count} rows are refunds by {column}; their amounts are taken off",
                n=count,
                count=count,
                column=name,
            )
            cells.warn(told)
            return rows
    return None


def _credits(kinds: Sequence[str]) -> list[str]:
    """Return the kinds called credit beside sales: beside "debit" they are sorts of cards."""
    credit = [kind for kind in kinds if _CREDIT.search(fold(kind))]
    return credit if all(kind in credit or _SELLS.search(fold(kind)) for kind in kinds) else []


def set_payments_aside(cells: Cells, columns: Mapping[str, str]) -> None:
    """Set aside rows that a column of kinds calls payments or payouts to the shop.

    Payments are set aside only if each has the number of a sale in the same file, as in exports of tills.
    """
    number = columns.get("order_id")
    if cells.hints.roles is not None:
        return
    for place, name in enumerate(cells.raw.columns):
        if name in columns.values() or not _KIND.search(_parted(name)):
            continue
        kinds = distinct_texts(cells.raw, place)
        out = [kind for kind in kinds if _PAYS_OUT.search(fold(kind))]
        if out and len(out) < len(kinds) <= _MOST_KINDS:
            cells.set_aside(pc.fill_null(pc.is_in(cells.text(name), pa.array(out)), False), NO_PURCHASE, name)
        pays = [kind for kind in kinds if _PAYS.search(fold(kind))]
        if number is None or not pays or not len(pays) < len(kinds) <= _MOST_KINDS:
            continue
        rows = pc.fill_null(pc.is_in(cells.text(name), pa.array(pays)), False)
        ids = cells.text(number)
        sold = ids.filter(pc.invert(rows)).drop_null().unique()
        if pc.all(pc.is_in(ids.filter(rows), sold)).as_py():
            cells.set_aside(rows, NO_PURCHASE, name)


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
