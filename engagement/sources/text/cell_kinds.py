"""What a cell looks like on its own: empty, number, date, identifier or words.

Used to weigh readings of a file against one another, never to type a column.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

Kind = Literal["empty", "number", "date", "name", "address", "words", "unknown"]

_NUMBER: Final = re.compile(
    r"[-+(]?\s?(?:[A-Z]{3}\s?|[$€£¥₹]\s?)?[-+]?"
    r"(?:\d{1,3}(?:[.,' \u00a0\u202f]\d{3})+|\d+)?(?:[.,]\d+)?(?:[eE][-+]?\d+)?"
    r"\s?(?:%|[A-Z]{3}|[$€£¥₹]|zł|Kč)?\)?-?\Z"
)
_DATE: Final = re.compile(
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})"
    r"|\d{1,2}[-. ][^\W\d_]{3,9}\.?[-. ]\d{2,4}"
    r"|[^\W\d_]{3,9}[-. ]\d{1,2}(?:,\s|[-. ])\d{2,4})"
    r"(?:[T ,]{1,2}\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?:\s?[AaPp]\.?[Mm]\.?)?"
    r"\s?(?:Z|UTC|[-+]\d{2}:?\d{2})?)?\Z"
)
_TIME: Final = re.compile(r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[AaPp]\.?[Mm]\.?)?\Z")
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+\Z|[^\s@,;|]+@[^\s@,;|]+\.[^\s@,;|]+\Z", re.IGNORECASE)
_NAME: Final = re.compile(r"[\w.#'/()&+-]+\Z")
_WORDS: Final = re.compile(r"[\w\s.,:!?'\"’()/&%#+*@€$£°–—…-]+\Z")
_MISSING: Final = frozenset({"-", "n/a", "N/A", "NA", "null", "NULL", "None", "nan", "NaN", "undefined"})


@lru_cache(maxsize=65_536)
def kind_of(cell: str) -> Kind:
    """Name the kind of one cell; long cells are judged by their beginning."""
    text = cell.strip()[:200]
    if not text or text in _MISSING:
        return "empty"
    if _NUMBER.match(text) and any(c.isdigit() for c in text):
        return "number"
    if _DATE.match(text) or _TIME.match(text):
        return "date"
    if _ADDRESS.match(text):
        return "address"
    if _NAME.match(text):
        return "name"
    return "words" if _WORDS.match(text) else "unknown"
