"""Yes and no, in the words of the files' languages (`words`, section [yes-and-no])."""

from __future__ import annotations

from typing import Final

from engagement.locale import message
from engagement.sources.values.texts import Fault, is_missing
from engagement.sources.words.word_files import words

_WORDS: Final = words("yes-and-no")
_YES: Final = frozenset(map(str.casefold, _WORDS["yes"]))
_NO: Final = frozenset(map(str.casefold, _WORDS["no"]))

NOT_A_FLAG: Final = Fault(message("This is neither yes nor no"))


def parse(text: str) -> bool | Fault:
    """Return one cleaned text as yes or no."""
    word = text.casefold()
    if word in _YES:
        return True
    return False if word in _NO else NOT_A_FLAG


def tells(text: str) -> bool | None:
    """Return whether a cleaned text means yes in any way: a yes, a code, a time, a non-zero amount.

    None if it says that there is no value.
    """
    if is_missing(text):
        return None
    parsed = parse(text)
    if isinstance(parsed, bool):
        return parsed
    return any(letter.isalpha() or letter in "123456789" for letter in text)
