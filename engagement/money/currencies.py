"""Currencies: codes, symbols, minor digits, and the currency named in an amount."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Final

from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.locale import Message

# ISO 4217: every active code. The number of minor digits is 2 unless listed below.
_CODES: Final = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD "
    "CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL "
    "GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD "
    "KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO "
    "NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD "
    "SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV "
    "WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG HRK"
)
_WITHOUT_MINOR: Final = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_WITH_THREE: Final = "BHD IQD JOD KWD LYD OMR TND"
CODES: Final = frozenset(_CODES.split())
_NO_MINOR: Final = frozenset(_WITHOUT_MINOR.split())
_THREE_MINOR: Final = frozenset(_WITH_THREE.split())
_FOUR_MINOR: Final = frozenset({"CLF", "UYW"})

#: Symbols and local words. A bare $ is the US dollar by default, with a warning from the caller.
SYMBOLS: Final[dict[str, str]] = {
    "€": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "£": "GBP",
    "$": "USD",
    "us$": "USD",
    "us $": "USD",
    "au$": "AUD",
    "au $": "AUD",
    "a$": "AUD",
    "c$": "CAD",
    "ca$": "CAD",
    "c $": "CAD",
    "cdn$": "CAD",
    "nz$": "NZD",
    "nz $": "NZD",
    "hk$": "HKD",
    "s$": "SGD",
    "nt$": "TWD",
    "mx$": "MXN",
    "r$": "BRL",
    "¥": "JPY",
    "\uffe5": "JPY",  # as wide as a letter
    "円": "JPY",
    "cn¥": "CNY",
    "元": "CNY",
    "₹": "INR",
    "rs.": "INR",
    "rs": "INR",
    "₩": "KRW",
    "원": "KRW",
    "₽": "RUB",
    "\u0440\u0443\u0431.": "RUB",  # Cyrillic
    "₺": "TRY",
    "tl": "TRY",
    "zł": "PLN",
    "zl": "PLN",
    "kr": "SEK",
    "kr.": "DKK",
    "kč": "CZK",
    "ft": "HUF",
    "lei": "RON",
    "лв": "BGN",
    "лв.": "BGN",
    "₴": "UAH",
    "₪": "ILS",
    "₫": "VND",
    "฿": "THB",
    "₱": "PHP",
    "৳": "BDT",
    "₦": "NGN",
    "₡": "CRC",
    "₲": "PYG",
    "fr.": "CHF",
    "sfr.": "CHF",
    "rp": "IDR",
    "rm": "MYR",
    "s/": "PEN",
    "s/.": "PEN",
    "$u": "UYU",
    "din.": "RSD",
    # Arabic, as written after an amount
    "\u0631.\u0633": "SAR",
    "\u0631.\u0633.": "SAR",
    "﷼": "SAR",
    "\u062f.\u0625": "AED",
    "\u062c.\u0645": "EGP",
    "\u062f.\u0643": "KWD",
    "\u0631.\u0642": "QAR",
    "\u062f.\u0645.": "MAD",
    "\u062f.\u062a": "TND",
}

_LETTERS: Final = re.compile(r"[^\d\s.,'’()+−%-]")
_PREFIX: Final = re.compile(
    r"(?P<sign>[-+−(]*)\s*(?P<name>[^\d\s+−(),-][^\d+−(),-]*?)\s*(?P<number>[-+−(]*\s*[.,]?\d.*)\Z", re.DOTALL
)
#: Letters that are a currency only before an amount with two decimals: "R1,200.00", but not order "R1200".
_SHORT: Final = {
    "r": "ZAR",
    "q": "GTQ",
    "l": "HNL",
    "l.": "HNL",
    "bs": "BOB",
    "bs.": "BOB",
    "b/.": "PAB",
    "ksh": "KES",
    "kes.": "KES",
    "gh\u20b5": "GHS",
    "tsh": "TZS",
    "ush": "UGX",
}
_BEFORE_DECIMALS: Final = re.compile(
    r"([-+−(]*)\s*([A-Za-z/.\u20b5]{1,4}) ?((?:\d|(?<=\d)[ ,.\u00a0\u202f])+[.,]\d\d\)?)\Z"
)
_SUFFIX: Final = re.compile(
    r"(?P<number>.*\d[-.,)]*)\s*(?P<name>[^\d\s).,-][^\d]*?)(?P<sign>[-)]*)\Z", re.DOTALL
)

#: A code, or a sign that is no letter; of letters only these are no part of another word.
_IN_HEADER: Final = re.compile(
    "[A-Z]{3}\\b|" + "|".join(re.escape(s) for s in SYMBOLS if len(s) == 1 and not s.isalnum()) + "|zł"
)


def minor_digits(code: str) -> int:
    """Return the digits after the decimal sign by ISO 4217: JPY 0, EUR 2, KWD 3."""
    if code in _NO_MINOR:
        return 0
    if code in _THREE_MINOR:
        return 3
    return 4 if code in _FOUR_MINOR else 2


def to_minor(amount: Decimal, digits: int) -> int:
    """Return an amount in minor units of a currency with this number of digits, rounded half even."""
    return int(amount.scaleb(digits).to_integral_value(ROUND_HALF_EVEN))


def code_of(name: str) -> str | None:
    """Return the ISO 4217 code of a code, symbol or local word; None for any other text."""
    upper = name.strip().upper()
    if upper in CODES:
        return upper
    lower = " ".join(name.split()).lower()
    if lower in SYMBOLS:
        return SYMBOLS[lower]
    # "USD $" and "$ USD" name it twice.
    for part in re.split(r"[\s(),]+|(?<=[A-Za-z])(?=[^\w\s])|(?<=[^\w\s])(?=[A-Za-z])", name):
        if part.upper() in CODES:
            return part.upper()
    return None


def split_amount(text: str) -> tuple[str, str | None]:
    """Split "AU $3,013.00", "116,99 €" or "-$7.00" into the number's text and the currency's name.

    The name is None if the text has none. A name that is no known currency is returned, too; the caller
    refuses it.
    """
    if not _LETTERS.search(text):
        return text, None
    for pattern in (_PREFIX, _SUFFIX):
        match = pattern.match(text)
        if match is not None:
            sign, number, name = (
                match.group("sign"),
                match.group("number").strip(),
                match.group("name").strip(),
            )
            joined = f"{sign}{number}" if pattern is _PREFIX else f"{number}{sign}"
            if code_of(name) is not None:
                return joined, name
    short = _BEFORE_DECIMALS.match(text)
    code = None if short is None else _SHORT.get(short[2].lower())
    return (text, None) if short is None or code is None else (short[1] + short[3], code)


def currency_in(header: str) -> str | None:
    """Return the currency that a header names, as in "Total (EUR)" or "Betrag €"."""
    for part in _IN_HEADER.findall(header):
        code = code_of(part)
        if code is not None:
            return code
    return None


def no_order_in(code: str, known: Sequence[str]) -> Message:
    """Return a sentence: no order that counts is in a currency, and in which ones there are."""
    if not known:
        return message("No order is in {code}: the data have no order that counts.", code=code)
    return message("No order is in {code}; there are: {known}.", code=code, known=", ".join(known))
