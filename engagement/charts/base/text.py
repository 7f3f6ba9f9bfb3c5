"""Text in a chart: escaped, measured, and shortened to a width.

Plotly reads a label as markup: `<a href>` becomes a link, `$..$` a formula, `&lt;` a bracket. A name from a
file must be shown as it is, so every text passes through `plain` exactly once.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: Plotly decodes entities only after it has searched for markup and formulas.
_INERT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;"})
#: White space that breaks a line or moves the text; the no-break space is kept.
_BREAKS: Final = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
_ELLIPSIS: Final = "…"
#: Tolerance for rounding errors: widths are summed in another order than they are compared.
_TOLERANCE: Final = 1e-6
_WORD_JOINER: Final = "\u2060"

#: Character widths in em, of a sans serif slightly wider than Inter, so that a fallback font fits too.
_NARROW: Final = frozenset("iIjl.,:;'|!()[] \u00a0\u202ft·f")
_WIDE: Final = frozenset("mwMW%@—…")
#: Numbers in circles, from 1 to 20.
_CIRCLED: Final = frozenset(map(chr, range(ord("①"), ord("⑳") + 1)))
_NARROW_EM: Final = 0.32
_NORMAL_EM: Final = 0.58
_UPPER_EM: Final = 0.68
_WIDE_EM: Final = 0.90
_FULL_EM: Final = 1.0


def plain(label: str) -> str:
    """Escape text: no markup, no formula, no line break, no control or direction character."""
    one_line = _BREAKS.sub(" ", label).strip()
    return "".join(c for c in one_line if unicodedata.category(c)[0] != "C").translate(_INERT)


def bold(label: str) -> str:
    """Return escaped text in bold."""
    return f"<b>{plain(label)}</b>"


def width(label: str, size: float = 12.5) -> float:
    """Return an estimate of the width of unescaped text in pixels, rather too wide than too narrow."""
    return size * sum(_em(c) for c in label)


def shorten(label: str, room: float, size: float = 12.5) -> str:
    """Shorten unescaped text at its end so that it fits into `room` pixels."""
    label = _BREAKS.sub(" ", label).strip()
    if width(label, size) <= room + _TOLERANCE:
        return label
    for length in range(len(label) - 1, 0, -1):
        cut = label[:length].rstrip() + _ELLIPSIS
        if width(cut, size) <= room:
            return cut
    return label[:1] + _ELLIPSIS


def shorten_each(label: str, between: str, room: float, size: float = 12.5) -> str:
    """Shorten both parts of a compound name: each gets half of `room`, or what the other leaves."""
    first_name, _, other = label.partition(between)
    if not other or width(label, size) <= room + _TOLERANCE:
        return shorten(label, room, size)
    remaining = room - width(between, size)
    first = shorten(first_name, max(remaining / 2, remaining - width(other, size)), size)
    return first + between + shorten(other, remaining - width(first, size), size)


def fold(label: str, room: float, size: float = 12.5) -> list[str]:
    """Wrap unescaped text at its spaces into lines of at most `room` pixels where possible."""
    lines: list[str] = []
    for word in _BREAKS.sub(" ", label).strip().split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width(joined, size) <= room + _TOLERANCE:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def _em(character: str) -> float:
    if character == _WORD_JOINER or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0.0
    if character in _NARROW:
        return _NARROW_EM
    if character in _WIDE:
        return _WIDE_EM
    if unicodedata.east_asian_width(character) in {"W", "F"} or character in _CIRCLED:
        return _FULL_EM
    return _UPPER_EM if character.isupper() else _NORMAL_EM
