"""Numbers as people write them: the decimal sign, and the value of the text.

A single "1,234" proves nothing. The decimal sign of a column follows from cells with only one possible
reading ("1.234,50", "12,5", "1,234,567"), and only without such cells from a default that the caller
reports.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from engagement.locale import message
from engagement.sources.values.texts import Fault
from engagement.sources.words.word_files import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable

Sign = Literal[".", ","]

NOT_A_NUMBER: Final = Fault(message("This is not a number"))

#: The longest number; Decimal would be slow with longer texts.
_LONGEST: Final = 60
_SPACES: Final = " \u00a0\u202f\u2009\u2007\t"
#: The first digits of Arabic, Persian and Thai.
_ZEROS: Final = (0x660, 0x6F0, 0xE50)
_DASHES: Final = str.maketrans(
    {"\u2212": "-", "\u2013": "-", "\u2010": "-", "\u2011": "-", "\u2019": "'", "\u066c": "'", "\u066b": "."}
    | {zero + digit: str(digit) for zero in _ZEROS for digit in range(10)}
)

# Scales that networks print. Italian and Spanish "mil(a)" and "mln" follow a blank.
_SCALES: Final = {
    "k": 1_000,
    "mil": 1_000,
    "mila": 1_000,
    "tys": 1_000,
    "tsd": 1_000,
    "m": 1_000_000,
    "mln": 1_000_000,
    "mio": 1_000_000,
    "mill": 1_000_000,
    "b": 1_000_000_000,
    "mrd": 1_000_000_000,
    "mld": 1_000_000_000,
}
_SCALE: Final = re.compile(
    r"(?<=\d)\s?(" + "|".join(sorted(_SCALES, key=len, reverse=True)) + r")\.?\Z", re.IGNORECASE
)
#: Words after a number of pieces: "2 pcs", "3x".
_PIECES: Final = re.compile(
    rf"(?<=\d)[ \u00a0]?(?:{any_of('amount-units', 'pieces')})\.?\Z|\A(?:x|×) ?(?=\d)", re.IGNORECASE
)
#: "120,-" and "120.\u2013" are whole amounts, the dash stands for the cents: no minus.
_NO_CENTS: Final = re.compile(r"(?<=\d)[.,]-{1,2}\Z")
_SCIENTIFIC: Final = re.compile(r"-?\d+(?:[.,]\d+)?[eE][+-]?\d{1,3}\Z")
#: How most cells of a column are written; what it matches is taken apart by it alone.
_PLAIN: Final = re.compile(r"(-?)([0-9]{1,15}(?:[.,][0-9]{1,15})?)\Z")
_BODY: Final = re.compile(r"\d[\d.,' ]*\Z|[.,]\d+\Z")
_GROUPS_BY_BLANK: Final = re.compile(r"\d{1,3}(?:[ ']\d{2,3})+(?=[.,]|\Z)")
_SEPARATORS: Final = re.compile(r"[.,]")


class Parts(NamedTuple):
    """A number's text in parts: sign, digits with their separators, scale, per cent or not."""

    negative: bool
    body: str
    scale: int = 1
    percent: bool = False


@dataclass(frozen=True, slots=True)
class DecimalEvidence:
    """How many texts prove the point, how many the comma, and how many could be read both ways."""

    point: int = 0
    comma: int = 0
    open_point: int = 0
    open_comma: int = 0

    @property
    def proven(self) -> Sign | None:
        """Return the sign that more texts prove than the other, None for a tie."""
        if self.point == self.comma:
            return None
        return "." if self.point > self.comma else ","


def take_apart(text: str) -> Parts | None:
    """Return the parts of a number from a cleaned text (without a currency); None if it is not a number."""
    plain = _PLAIN.match(text)
    return _without_signs(text) if plain is None else Parts(plain[1] == "-", plain[2])


