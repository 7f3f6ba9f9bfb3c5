"""Tables that say more of the orders of another file: their products, and what was paid back.

They name orders by their numbers, and have no day and no customer of an order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engagement.sources.lookalikes import other_lists
from engagement.sources.meaning import order_numbers
from engagement.sources.meaning.header_words import words, words_of
from engagement.sources.meaning.vocabularies import ORDERS
from engagement.sources.orders.columns import find, sample
from engagement.sources.orders.values import are_numbers
from engagement.sources.values.looks import are_days, is_number
from engagement.sources.words.fold import fold, split_capitals
from engagement.sources.words.word_files import patterns

if TYPE_CHECKING:
    from engagement.sources.model.raw_table import RawTable

_BACK: Final = re.compile(patterns("row-kinds")["back"])
_RETURNS: Final = words_of("other-lists", "returned")
_NUMBER: Final = words_of("other-lists", "list_number")
#: What a number is called that cannot be the refund's own.
_ORDERS: Final = words_of("order-numbers", "order") | words_of("order-numbers", "purchase")
#: Fields that only a table of orders has.
_OF_ORDERS: Final = frozenset({"date", "email", "customer", "phone", "time"})
_MONEY: Final = frozenset({"amount", "line_amount", "price"})


@dataclass(frozen=True, slots=True)
class RefundColumns:
    """The columns of a list of refunds: the order of each, what was paid back, and when, if it says so."""

    order: str
    amount: str
    day: str | None


def lines(raw: RawTable) -> dict[str, str] | None:
    """Return the columns of a list of products by order; None if it is none."""
    fields = find(raw)
    number = fields.get("order_id")
    if number is None or order_numbers.rate(words(number)) < order_numbers.WEAK or fields.keys() & _OF_ORDERS:
        return None
    sold = "quantity" in fields or "line_amount" in fields
    return fields if fields.keys() & {"product", "sku"} and fields.keys() & _MONEY and sold else None


def refunds(raw: RawTable) -> RefundColumns | None:
    """Return the columns of a list of refunds that names their orders; None if it is none."""
    amount = _paid_back(raw)
    order = None if amount is None else _order(raw, amount)
    if amount is None or order is None:
        return None
    days = [
        n for n in raw.columns if n not in (amount, order) and are_days(sample(raw, raw.columns.index(n)))
    ]
    named = [name for name in days if words(name) & _RETURNS or _is_back(name)]
    return RefundColumns(order, amount, next(iter([*named, *days]), None))


def _paid_back(raw: RawTable) -> str | None:
    """Return the column of amounts that were paid back, if there is no other amount."""
    fields = find(raw)
    named = [
        name
        for name in raw.columns
        if ORDERS.rate("refunded", words(name))
        and not words(name) & _NUMBER
        and _are_amounts(sample(raw, raw.columns.index(name)))
    ]
    if len(named) == 1 and not fields.keys() & _MONEY:
        return None if {"email", "customer", "phone"} & fields.keys() and not _is_listed(raw) else named[0]
    return fields.get("amount") if not named and "price" not in fields and _is_listed(raw) else None


def _is_listed(raw: RawTable) -> bool:
    return other_lists.are_returns(raw)


def _order(raw: RawTable, amount: str) -> str | None:
    """Return the column with the number of the order that was paid back, not that of the refund itself.

    A credit note may be numbered as a document like others: then another column says what it corrects.
    """
    numbered = any((words(name) & _RETURNS or _is_back(name)) and _numbers(raw, name) for name in raw.columns)
    rated = [
        (-order_numbers.rate(header), place)
        for place, name in enumerate(raw.columns)
        if name != amount
        and (header := words(name)) & (order_numbers.NOUNS.keys() if numbered else _ORDERS)
        and not header & _RETURNS
        and not _is_back(name)
        and _numbers(raw, name)
    ]
    return raw.columns[min(rated)[1]] if rated else None


def _numbers(raw: RawTable, name: str) -> bool:
    return are_numbers(sample(raw, raw.columns.index(name)))


def _is_back(name: str) -> bool:
    return _BACK.search(fold(split_capitals(name))) is not None


def _are_amounts(texts: list[str]) -> bool:
    return bool(texts) and all(map(is_number, texts))
