"""Which products are gift cards, by their names in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.words import word_files
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

_CARDS: Final = tuple(f" {fold(name)} " for name in word_files.words("other-lists-phrases")["gift_card"])


def is_gift_card(product: str) -> bool:
    """Return whether a product is a gift card by its name.

    >>> is_gift_card("Carta regalo - 50 EUR"), is_gift_card("Mug")
    (True, False)
    """
    name = f" {fold(product)} "
    return any(card in name for card in _CARDS)


def gift_cards_among(lines: Mapping[str, pa.Array], amounts: pa.Int64Array) -> pa.Int64Array:
    """Return the amounts of the lines that are gift cards; 0 for all others."""
    if "product" not in lines:
        return pc.if_else(pc.is_valid(amounts), 0, 0)
    cards = [name for name in pc.unique(lines["product"]).to_pylist() if name and is_gift_card(name)]
    return pc.if_else(pc.is_in(lines["product"], pa.array(cards, pa.string())), amounts, 0)
