"""Fold a question for the expressions: small letters without accents and marks, dates and codes marked."""

from __future__ import annotations

import re
from typing import Final

from engagement.sources.words.fold import fold

#: Stands before a country's code in a folded question. Only capitals are a code: "FR", not "de" or "it".
COUNTRY_CODE: Final = "country"
_CODE: Final = re.compile(r"\b(?:AT|BE|CH|CZ|DE|DK|ES|FI|FR|GB|GR|HU|IE|IT|NL|PL|PT|RO|SE|UK|US)\b")
#: A word of four letters: a question in capitals that has one is all in capitals, so "DE" in it is no code.
_LONGER: Final = re.compile(r"[^\W\d_]{4}")
#: Signs that change the number beside them, and words in their place: "3+ orders" are not three.
_SIGNS: Final = (
    (re.compile(r"(?<=\d)\s?\+"), " ormore "),
    (re.compile(r"[>≥]=?(?=\s?\d)"), " morethan "),
    (re.compile(r"[<≤]=?(?=\s?\d)"), " lessthan "),
)
#: How dates, months, codes and signs are spelt in a folded question, and how people write them.
_WRITTEN: Final = (
    (re.compile(r"d(\d{4})(\d{2})(\d{2})"), r"\1-\2-\3"),
    (re.compile(r"n(\d{1,2})n(\d{1,2})n(\d{4})"), r"\1/\2/\3"),
    (re.compile(r"m(\d{1,2})m(\d{4})"), r"\1/\2"),
    (re.compile(COUNTRY_CODE + r"([a-z]{2})"), r"\1"),
    (re.compile("ormore"), "+"),
    (re.compile("morethan"), ">"),
    (re.compile("lessthan"), "<"),
)


def sentence(text: str) -> str:
    """Return a question folded: small letters without accents and marks.

    Dates, countries in capitals and signs beside numbers become words of their own: "2026-03-01" is
    "d20260301", "FR" is "countryfr", "3+" is "3 ormore".
    """
    plain = re.sub(r"(?<!\d)(?<!\d )%", " percent ", text)  # "% of sales", but not "20 % off"
    for sign, word in _SIGNS:
        plain = sign.sub(word, plain)
    plain = re.sub(r"%|\b[nN][º°]|№", " ", plain)
    if not text.isupper() or _LONGER.search(text) is None:  # "NPS DE Q3", but "VENTAS DE MAYO"
        plain = _CODE.sub(lambda code: f" {COUNTRY_CODE}{code[0]} ", plain)
    plain = re.sub(r"\b(\d{1,2})[./](\d{1,2})[./](20\d\d)\b", r" n\1n\2n\3 ", plain)
    plain = re.sub(r"\b(\d{1,2})[./](20\d\d)\b", r" m\1m\2 ", plain)
    plain = re.sub(r"(?<=[^\W\d_]{3} )['’](\d\d)\b", r"20\1", plain)
    plain = re.sub(r"\b(\d{1,4})(?=(?:d|w|gg|dni|dias|days|giorni|mesi|wks?|mths?)\b)", r"\1 ", plain)
    return fold(re.sub(r"\b(\d{4})-(\d{2})-(\d{2})\b", r" d\1\2\3 ", plain))


def as_written(word: str) -> str:
    """Return a word of a folded question in its usual spelling: "d20260301" is "2026-03-01".

    Other words are returned as they are.
    """
    for pattern, written in _WRITTEN:
        if pattern.fullmatch(word):
            return pattern.sub(written, word)
    return word
