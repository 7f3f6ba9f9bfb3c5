"""What shops call the states of an order: stems of words, in the order in which they are tried.

"Partially refunded" is tried before "Refunded", "Unpaid" before "Paid". Patterns see a word in small letters,
without accents, dashes and underscores.
"""

from __future__ import annotations

import re
from typing import Final

from engagement.sources.words.word_files import patterns

_HELD: Final = patterns("order-states")
_REFUND: Final = _HELD["refund"]
#: State -> pattern, the first that fits decides.
RULES: Final = tuple(
    (state, re.compile(text))
    for state, text in (
        # "Not returned": what did not happen leaves the order as it is.
        ("paid", rf"\b({_HELD['not']}) ?({_REFUND}|{_HELD['called_back']})"),
        ("partially_refunded", rf"^(?=.*\b({_HELD['part']}))(?=.*({_REFUND}))"),
        # What was to happen and did not, and what is only asked for.
        ("pending", rf"\b({_HELD['not_yet']})({_HELD['handed_over']})|{_HELD['undone']}"),
        ("cancelled", _HELD["called_off"]),
        ("refunded", f"{_REFUND}|{_HELD['charged_back']}"),
        *(
            (state, _HELD[state])
            for state in ("cancelled", "voided", "failed", "expired", "test", "pending", "paid")
        ),
    )
)
