"""The words for states of an order, in the languages of exports.

Platforms translate their status words and shops add their own, so a state is recognised by the stem of its
word without accents, not by a list of whole words (`meaning.order_states`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyarrow as pa

from engagement.locale import message
from engagement.sources.meaning.order_states import RULES
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.columns.typed import Cells

#: How many unknown words a sentence names, and about how many a person is asked.
_NAMED: Final = 5
_MOST_CHOICES: Final = 20
#: The answer "none of the unknown words means cancelled".
_NONE_OF_THEM: Final = "paid"


def state_of(word: str) -> str | None:
    """Return the canonical state for a shop's status word; None if the word is unknown.

    >>> state_of("Annullato"), state_of("wc-on-hold"), state_of("blue")
    ('cancelled', 'pending', None)
    """
    plain = _plain(word)
    return next((state for state, stems in RULES if stems.search(plain)), None)


def states(cells: Cells, words: pa.StringArray, special: Mapping[str, str] | None = None) -> pa.StringArray:
    """Return the canonical states of status words; null stays null.

    `special` has the states of a platform's own words (in lower case), which take precedence. An unknown
    word counts as paid; the report names it, and a person may answer that it means cancelled.
    """
    encoded = words.dictionary_encode()
    names = encoded.dictionary.to_pylist()
    special_states = special or {}
    state_list = [special_states.get(_plain(name)) or state_of(name) for name in names]
    strange = sorted(name for name, state in zip(names, state_list, strict=True) if state is None)
    if strange:
        sentence = message(
            "These order states are unknown and count as paid: {words}", words=", ".join(strange[:_NAMED])
        )
        answer = (
            cells.doubt("states", _NONE_OF_THEM, sentence, choices=strange[:_MOST_CHOICES]) or _NONE_OF_THEM
        )
        off = set(answer.split("\n")) & set(strange)  # "paid" may be a word of this shop, too
        state_list = [
            "cancelled" if word in off else state for word, state in zip(names, state_list, strict=True)
        ]
    return pa.array([state or "paid" for state in state_list], pa.string()).take(encoded.indices)


def _plain(word: str) -> str:
    """Return a word in lower case without accents, dashes and underscores."""
    return fold(word.replace("-", " "), marks=True)
