"""Words for an order without an account in columns about accounts: "guest", "not logged in".

And the names of columns that say yes for an order with one: "Has account".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.words.fold import fold
from engagement.sources.words.word_files import words

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDS: Final = {meaning: frozenset(map(fold, texts)) for meaning, texts in words("accounts").items()}
_ASKING: Final = frozenset(map(fold, words("account-columns")["named"]))
#: The most distinct values of a column about accounts.
MOST: Final = 12


def says_guest(text: str) -> bool:
    """Return whether a text in a column of guests means that there is no account."""
    return fold(text) in _WORDS["guest"] | _WORDS["without"]


def says_account(text: str) -> bool:
    """Return whether a text in a column of guests means that there is an account."""
    return fold(text) in _WORDS["registered"]


def asks_for_account(header: str) -> bool:
    """Return whether a column's name asks whether the order was made with an account."""
    return fold(header) in _ASKING


def guest_values(texts: Iterable[str]) -> frozenset[str]:
    """Return those of a column's distinct values that mean an order without an account.

    Empty if the column is not about accounts: a bare "guest", without a word for an account beside it,
    may be a kind of ticket or of room.
    """
    distinct = set(texts)
    if len(distinct) > MOST:
        return frozenset()
    certain = any(fold(text) in _WORDS["without"] for text in distinct) or any(map(says_account, distinct))
    return frozenset(filter(says_guest, distinct)) if certain else frozenset()