def _without_signs(text: str) -> Parts | None:
    """Return the parts of a number that may have signs, spaces, a scale or a word beside its digits."""
    if len(text) > _LONGEST:
        return None
    text = _PIECES.sub("", _NO_CENTS.sub("", text.translate(_DASHES).strip(_SPACES)))
    negative = False
    if text.startswith("(") and text.endswith(")"):
        negative, text = True, text[1:-1].strip(_SPACES)
    percent = text.endswith("%")
    if percent:
        text = text[:-1].rstrip(_SPACES)
    if text.startswith("%"):
        percent, text = True, text[1:].lstrip(_SPACES)
    if text[:1] in ("-", "+"):
        negative, text = negative != (text[0] == "-"), text[1:].lstrip(_SPACES)
    elif text.endswith("-"):
        negative, text = not negative, text[:-1].rstrip(_SPACES)
    if _SCIENTIFIC.match(text):
        return Parts(negative, text, 1, percent)
    scale = 1
    scaled = _SCALE.search(text)
    if scaled is not None:
        scale, text = _SCALES[scaled.group(1).lower()], text[: scaled.start()]
    for space in _SPACES[1:]:
        text = text.replace(space, " ")
    return Parts(negative, text, scale, percent) if _BODY.match(text) else None


def evidence(bodies: Iterable[str]) -> DecimalEvidence:
    """Return what texts (`Parts.body`) prove about the decimal sign."""
    counts = {".": 0, ",": 0, "open.": 0, "open,": 0}
    for body in bodies:
        verdict = _verdict(body)
        if verdict is not None:
            counts[verdict] += 1
    return DecimalEvidence(counts["."], counts[","], counts["open."], counts["open,"])


def value(parts: Parts, decimal: Sign) -> Decimal | Fault:
    """Return the value of the parts. A body that proves another sign is read by its own proof."""
    body = parts.body
    if "e" in body or "E" in body:
        number = Decimal(body.replace(",", "."))
    else:
        proof = _verdict(body)
        sign = proof if proof in (".", ",") else decimal
        text = body.replace("'", "").replace(" ", "")
        other = "," if sign == "." else "."
        if not _well_grouped(body, other, sign):
            return NOT_A_NUMBER
        try:
            number = Decimal(text.replace(other, "").replace(sign, "."))
        except InvalidOperation:
            return NOT_A_NUMBER
    if parts.scale != 1:
        number = number * parts.scale
    if parts.percent:
        number = number.scaleb(-2)
    return -number if parts.negative else number


def _verdict(body: str) -> str | None:
    """Return the decimal sign that a body proves; "open." and "open," for ambiguous ones."""
    separators = () if body.isdecimal() else _SEPARATORS.findall(body)
    if not separators:
        return None
    last = str(separators[-1])
    other = "," if last == "." else "."
    if len(set(separators)) == 2:
        # 1.234,50: the last is the decimal sign; 1,234,50 and the like are told by the grouping.
        if separators.count(last) == 1:
            return last
        return other if separators.count(other) == 1 else None
    if len(separators) > 1:
        # 28.04.2026 is no number, and proves nothing.
        return other if _well_grouped(body, last, other) else None
    return last if _proves_its_only_sign(body, last) else f"open{last}"


def _proves_its_only_sign(body: str, sign: str) -> bool:
    """Return whether the only separator of a body cannot be one of thousands."""
    integer_part, _, rest = body.partition(sign)
    return (
        len(rest) != 3
        or len(integer_part) > 3
        or integer_part in ("", "0")
        or integer_part[0] == "0"
        or _GROUPS_BY_BLANK.match(body) is not None
    )


def _well_grouped(body: str, separator: str, decimal: str) -> bool:
    """Return whether thousands are grouped as people do (3 by 3, or 2 by 2 as in 12,34,567)."""
    integer_part = body.partition(decimal)[0]
    if body.count(decimal) > 1:
        return False
    if not any(mark in integer_part for mark in (separator, "'", " ")):
        return True
    groups = re.split(rf"[{re.escape(separator)}' ]", integer_part)
    return (
        1 <= len(groups[0]) <= 3
        and len(groups[-1]) == 3
        and all(len(group) in (2, 3) for group in groups[1:-1])
        and separator not in body.partition(decimal)[2]
    )
