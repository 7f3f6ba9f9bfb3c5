"""Yes and no, in the words of the files' languages."""

from __future__ import annotations

from typing import Final

from engagement.locale import message
from engagement.sources.values.texts import Fault

_YES_WORDS: Final = (
    "true t yes y 1 1.0 on vero v sì si sí s verdadero tak prawda p ja wahr j oui vrai o sim x ✓ checked"
)
_NO_WORDS: Final = "false f no not n 0 0.0 off falso nie fałsz nein falsch non faux não nao unchecked"
_YES: Final = frozenset(_YES_WORDS.split())
_NO: Final = frozenset(_NO_WORDS.split())

NOT_A_FLAG: Final = Fault(message("This is neither yes nor no"))


def parse(text: str) -> bool | Fault:
    """Read one cleaned text as yes or no."""
    word = text.casefold()
    if word in _YES:
        return True
    return False if word in _NO else NOT_A_FLAG
