"""The form of values, single texts or whole columns: e-mail address, date, number and so on.

The form is how a text is written, not what its column means. By default a text must be valid (31 February is
not a date); with `written` only its form counts (31 February has the form of a date).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from engagement.money import currencies
from engagement.sources.values import countries, dates, flags, numbers
from engagement.sources.values.texts import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

#: The rough kind of a cell.
RoughKind = Literal["empty", "number", "date", "name", "address", "words", "unknown"]

_ORDERS: Final[tuple[dates.Order, ...]] = ("day", "month")
_SIGNS: Final[tuple[Literal[".", ","], ...]] = (".", ",")
#: The number of values checked to decide whether a whole column has days.
_SAMPLE: Final = 200
#: The longest name of a country.
_LONGEST_COUNTRY: Final = 60

_EMAIL: Final = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]{2,}")
_PHONE: Final = re.compile(r"\+?[\d ()./-]{9,20}")
#: Network and web addresses, tokens, and numbers of nine digits or more.
_MACHINE: Final = re.compile(
    r"https?://\S+|www\.\S+|\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}|"
    r"[0-9a-f]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{9,}|\d(?:\.\d+)?e\+\d+|"
    r"[rs]_\w{8,}",
    re.IGNORECASE,
)
#: The key of an account: one word of four characters or more with a digit, except years and IP addresses.
_KEY: Final = re.compile(r"(?=.*\d)[\w.:#/+=-]{4,80}")
_NO_KEY: Final = re.compile(r"(?:19|20)\d{2}|\d{1,3}(?:\.\d{1,3}){3}")
#: One word with a digit in it.
_ONE_WORD: Final = re.compile(r"(?=.*\d)[\w.:#-]{3,64}")
_COUNTED: Final = re.compile(r"\d{1,9}(?:\.0+)?")
#: Seconds, or milliseconds, since 1970.
EPOCH: Final = re.compile(r"(\d{10})(\d{3})?(?:\.\d+)?")
_DATE: Final = re.compile(
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})"
    r"(?:[ t,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?(?: ?[ap]\.?m\.?)?"
    r"(?: ?(?:z|utc|gmt|[+-]\d{2}:?\d{2}))?)?",
    re.IGNORECASE,
)
#: Limited to 100 characters, as the time grows faster than the length of a text.
_WORDED_DATE: Final = re.compile(
    r"(?s:(?!.{101}).*?)(?:\b\d{1,2}\b.*[^\W\d]{3}.*\b\d{4}\b|[^\W\d]{3}.*\b\d{1,2}\b.*\b\d{4}\b)"
)
_ROUGH_NUMBER: Final = re.compile(
    r"[-+(]?\s?(?:[A-Z]{3}\s?|[$€£¥₹]\s?)?[-+]?"
    r"(?:\d{1,3}(?:[.,' \u00a0\u202f]\d{3})+|\d+)?(?:[.,]\d+)?(?:[eE][-+]?\d+)?"
    r"\s?(?:%|[A-Z]{3}|[$€£¥₹]|zł|Kč)?\)?-?\Z"
)
_ROUGH_DATE: Final = re.compile(
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})"
    r"|\d{1,2}[-. ][^\W\d_]{3,9}\.?[-. ]\d{2,4}"
    r"|[^\W\d_]{3,9}[-. ]\d{1,2}(?:,\s|[-. ])\d{2,4})"
    r"(?:[T ,]{1,2}\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?:\s?[AaPp]\.?[Mm]\.?)?"
    r"\s?(?:Z|UTC|[-+]\d{2}:?\d{2})?)?\Z"
)
_ROUGH_TIME: Final = re.compile(r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[AaPp]\.?[Mm]\.?)?\Z")
_ROUGH_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)\S+\Z|[^\s@,;|]+@[^\s@,;|]+\.[^\s@,;|]+\Z", re.IGNORECASE
)
_ROUGH_NAME: Final = re.compile(r"[\w.#'/()&+-]+\Z")
_ROUGH_WORDS: Final = re.compile(r"[\w\s.,:!?'\"’()/&%#+*@€$£°–—…-]+\Z")
_ROUGH_MISSING: Final = frozenset(
    {"-", "n/a", "N/A", "NA", "null", "NULL", "None", "nan", "NaN", "undefined"}
)


def is_email(text: str) -> bool:
    """Return whether a text is an e-mail address and nothing else."""
    return _EMAIL.fullmatch(text) is not None


def is_phone(text: str) -> bool:
    """Return whether a text is written like a telephone number: only digits and separators."""
    return _PHONE.fullmatch(text) is not None


def is_link(text: str) -> bool:
    """Return whether a text begins like the address of a web page: "http://", "https://" or "www."."""
    return text.startswith(("http://", "https://", "www."))


def is_machine_token(text: str) -> bool:
    """Return whether a text was made by a program: a web or network address, a hash, a very long number."""
    return _MACHINE.fullmatch(text) is not None


def is_account_key(text: str) -> bool:
    """Return whether a text may be the key of an account: one word with a digit, no year, no IP address."""
    return _KEY.fullmatch(text) is not None and _NO_KEY.fullmatch(text) is None


def is_token(text: str) -> bool:
    """Return whether a text is one word with a digit, as ids are."""
    return _ONE_WORD.fullmatch(text) is not None


def is_ident(text: str) -> bool:
    """Return whether a text has a digit and no blank, and is not an amount."""
    return any(c.isdigit() for c in text) and not any(c.isspace() for c in text) and not is_decimal(text)


def is_number(text: str, *, written: bool = False) -> bool:
    """Return whether a text is a number, perhaps with a currency; `written`: an invalid one also counts."""
    part = numbers.take_apart(currencies.split_amount(text)[0])
    if part is None or written:
        return part is not None
    return any(not isinstance(numbers.value(part, sign), Fault) for sign in _SIGNS)


def is_decimal(text: str, *, written: bool = False) -> bool:
    """Return whether a text is a number with anything besides digits ("1.5", "€ 3")."""
    return not text.isdigit() and is_number(text, written=written)


def is_small_whole(text: str) -> bool:
    """Return whether a text is a whole number below ten thousand, written only with digits."""
    return text.isdigit() and len(text) < 5


def is_counted(text: str) -> bool:
    """Return whether a text is a whole number, "12" or "12.0"."""
    return _COUNTED.fullmatch(text) is not None


def is_date(text: str, *, written: bool = False) -> bool:
    """Return whether a text is a date, day or month first; `written`: an impossible one also counts."""
    parsed_dates = (dates.parse(text, order) for order in _ORDERS)
    return any(
        parsed != dates.NOT_A_DATE if written else not isinstance(parsed, Fault) for parsed in parsed_dates
    )


def is_day(text: str, *, written: bool = False) -> bool:
    """Return whether a text is a date with more than digits (20260901 does not count)."""
    return not text.isdigit() and is_date(text, written=written)


def is_time(text: str) -> bool:
    """Return whether a text is a time of day."""
    time = dates.parse_time(text)
    return time is not None and not isinstance(time, Fault)


def is_compact_time(text: str) -> bool:
    """Return whether a text is a time of day in four to six digits: 081203."""
    if not text.isdecimal() or len(text) not in range(4, 7):
        return False
    padded = text.zfill(len(text) + len(text) % 2)
    return is_time(":".join(padded[start : start + 2] for start in range(0, len(padded), 2)))


def is_epoch(text: str) -> bool:
    """Return whether a text may be a number of seconds or milliseconds since 1970."""
    return EPOCH.fullmatch(text) is not None


def is_currency(text: str) -> bool:
    """Return whether a text is a currency's code, sign or name."""
    return currencies.code_of(text) is not None


