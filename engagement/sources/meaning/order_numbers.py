"""Recognise the header of an order's number: a word for the order with a word for a number.

There are too many pairs for a list of phrases ("Vorgangsnr.", "Numer transakcji", "Booking reference",
"N\u00ba da venda"), so a header is split into words, and may not contain any other word.
"""

from __future__ import annotations

from typing import Final

from engagement.sources.words import word_files
from engagement.sources.words.fold import fold

_WORDS: Final = word_files.words("order-numbers")


#: Meanings of words for an order, the most certain first.
_TIERS: Final = ("order", "purchase", "invoice", "receipt", "document", "transaction", "booking")
#: The rank of each noun, 0 the most certain: of two columns the one with the lower rank is preferred.
NOUNS: Final = {
    fold(noun): place for place, noun in enumerate(noun for tier in _TIERS for noun in _WORDS[tier])
}
_SAYS_NUMBER: Final = frozenset(_WORDS["says_number"])
_ORDERS: Final = frozenset(_WORDS["order"])
_NOT_ALONE: Final = frozenset(_WORDS["not_alone"])
_ALONE: Final = frozenset(_WORDS["alone"])
_MANY: Final = frozenset(_WORDS["many"])
_HOW_MANY: Final = frozenset(_WORDS["how_many"])
_ONE_OR_MANY: Final = frozenset(_WORDS["one_or_many"])
_MONEY: Final = frozenset(_WORDS["money"])
_NO_NUMBER: Final = frozenset(_WORDS["no_number"])
_CUSTOMERS: Final = frozenset(_WORDS["customers"])
_MANY_CUSTOMERS: Final = frozenset(_WORDS["many_customers"])
_BY_WHOM: Final = frozenset(_WORDS["by_whom"])
_WHOSE: Final = frozenset(_WORDS["whose"])
#: Endings of compound words that mean "number", the longest first.
_ENDINGS: Final = sorted(_WORDS["endings"], key=len, reverse=True)

#: The rating below which a header only shows that something has a number: "reference".
WEAK: Final = 1.3


def rate(header: frozenset[str]) -> float:
    """Return how certainly a header's words mean an order's number: from 0 (not at all) to below 2."""
    nouns = header & NOUNS.keys()
    says = header & _SAYS_NUMBER
    if header - nouns - says - _WHOSE or (says == {"name"} and not nouns & _ORDERS):
        # "Order name" is the order's number; "bill name" is a person's name.
        return 0.0
    if nouns and (says or not nouns <= _NOT_ALONE):
        place = min(NOUNS[noun] for noun in nouns)
        return (1.9 if says else 1.5) - place / 1000
    return 1.2 if header & _ALONE else 0.0


def numbers_customers(header: frozenset[str]) -> bool:
    """Return whether a header is a word for a customer and one for a number: "Identyfikator klienta".

    "Number of customers" is a count instead.
    """
    return (
        bool(header & _CUSTOMERS and header & _SAYS_NUMBER) and header <= _CUSTOMERS | _SAYS_NUMBER | _WHOSE
    ) and not (header & _MANY_CUSTOMERS and "number" in header)


def counts(header: frozenset[str]) -> bool:
    """Return whether a header means the number of somebody's orders, not an order number."""
    counting_words = header & (_MANY | _ONE_OR_MANY)
    if counting_words <= _ONE_OR_MANY and not header & _NO_NUMBER:
        return False
    if counting_words and counting_words <= _MONEY and not header & _HOW_MANY:
        return False
    return bool(counting_words) and header - counting_words <= _HOW_MANY | _BY_WHOM


def says_how_many(header: frozenset[str]) -> bool:
    """Return whether a header that counts orders has a word for how many, not only the plural "orders"."""
    return bool(header & _HOW_MANY)


def split(word: str) -> tuple[str, ...]:
    """Return the parts of a compound word for an order's number; any other word is the only part.

    >>> split("vorgangsnr"), split("kundennummer")
    (('vorgangs', 'number'), ('kundennummer',))
    """
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and stem in NOUNS:
            return (stem, "id" if ending == "id" else "code" if ending == "code" else "number")
    return (word,)
