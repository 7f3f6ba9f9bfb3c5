"""Abandoned carts and checkouts: they look like orders but were not paid.

They are recognised by a word in a header, in the states, in place of the order number (PrestaShop) or in the
file's name; or by a cart number if nothing shows that the cart became an order.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from engagement.sources.lookalikes import order_column
from engagement.sources.meaning import order_numbers
from engagement.sources.meaning.header_words import words, words_of
from engagement.sources.orders import columns
from engagement.sources.orders.columns import sample
from engagement.sources.orders.states import state_of
from engagement.sources.values.flags import parse
from engagement.sources.words.fold import fold
from engagement.sources.words.word_files import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engagement.sources.model.raw_table import RawTable

_PATTERNS: Final = patterns("other-lists-patterns")
#: Words for abandoned carts, and for the link to recover them.
_LEFT: Final = re.compile(_PATTERNS["left"])
#: States that only a cart has.
_LOST: Final = re.compile(f"{_PATTERNS['left']}|{_PATTERNS['lost']}")
_CHECKOUTS: Final = words_of("other-lists", "checkout")
_CARTS: Final = words_of("other-lists", "cart") | _CHECKOUTS
#: Payments may have only a checkout's number, so only cart numbers distinguish carts from orders.
_NUMBERED: Final = _CARTS - _CHECKOUTS
_SAYS_NUMBER: Final = words_of("other-lists", "cart_number")
#: Columns that show whether a cart or a checkout became an order.
_LATER: Final = re.compile(_PATTERNS["became_an_order"])
#: The share of rows that must indicate an abandoned cart, and the share with a word instead of a number.
_MOST: Final = 0.5
_SOME: Final = 0.05
_NEARLY_ALL: Final = 0.9


def are_left(raw: RawTable) -> bool:
    """Return whether the rows are abandoned carts or checkouts, rather than orders."""
    if raw.rows == 0:
        return False
    paid = _paid(raw)
    by_words = _by_header(raw) or _by_states(raw) or _by_numbers(raw) or _by_what_became(raw)
    return by_words or (not paid and (_by_file(raw) or _by_cart_number(raw)))


def _by_header(raw: RawTable) -> bool:
    """Return whether a column says that a cart was abandoned, for most rows."""
    for place, name in enumerate(raw.columns):
        if not _LEFT.search(fold(name)):
            continue
        texts = sample(raw, place)
        lost_flags = [text for text in texts if parse(text) is not False]
        if len(lost_flags) > _MOST * min(raw.rows, 200):
            return True
    return False


def _by_states(raw: RawTable) -> bool:
    """Return whether most rows have the state of an abandoned cart."""
    return any(
        sum(bool(_LOST.search(fold(text))) for text in texts) > _MOST * len(texts)
        and any(_LEFT.search(fold(text)) for text in texts)
        for texts in _few_words(raw)
    )


def _few_words(raw: RawTable) -> Iterator[Sequence[str]]:
    for place in range(len(raw.columns)):
        texts = sample(raw, place)
        if texts and len(set(texts)) <= 12 and max(map(len, texts)) <= 40:
            yield texts


def _by_numbers(raw: RawTable) -> bool:
    """Return whether some rows have a word for an abandoned cart instead of an order number."""
    for place, name in enumerate(raw.columns):
        texts = sample(raw, place)
        if order_numbers.rate(words(name)) and texts:
            lost = sum(bool(_LOST.search(fold(text))) for text in texts)
            if lost > _SOME * len(texts):
                return True
    return False


def _by_file(raw: RawTable) -> bool:
    """Return whether the file's name or the lines above the table mention abandoned carts."""
    names = fold(" ".join((raw.file, raw.sheet or "", *raw.preamble)))
    if not words(names) & _NUMBERED:
        return _LEFT.search(names) is not None and bool(words(names) & _CARTS)
    return _LEFT.search(names) is not None or not _numbers_orders(raw)


def _by_what_became(raw: RawTable) -> bool:
    """Return whether rows are numbered as checkouts or carts, and many did not become orders."""
    for place, name in enumerate(raw.columns):
        if _LATER.search(fold(name)) and not _numbers_orders(raw):
            texts = sample(raw, place)
            completed = sum(parse(text) is not False for text in texts)
            if texts and completed < _NEARLY_ALL * min(raw.rows, 200) and _numbered_as_carts(raw):
                return True
    return False


def _numbered_as_carts(raw: RawTable) -> bool:
    headers = [words(name) for name in raw.columns]
    return any(h & _CARTS and not h - _CARTS - _SAYS_NUMBER for h in headers)


def _numbers_orders(raw: RawTable) -> bool:
    """Return whether a column that is not entirely blank is named as numbers of orders, not of checkouts."""
    return order_column.is_there(raw, _CARTS, filled=0)


def _by_cart_number(raw: RawTable) -> bool:
    """Return whether the rows are numbered as carts, and not as orders."""
    headers = [words(name) for name in raw.columns]
    numbered = any(h & _NUMBERED and not h - _NUMBERED - _SAYS_NUMBER for h in headers)
    return numbered and not _numbers_orders(raw)


def _paid(raw: RawTable) -> bool:
    """Return whether most rows are paid, by a column of states."""
    name = columns.find(raw).get("status")
    if name is None:
        return False
    texts = sample(raw, raw.columns.index(name))
    return sum(state_of(text) == "paid" for text in texts) > _MOST * len(texts)