def is_country(text: str) -> bool:
    """Return whether a text is a country's code, or its name in one of the supported languages."""
    country = countries.code(text) if len(text) <= _LONGEST_COUNTRY else ""
    return len(country) == 2 and country.isalpha() and country.isupper()


def share(texts: Iterable[str], look: Callable[[str], bool], weights: Iterable[int] | None = None) -> float:
    """Return the share of texts for which `look` is true, each weighted by `weights`; 0 without texts."""
    text_list = list(texts)
    counts = [1] * len(text_list) if weights is None else list(weights)
    total = sum(counts)
    return sum(n for text, n in zip(text_list, counts, strict=True) if look(text)) / total if total else 0.0


def are_days(texts: Sequence[str]) -> bool:
    """Return whether all of these texts (at least one; the first 200 are checked) are dates (`is_day`)."""
    sample = texts[:_SAMPLE]
    return bool(sample) and all(map(is_day, sample))


def are_epochs(texts: Sequence[str]) -> bool:
    """Return whether all of these texts, at least one, may be seconds or milliseconds since 1970."""
    return bool(texts) and all(map(is_epoch, texts))


def begin_like_dates(texts: Sequence[str]) -> bool:
    """Return whether nine texts in ten begin like dates, in digits or with a month in words and a year."""
    return share(texts, lambda text: bool(_DATE.match(text) or _WORDED_DATE.match(text))) >= 0.9


def is_plain_date(text: str) -> bool:
    """Return whether a text is a date in digits, with or without a time of day, and nothing else."""
    return _DATE.fullmatch(text) is not None


def are_flags(texts: Sequence[str]) -> bool:
    """Return whether all of these texts answer yes or no, and one of them yes."""
    parsed = [flags.parse(text) for text in texts]
    return True in parsed and all(isinstance(flag, bool) for flag in parsed)


@lru_cache(maxsize=65_536)
def kind_of(cell: str) -> RoughKind:
    """Return the rough kind of one cell, by its first 200 characters.

    It serves to compare ways of reading a file and is fast; columns are typed by other functions, as this one
    recognises month names and currencies only roughly.
    """
    text = cell.strip()[:200]
    if not text or text in _ROUGH_MISSING:
        return "empty"
    if _ROUGH_NUMBER.match(text) and any(c.isdigit() for c in text):
        return "number"
    if _ROUGH_DATE.match(text) or _ROUGH_TIME.match(text):
        return "date"
    if _ROUGH_ADDRESS.match(text):
        return "address"
    if _ROUGH_NAME.match(text):
        return "name"
    return "words" if _ROUGH_WORDS.match(text) else "unknown"
