"""The names of an order's states in shops: stems of words, in the order in which they are tried.

"Partially refunded" is tried before "Refunded", "Unpaid" before "Paid". Patterns are applied to words in
lower case, without accents, dashes and underscores.
"""

from __future__ import annotations

import re
from typing import Final

from engagement.sources.words.word_files import patterns

_WORDS: Final = patterns("order-states")
_REFUND: Final = _WORDS["refund"]
#: The pattern of each state; the first one that matches counts.
RULES: Final = tuple(
    (state, re.compile(text))
    for state, text in (
        # "Not returned", "Refund declined": something did not happen, so the order's state is unchanged.
        ("paid", rf"{_WORDS['turned_down']}|\b({_WORDS['not']}) ?({_REFUND}|{_WORDS['called_back']})"),
        ("partially_refunded", rf"^(?=.*\b({_WORDS['part']}))(?=.*({_REFUND}))"),
        # Something was planned and did not happen, or was only requested.
        ("pending", rf"\b({_WORDS['not_yet']})({_WORDS['handed_over']})|{_WORDS['undone']}"),
        ("cancelled", _WORDS["called_off"]),
        ("refunded", f"{_REFUND}|{_WORDS['charged_back']}"),
        *(
            (state, _WORDS[state])
            for state in ("cancelled", "voided", "failed", "expired", "test", "pending", "paid")
        ),
    )
)
