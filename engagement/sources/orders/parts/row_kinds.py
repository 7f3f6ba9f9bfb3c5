"""Columns that say what each row of a table books: a sale, a refund, a discount, a payment, a payout."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.meaning.header_words import words, words_of
from engagement.sources.orders.columns import distinct_texts
from engagement.sources.orders.rows import NO_PURCHASE
from engagement.sources.orders.states import state_of
from engagement.sources.words import word_files
from engagement.sources.words.fold import fold, split_capitals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.sources.columns.typed import Cells

_ROW_KINDS: Final = word_files.patterns("row-kinds")
#: Headers of columns with the kind of each row, and the words for a refund in these columns.
_KIND: Final = re.compile(_ROW_KINDS["kind"])
_BACK: Final = re.compile(_ROW_KINDS["back"])
#: Words that mean a refund only beside those for sales.
_CREDIT: Final = re.compile(_ROW_KINDS["credit"])
_SELLS: Final = re.compile(_ROW_KINDS["sells"])
#: Kinds of rows that are payments of sales in the same file.
_PAYS: Final = re.compile(_ROW_KINDS["pays"])
#: Kinds of rows that are payouts of a payment provider to the shop.
_PAYS_OUT: Final = re.compile(_ROW_KINDS["pays_out"])
_MOST_KINDS: Final = 12
_DISCOUNTS: Final = words_of("discount-words", "discount")


def gives_back(cells: Cells, columns: Mapping[str, str], amount: pa.Int64Array) -> pa.BooleanArray | None:
    """Return a mask of the rows that a column of kinds calls refunds and whose amounts are positive.

    None if there are no such rows: no column of kinds, refunds that are already negative, or a column that
    calls half of the rows or more refunds.
    """
    for place, name in enumerate(cells.raw.columns):
        if name in columns.values() or not _names_kinds(name):
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
        if name in columns.values() or not _names_kinds(name):
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


def discounts_among(cells: Cells, columns: Mapping[str, str], amount: pa.Int64Array) -> pa.BooleanArray:
    """Return a mask of rows that are discounts: named so (as product or kind), with a negative amount."""
    named = pa.array(np.zeros(len(amount), bool))
    kinds = [name for name in cells.raw.columns if name not in columns.values() and _names_kinds(name)]
    for place in map(cells.raw.columns.index, [*(columns[f] for f in ("product",) if f in columns), *kinds]):
        column = cells.evidence.distinct(place)  # `cells.text` would report the column as used
        says = pa.array(column.mask(bool(words(text) & _DISCOUNTS) for text in column.cleaned))
        named = pc.or_(named, says)
    return pc.fill_null(pc.and_(named, pc.less(amount, 0)), False)


def _names_kinds(header: str) -> bool:
    return _KIND.search(fold(split_capitals(header))) is not None
