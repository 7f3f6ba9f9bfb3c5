"""A number as a reader types it, made plain: "1234.50" of "1.234,50 €"."""

from __future__ import annotations

import re
from typing import Final

#: What may stand before and after the digits: a currency's sign or a short name ("zł", "EUR", "S/.").
_CURRENCY: Final = r"(?:[^\d\s.,%()+/\u2212-]{1,4}\.?)?"
_TYPED: Final = re.compile(
    rf"\s*(?P<sign>[-+\u2212])?\s*{_CURRENCY}\s*(?(sign)|(?P<inner>[-\u2212])?)\s*"
    rf"(?P<number>[.,]?\d[\d.,'\u2019\s]*)\s*(?P<after>%|{_CURRENCY})\s*"
)
_GROUPS: Final = re.compile(r"\d{1,3}([.,]\d{3})+")
_THREE: Final = 3


def plain_number(text: str, decimal_sign: str) -> str:
    """Return a typed number without separators and with a decimal point; the text itself if it is none.

    One sign before three digits groups them, unless it is the decimal sign of the reader's language.

    >>> plain_number("1.234,50 €", "."), plain_number("1,234", "."), plain_number("12 %", ",")
    ('1234.50', '1234', '12%')
    >>> plain_number("twelve", "."), plain_number("-5", "."), plain_number("12abc3", ".")
    ('twelve', '-5', '12abc3')
    """
    typed = _TYPED.fullmatch(text)
    if typed is None:
        return text
    number = re.sub(r"['\u2019\s]", "", typed["number"])
    sign = "-" if "\u2212" in text or "-" in (typed["sign"] or "", typed["inner"] or "") else ""
    whole = _whole(number, decimal_sign)
    return text if whole is None else f"{sign}{whole}{'%' if typed['after'] == '%' else ''}"


def _whole(number: str, decimal_sign: str) -> str | None:
    """Return digits with separators as a plain number; None where the separators contradict each other."""
    last = max(number.rfind(","), number.rfind("."))
    if last < 0:
        return number
    used = number[last]
    digits = len(number) - last - 1
    if number.count(used) > 1 or (digits == _THREE and used != decimal_sign and last > 0):
        grouped = _GROUPS.fullmatch(number) is not None and len(set(number) & set(",.")) == 1
        return re.sub("[.,]", "", number) if grouped else None
    integer, decimals = number[:last], number[last + 1 :]
    if re.search("[.,]", integer) and not _GROUPS.fullmatch(integer):
        return None
    integer = re.sub("[.,]", "", integer) or "0"
    return f"{integer}.{decimals}" if decimals else integer
