"""Text folded for comparison: the only place where words lose their case and accents.

Compared words (of headers, answers, states, countries) are folded on both sides. Whether two columns have
the same name is another question, for which accents count: `text.column_names`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

#: Letters that Unicode does not decompose into a plain letter and an accent.
_PLAIN: Final = str.maketrans({"ł": "l", "ß": "ss", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})
#: The same if punctuation is kept, and variants of punctuation marks. Ligatures are kept, because stored
#: names of surveys depend on texts folded in this way (`respondents.name_of_survey`).
_WITH_MARKS: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "\u2019": "'", "`": "'", "_": " "})
#: The places where a capital starts the next word: "customerId", "NPSScore".
_JOINED: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
#: The longest text that is cached: longer ones are comments, which hardly recur.
_LONGEST_KEPT: Final = 200


def fold(text: str, *, marks: bool = False) -> str:
    """Return `text` as plain lower-case words: no accents, no zero-width characters, single blanks.

    Punctuation becomes blanks; with `marks` it is kept, except underscores, and all apostrophes are the
    same.

    >>> fold("N.º del Pedido_ID"), fold("N.º del Pedido_ID", marks=True)
    ('n o del pedido id', 'n.o del pedido id')
    """
    return _fold_cached(text, marks) if len(text) <= _LONGEST_KEPT else _fold_cached.__wrapped__(text, marks)


@lru_cache(maxsize=32_768)  # every concept is searched among the names of all columns
def _fold_cached(text: str, marks: bool) -> str:  # noqa: FBT001 - a cache's key
    return " ".join(unicodedata.normalize("NFKD", text).translate(_MARKED if marks else _BARE).split())


def split_capitals(name: str) -> str:
    """Return a name with blanks between words that only capitals part: "RecordedDate" is "Recorded Date"."""
    return _JOINED.sub(" ", name)


class _Characters(dict[int, str]):
    """The replacement of each character, computed at its first occurrence."""

    def __init__(self, plain: dict[int, str], *, marks: bool) -> None:
        super().__init__()
        self._plain, self._marks = plain, marks

    def __missing__(self, code: int) -> str:
        plain = chr(code).casefold().translate(self._plain)
        self[code] = "".join(c if self._marks or c.isalnum() else " " for c in plain if not _dropped(c))
        return self[code]


def _dropped(char: str) -> bool:
    """Return whether a character (an accent, a zero-width one) is removed without separating words."""
    return unicodedata.category(char) in {"Mn", "Cf"}


_BARE: Final = _Characters(_PLAIN, marks=False)
_MARKED: Final = _Characters(_WITH_MARKS, marks=True)
