"""Find the East Asian code page of a text: two bytes per letter, and most letters are frequent ones.

These pages are only tried if no single-byte page yields words (`code_pages`): French in cp1252 can be decoded
as Chinese without an error, but gives rare characters that are not beside each other.
"""

from __future__ import annotations

import codecs
from typing import Final

#: Each page with the encoding that numbers its frequent letters, and the range of their first bytes there. Of
#: pages with equal scores the first one is used.
_PAGES: Final = {
    "cp932": ("euc_jp", 0xA1, 0xCF),
    "cp949": ("euc_kr", 0xB0, 0xC8),
    "gb18030": ("gb2312", 0xA1, 0xD7),
    "big5": ("big5", 0xA1, 0xC6),
    "euc_jp": ("euc_jp", 0xA1, 0xCF),
}
NAMES: Final = tuple(_PAGES)
#: The escape sequences that begin Japanese text in ISO-2022-JP.
_ESCAPES: Final = (b"\x1b$B", b"\x1b$@")
#: The share of frequent letters from which a page is possible.
_ENOUGH: Final = 0.85
#: The share of kana from which a text is Japanese.
_KANA: Final = 0.1


def is_seven_bit(head: bytes) -> bool:
    """Return whether a text is Japanese in seven bits (ISO-2022-JP), which looks like plain ASCII."""
    return any(escape in head for escape in _ESCAPES)


def pages(sample: bytes) -> tuple[str, ...]:
    """Return the pages in which non-ASCII lines are running text, the most likely first; may be empty."""
    scores = {name: _score(sample, name) for name in _PAGES}
    likely = [name for name, score in scores.items() if score >= _ENOUGH]
    likely.sort(key=lambda name: -scores[name])
    if "euc_jp" in likely and _kana(sample) >= _KANA:
        likely.sort(key=lambda name: name != "euc_jp")
    return tuple(likely)


def _read(sample: bytes, name: str) -> str | None:
    """Return the decoded sample, whose last letter may be cut; None if it is invalid in this page."""
    try:
        return codecs.getincrementaldecoder(name)("strict").decode(sample, final=False)
    except UnicodeDecodeError:
        return None


def _score(sample: bytes, name: str) -> float:
    """Return the share of non-ASCII letters that are frequent and beside another one; 0 if invalid."""
    text = _read(sample, name)
    if text is None:
        return 0.0
    standard, first, last = _PAGES[name]
    total = good = 0
    frequent: dict[str, bool] = {}
    padded = f" {text} "
    for before, letter, after in zip(padded, text, padded[2:], strict=False):
        if letter.isascii():
            continue
        alone = before.isascii() and after.isascii()
        if alone and (before.isdigit() or after.isdigit()):
            continue  # a unit beside a number, such as yen
        total += 1
        if alone:
            continue
        if letter not in frequent:
            coded = letter.encode(standard, "ignore")
            is_kana = name == "cp932" and "\uff61" <= letter <= "\uff9f"
            frequent[letter] = is_kana or (len(coded) == 2 and first <= coded[0] <= last)
        good += frequent[letter]
    return good / total if total else 0.0


def _kana(sample: bytes) -> float:
    text = [c for c in _read(sample, "euc_jp") or "" if not c.isascii()]
    return sum("\u3040" <= c <= "\u30ff" for c in text) / max(len(text), 1)
