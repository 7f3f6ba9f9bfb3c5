"""Column names in the form for comparison: without look-alikes, case, extra blanks and invisible marks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from engagement.sources.values.texts import INVISIBLE

_NO_INVISIBLE: Final = dict.fromkeys(map(ord, INVISIBLE))
_BLANKS: Final = re.compile(r"\s+")

# Characters that look like Latin letters or ASCII signs: Cyrillic and Greek letters, dashes, quotes.
_LOOK_ALIKES: Final = (
    str.maketrans(
        "авеѕіјкмнорсԁтухһѡαορνικ",
        "abesijkmhopcdtyxhwaopvik",
    )
    | dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
    | dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u00b4`"), "'")
    | dict.fromkeys(map(ord, "\u201c\u201d\u201e\u00ab\u00bb"), '"')
)


@lru_cache(maxsize=16_384)
def normalise(name: str) -> str:
    """Return `name` in the form for comparison.

    NFKC, case-folded, one blank between words, no invisible characters, and look-alike letters as Latin
    ones if the word has Latin letters too.
    """
    text = unicodedata.normalize("NFKC", name).translate(_NO_INVISIBLE).casefold()
    if not text.isascii():
        text = " ".join(_latin(word) for word in _BLANKS.split(text))
    return _BLANKS.sub(" ", text).strip(' \t"')


@lru_cache(maxsize=16_384)
def squeeze(name: str) -> str:
    """Return only the letters and digits of a name: `Lineitem name` and `lineitem_name` are equal.

    It is for a second comparison, because people and databases rename the headers of an export.
    """
    return "".join(letter for letter in normalise(name) if letter.isalnum())


def _latin(word: str) -> str:
    """Return a word with look-alikes as Latin letters, unless all of it is in the other alphabet."""
    as_latin = word.translate(_LOOK_ALIKES)
    return as_latin if any("a" <= letter <= "z" for letter in word) or as_latin.isascii() else word
