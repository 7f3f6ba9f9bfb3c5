"""Lists with a number, a person, a day and an amount like orders: quotes, gift cards, subscriptions, goods.

The contents are recognised by the name of the number, if no column has order numbers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from engagement.sources.lookalikes import order_column
from engagement.sources.meaning import order_numbers
from engagement.sources.meaning.header_words import phrases_of, words, words_of
from engagement.sources.meaning.vocabularies import COST, ORDERS
from engagement.sources.orders.columns import distinct_texts, find, sample
from engagement.sources.orders.states import state_of
from engagement.sources.orders.values import are_numbers
from engagement.sources.words.fold import fold, split_capitals
from engagement.sources.words.word_files import patterns

if TYPE_CHECKING:
    from engagement.sources.model.raw_table import RawTable

_ROW_KINDS: Final = patterns("row-kinds")
#: Columns with the kind of each row, and the words for a credit note in them.
_KIND: Final = re.compile(_ROW_KINDS["kind"])
_BACK: Final = re.compile(_ROW_KINDS["back"])
_QUOTES: Final = words_of("other-lists", "quote")
#: Words for gift cards and vouchers, and for the balance of each.
_CARDS: Final = phrases_of("other-lists-phrases", "gift_card")
_LEFT: Final = words_of("other-lists", "left_on_it")
_SUBSCRIPTIONS: Final = words_of("other-lists", "subscription")
_RETURNS: Final = words_of("other-lists", "returned")
_NUMBER: Final = words_of("other-lists", "list_number")
_ORDERS: Final = words_of("order-tables", "order") | words("orders sales")
#: Headers of lists of products that tables of sales do not have.
_OF_GOODS: Final = phrases_of("other-lists-phrases", "catalogue")
_SEVERAL: Final = 2
#: Fields that a list of stock with unit costs does not have: buyers and amounts.
_CHARGED: Final = frozenset({"email", "customer", "phone", "amount", "line_amount"})
#: Words that only headers of tables of sales have.
_SOLD: Final = frozenset({"quantity", "email", "customer", "phone", "line_amount"})


def are_quotes(raw: RawTable) -> bool:
    """Return whether the rows are quotes, not orders yet."""
    return _numbered_as(raw, _QUOTES)


def are_cards(raw: RawTable) -> bool:
    """Return whether the rows are gift cards with their balance."""
    headers = [words(name) for name in raw.columns]
    cards = any(phrase <= header for header in headers for phrase in _CARDS)
    return cards and any(header & _LEFT for header in headers) and not order_column.is_there(raw)


def are_returns(raw: RawTable) -> bool:
    """Return whether the rows are returns.

    They are if returns have numbers and there are no order amounts, if the file's name says so, or if each
    row is a credit note by its number (without an order number) or by its kind.
    """
    headers = [words(name) for name in raw.columns]
    numbered = any(h & _RETURNS and h & _NUMBER and h - _RETURNS <= _NUMBER for h in headers)
    numbered |= words("RMA") in headers
    fields = find(raw).keys()
    called = words(f"{raw.file.rpartition('.')[0]} {raw.sheet or ''}")
    alone = bool(called & _RETURNS) and not called & _ORDERS and "refunded" not in fields
    numbered = numbered and not fields & {"amount", "line_amount", "price"}
    return alone or numbered or _numbers_credit_notes(raw) or _has_one_kind(raw)


def _numbers_credit_notes(raw: RawTable) -> bool:
    """Return whether a column has numbers of credit notes, and none has order numbers."""
    named = [(place, name) for place, name in enumerate(raw.columns) if _BACK.search(_parted(name))]
    numbered = any(are_numbers(sample(raw, place)) for place, _ in named)
    others = (words(name) for name in raw.columns if not _BACK.search(_parted(name)))
    return numbered and not any(map(order_numbers.rate, others))


def _has_one_kind(raw: RawTable) -> bool:
    """Return whether a column of kinds calls every row a credit note or a refund."""
    for place, name in enumerate(raw.columns):
        kinds = distinct_texts(raw, place) if _KIND.search(_parted(name)) else ()
        if kinds and all(_BACK.search(fold(kind)) or state_of(kind) == "refunded" for kind in kinds):
            return True
    return False


def _parted(name: str) -> str:
    return fold(split_capitals(name))


def are_goods(raw: RawTable) -> bool:
    """Return whether the rows are the shop's products or stock: dated, and without buyers."""
    of_goods = sum(words(name) in _OF_GOODS for name in raw.columns) >= _SEVERAL
    costed = COST.has(raw.columns, "cost")
    by_field = find(raw) if of_goods or costed else {}
    numbered = ORDERS.rate("order_id", words(by_field["order_id"])) if "order_id" in by_field else 0.0
    if not by_field or numbered >= order_numbers.WEAK:
        return False
    return (of_goods and not by_field.keys() & _SOLD) or (costed and not by_field.keys() & _CHARGED)


def are_subscriptions(raw: RawTable) -> bool:
    """Return whether the rows are subscriptions, each of which is paid repeatedly."""
    return _numbered_as(raw, _SUBSCRIPTIONS, unique=True)


def _numbered_as(raw: RawTable, nouns: frozenset[str], *, unique: bool = False) -> bool:
    """Return whether a column has numbers of these things (`unique`: all different), and none of orders."""
    for place, name in enumerate(raw.columns):
        header = words(name)
        if header & nouns and header - nouns <= _NUMBER:
            texts = sample(raw, place)
            # A noun alone may also mean an amount: "Presupuesto" is a quote or a budget.
            if texts and ((not unique and header & _NUMBER) or len(set(texts)) == len(texts)):
                return not order_column.is_there(raw)
    return False
