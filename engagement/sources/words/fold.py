"""Text folded for comparison. This is the one place where words lose their case and accents.

Whoever compares words (of headers, of answers, of states, of countries) folds both sides. Whether two columns
are one and the same is another question, in which accents count: `text.column_names`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

#: Letters that Unicode does not take apart into a plain letter and an accent.
_PLAIN: Final = str.maketrans({"ł": "l", "ß": "ss", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})
#: The same where marks stay, and marks that are written in several ways. Ligatures stay: the names of surveys
#: that are kept rest on texts folded so (`respondents.name_of_survey`).
_WITH_MARKS: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "\u2019": "'", "`": "'", "_": " "})
#: Where a capital starts the next word: "customerId", "NPSScore".
_JOINED: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
#: Longer texts are comments, of which hardly any comes twice.
_LONGEST_KEPT: Final = 200


def fold(text: str, *, marks: bool = False) -> str:
    """Return `text` as plain lower-case words: no accents, no characters without width, single blanks.

    Every mark becomes a blank; with `marks` all of them stay but the underscore, and apostrophes are one.

    >>> fold("N.º del Pedido_ID"), fold("N.º del Pedido_ID", marks=True)
    ('n o del pedido id', 'n.o del pedido id')
    """
    return _fold_cached(text, marks) if len(text) <= _LONGEST_KEPT else _fold_cached.__wrapped__(text, marks)


@lru_cache(maxsize=32_768)  # every concept is looked for among the names of all columns
def _fold_cached(text: str, marks: bool) -> str:  # noqa: FBT001 - a cache's key
    return " ".join(unicodedata.normalize("NFKD", text).translate(_MARKED if marks else _BARE).split())


def split_capitals(name: str) -> str:
    """Return a name with blanks between words that only capitals part: "RecordedDate" is "Recorded Date"."""
    return _JOINED.sub(" ", name)


class _Characters(dict[int, str]):
    """What becomes of each character; worked out when one is met for the first time."""

    def __init__(self, plain: dict[int, str], *, marks: bool) -> None:
        super().__init__()
        self._plain, self._marks = plain, marks

    def __missing__(self, code: int) -> str:
        plain = chr(code).casefold().translate(self._plain)
        self[code] = "".join(c if self._marks or c.isalnum() else " " for c in plain if not _dropped(c))
        return self[code]


def _dropped(char: str) -> bool:
    """Accents and characters without width join words, they do not part them."""
    return unicodedata.category(char) in {"Mn", "Cf"}


_BARE: Final = _Characters(_PLAIN, marks=False)
_MARKED: Final = _Characters(_WITH_MARKS, marks=True)
