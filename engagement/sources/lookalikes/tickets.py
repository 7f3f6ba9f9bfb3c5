"""Tables of messages to the shop about orders: complaints, tickets, requests.

They have a date, a person and sometimes an order number, but no row is an order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.meaning.header_words import words, words_of

if TYPE_CHECKING:
    from engagement.sources.model.raw_table import RawTable

_TOLD: Final = words_of("other-lists", "ticket")


def are_listed(raw: RawTable) -> bool:
    """Return whether a column has messages about an order, or the person handling it."""
    return any(words(name) & _TOLD for name in raw.columns)
