"""Text folded for comparison: small letters without accents."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

#: Letters that Unicode does not take apart into a plain letter and an accent.
_PLAIN: Final = str.maketrans({"ł": "l", "ß": "ss", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})


@lru_cache(maxsize=32_768)  # every concept is looked for among the names of all columns
def fold(text: str) -> str:
    """Return `text` as plain lower-case words: no accents, marks or look-alike spaces."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN)
    kept = "".join(c if c.isalnum() else " " for c in plain if not _dropped(c))
    return " ".join(kept.split())


def _dropped(char: str) -> bool:
    """Accents and characters without width join words, they do not part them."""
    return unicodedata.category(char) in {"Mn", "Cf"}
