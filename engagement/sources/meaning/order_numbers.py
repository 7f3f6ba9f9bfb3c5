"""What the number of an order is called: a word for the order, and one that says that this is its number.

The pairs are too many for a list of phrases ("Vorgangsnr.", "Numer transakcji", "Booking reference",
"N\u00ba da venda"), so a header is taken apart: nothing in it may say anything else.
"""

from __future__ import annotations

from typing import Final

from engagement.sources.values.fold import fold
from engagement.sources.words import order_numbers as words


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Place of each noun: of two columns the one with the surer noun is the order's.
NOUNS: Final = {fold(noun): place for place, noun in enumerate(words.NOUNS.split())}
_SAYS_NUMBER: Final = _set(words.SAYS_NUMBER)
_NOT_ALONE: Final = _set(words.NOT_ALONE)
_ALONE: Final = _set(words.ALONE)
_MANY: Final = _set(words.MANY)
_HOW_MANY: Final = _set(words.HOW_MANY)
_ONE_OR_MANY: Final = _set(words.ONE_OR_MANY)
_MONEY: Final = _set(words.MONEY)
_NO_NUMBER: Final = _set(words.NO_NUMBER)
_CUSTOMERS: Final = _set(words.CUSTOMERS)
_BY_WHOM: Final = _set(words.BY_WHOM)
_WHOSE: Final = _set(words.WHOSE)


def rate(header: frozenset[str]) -> float:
    """Rate a header's words as those of an order's number: below 2, the better the surer; 0 for none."""
    nouns = header & NOUNS.keys()
    says = header & _SAYS_NUMBER
    if header - nouns - says - _WHOSE:
        return 0.0
    if nouns and (says or not nouns <= _NOT_ALONE):
        place = min(NOUNS[noun] for noun in nouns)
        return (1.9 if says else 1.5) - place / 1000
    return 1.2 if header & _ALONE else 0.0


def numbers_customers(header: frozenset[str]) -> bool:
    """Whether a header is a word for a customer and one for a number: "Identyfikator klienta"."""
    return (
        bool(header & _CUSTOMERS and header & _SAYS_NUMBER) and header <= _CUSTOMERS | _SAYS_NUMBER | _WHOSE
    )


def counts(header: frozenset[str]) -> bool:
    """Whether a header's words say how many orders somebody has, rather than which."""
    many = header & (_MANY | _ONE_OR_MANY)
    if many <= _ONE_OR_MANY and not header & _NO_NUMBER:
        return False
    if many and many <= _MONEY and not header & _HOW_MANY:
        return False
    return bool(many) and header - many <= _HOW_MANY | _BY_WHOM


def says_how_many(header: frozenset[str]) -> bool:
    """Whether a header that counts orders says so by a word for how many, not by the plural alone."""
    return bool(header & _HOW_MANY)


def split(word: str) -> tuple[str, ...]:
    """Take a compound word for an order's number apart; any other word stays whole.

    >>> split("vorgangsnr"), split("kundennummer")
    (('vorgangs', 'number'), ('kundennummer',))
    """
    for ending in words.ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and stem in NOUNS:
            return (stem, "id" if ending == "id" else "code" if ending == "code" else "number")
    return (word,)
