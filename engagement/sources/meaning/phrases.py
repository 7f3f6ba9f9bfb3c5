"""Headers compared word by word with the names of a table: which role a header may have, and how surely.

Headers are compared as sets of words, without case, accents and little words. A header that only contains a
name counts for less than one that is it, and not at all where it holds a word that turns the meaning
("delivery date"). So columns of order tables are known, whose names have no end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.meaning import order_numbers
from engagement.sources.values.fold import apart, fold
from engagement.sources.words import orders

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.words.table import WordTable

_NUMBER_WORD: Final = "number"
_SHORT: Final = {**dict.fromkeys(orders.NUMBERS.split(), _NUMBER_WORD), **orders.SHORT}
#: By how much an amount without tax is worse than one with it.
_LESS: Final = 0.08
#: How sure a word for a customer with one for a number is: less than any known phrase.
_OF_CUSTOMERS: Final = 1.9


def words(header: str) -> frozenset[str]:
    """Return the words of a header or phrase that carry meaning.

    >>> sorted(words("N.º del Pedido")), sorted(words("OrderDate (UTC)"))
    (['number', 'pedido'], ['date', 'order', 'utc'])
    """
    bare = fold(apart(header).replace("#", " number "))
    parts = (part for word in bare.split() for part in order_numbers.split(word))
    found = {_SHORT.get(word, word) for word in parts if word not in orders.LITTLE}
    return frozenset(found - {"o"} if _NUMBER_WORD in found else found)


_INCLUSIVE: Final = words(orders.INCLUSIVE)
_WITHOUT_TAX: Final = words(orders.WITHOUT_TAX)
_HARMLESS: Final = words(orders.HARMLESS)


class Phrases:
    """A table of names, ready to rate headers by their words."""

    def __init__(self, table: WordTable) -> None:
        self._names = _split(table.names)
        self._turned = {role: frozenset(barred.split()) for role, barred in table.turned.items()}
        self._strict = table.strict
        #: Names of last resort by role, the surest first.
        self.last_resorts: Final = _split(table.last_resorts)

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles in the order of the table: where columns tie, the earlier role takes its own first."""
        return tuple(self._names)

    def turned(self, role: str) -> frozenset[str]:
        """The words that turn the meaning of a header which only contains a name of the role."""
        return self._turned.get(role, frozenset())

    def says(self, role: str, name: str) -> bool:
        """Whether a column's name says that it has a role; else its values alone do."""
        return self.rate(role, words(name)) > 0

    def rate(self, role: str, header: frozenset[str]) -> float:
        """Rate a header for a role: up to 2 where it is a name, up to 1 where it contains one, else 0."""
        best = order_numbers.rate(header) if role == "order_id" else 0.0
        if role == "customer" and order_numbers.numbers_customers(header) and "name" not in header:
            best = _OF_CUSTOMERS
        turned = header & self.turned(role)
        if turned and role == "amount" and header & _INCLUSIVE:
            turned = frozenset()
        for place, phrase in enumerate(self._names[role]):
            if phrase == header:
                best = max(best, 2 - place / 1000)
            elif phrase < header and not (turned - phrase):
                best = max(best, 1 - 0.1 * len(header - phrase) + 0.05 * len(phrase) - place / 1000)
        return best - _LESS if role == "amount" and header & _WITHOUT_TAX else best

    def harmless(self, role: str, header: frozenset[str]) -> bool:
        """Whether a header that contains a name of a role says nothing else that could make it another thing.

        "Customer gender" is no customer, and "pickup time" no time of an order.
        """
        if role not in self._strict:
            return True
        beside = (header - phrase for phrase in self._names[role] if phrase < header)
        return min(beside, key=len, default=header) <= _HARMLESS


def _split(names: Mapping[str, str]) -> dict[str, list[frozenset[str]]]:
    return {role: [words(name) for name in text.split("|")] for role, text in names.items()}


ORDERS: Final = Phrases(orders.ORDERS)
