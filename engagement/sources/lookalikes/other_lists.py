"""Lists with a number, a person, a day and an amount like orders: quotes, gift cards, subscriptions, goods.

The contents are recognised by the name of the number, if no column has order numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.lookalikes import order_column
from engagement.sources.meaning import order_numbers
from engagement.sources.meaning.header_words import phrases_of, words, words_of
from engagement.sources.meaning.vocabularies import COST, ORDERS
from engagement.sources.orders.columns import find, sample

if TYPE_CHECKING:
    from engagement.sources.model.raw_table import RawTable

_QUOTES: Final = words_of("other-lists", "quote")
#: Cards and vouchers that are lists of their own, with what is left on each.
_CARDS: Final = phrases_of("other-lists-phrases", "gift_card")
_LEFT: Final = words_of("other-lists", "left_on_it")
_SUBSCRIPTIONS: Final = words_of("other-lists", "subscription")
_RETURNS: Final = words_of("other-lists", "returned")
_NUMBER: Final = words_of("other-lists", "list_number")
_ORDERS: Final = words_of("order-tables", "order") | words("orders sales")
#: What lists of goods know of each of them, and no table of what was sold does.
_OF_GOODS: Final = phrases_of("other-lists-phrases", "catalogue")
_SEVERAL: Final = 2
#: What a list of stock with what each piece cost does not have: somebody who bought, and what that came to.
_CHARGED: Final = frozenset({"email", "customer", "phone", "amount", "line_amount"})
#: What only a table of sales has.
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
    """Return whether the rows are returns: without the amounts of orders, or in a file with such a name."""
    headers = [words(name) for name in raw.columns]
    numbered = any(h & _RETURNS and h & _NUMBER and h - _RETURNS <= _NUMBER for h in headers)
    numbered |= words("RMA") in headers
    fields = find(raw).keys()
    called = words(f"{raw.file.rpartition('.')[0]} {raw.sheet or ''}")
    alone = bool(called & _RETURNS) and not called & _ORDERS and "refunded" not in fields
    return alone or (numbered and not fields & {"amount", "line_amount", "price"})


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
    """Return whether a column numbers these things (`unique`: none twice), and no column numbers orders."""
    for place, name in enumerate(raw.columns):
        header = words(name)
        if header & nouns and header - nouns <= _NUMBER:
            texts = sample(raw, place)
            # A noun alone may head what somebody can spend: "Presupuesto".
            if texts and ((not unique and header & _NUMBER) or len(set(texts)) == len(texts)):
                return not order_column.is_there(raw)
    return False
