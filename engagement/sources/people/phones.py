"""Phone numbers: equal numbers are recognised however a file writes them.

A number is identified by the digits of its international form (E.164 without the plus). If the country is
unknown, or the text is not a number of it, the digits as written are used.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from phonenumbers import PhoneNumber

# phonenumbers is imported on first use: most files have no numbers, and it takes 0.1 s.

_SHORTEST: Final = 6
#: The longest number of ITU's E.164.
_LONGEST: Final = 15
_REMEMBERED: Final = 1 << 16


def as_written(text: str) -> str | None:
    """Return the digits of a number without an international 00 or plus; None if they are too few.

    Until schema 8 of the store, numbers were only identified in this way.
    """
    digits = _digits(text)
    digits = digits.removeprefix("00") if not text.strip().startswith("+") else digits
    return digits if len(digits) >= _SHORTEST else None


def normalised(text: str, country: str | None) -> str | None:
    """Return the digits of a number's international form; None if it is not a number.

    A national number is read as one of `country` (a code), and stays as written if that is impossible.
    """
    written = as_written(text)
    if written is None or len(written) > _LONGEST + 3:
        return written
    read = _international(text) if _is_international(text) else _national(text, written, country)
    return written if read is None else _e164(read)


def is_international(digits: str) -> bool:
    """Return whether digits are a valid number of the country whose calling code they begin with."""
    import phonenumbers  # noqa: PLC0415

    read = _parsed(f"+{digits}", None)
    return read is not None and phonenumbers.is_valid_number(read)


def country_of_currency(currency: str) -> str | None:
    """Return the country that issues a currency, None if several do (EUR) or none (XAU).

    ISO 4217 begins a currency's code with that of its country.
    """
    import phonenumbers  # noqa: PLC0415

    return currency[:2] if currency[:2] in phonenumbers.SUPPORTED_REGIONS else None


@dataclass(frozen=True, slots=True)
class PhoneReading:
    """A possible reading of a number: its `digits`, and how a person would write it."""

    digits: str
    written: str


def other_readings(text: str) -> list[PhoneReading]:
    """Return the other readings of a typed number.

    For an international one the national forms, as a file without countries writes them; for a national one
    the international form in each possible country.
    """
    import phonenumbers  # noqa: PLC0415

    written = as_written(text)
    if written is None:
        return []
    found: dict[str, PhoneReading] = {}
    if _is_international(text):
        read = _international(text)
        if read is not None:
            found = {digits: PhoneReading(digits, digits) for digits in _national_spellings(read)}
    else:
        for region in sorted(phonenumbers.SUPPORTED_REGIONS):
            read = _national(text, written, region)
            if read is not None:
                shown = phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
                found.setdefault(_e164(read), PhoneReading(_e164(read), shown))
    return [reading for digits, reading in found.items() if digits != written]


@lru_cache(_REMEMBERED)
def readings(text: str) -> tuple[str, ...]:
    """Return all readings of a number in a text, fast; empty if it is not a number.

    A national number may belong to any country whose numbers have this length.
    """
    written = as_written(text)
    if written is None:
        return ()
    found = dict.fromkeys((written,))
    if _is_international(text):
        read = _international(text)
        if read is not None:
            found |= dict.fromkeys((_e164(read), *_national_spellings(read)))
    elif len(written) <= _LONGEST:
        found |= dict.fromkeys(_anywhere(written))
    return tuple(found)


def _digits(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isdecimal())


def _is_international(text: str) -> bool:
    return unicodedata.normalize("NFKC", text).strip().startswith("+") or _digits(text).startswith("00")


def _international(text: str) -> PhoneNumber | None:
    text = unicodedata.normalize("NFKC", text).strip()
    return _parsed(text if text.startswith("+") else f"+{_digits(text).removeprefix('00')}", None)


def _national(text: str, written: str, country: str | None) -> PhoneNumber | None:
    """Return a number of a country; None if it is not one.

    A number that begins with the country's calling code lost its plus (spreadsheets remove it), unless a
    country without a national prefix has numbers that begin like this.
    """
    import phonenumbers  # noqa: PLC0415

    if country is None or country not in phonenumbers.SUPPORTED_REGIONS:
        return None
    code = str(phonenumbers.country_code_for_region(country))
    if written.startswith(code) and _prefix(country) == "0":
        read = _parsed(f"+{written}", None)
        if read is not None:
            return read
    return _parsed(text, country)


def _parsed(text: str, country: str | None) -> PhoneNumber | None:
    import phonenumbers  # noqa: PLC0415

    try:
        read = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    fits = phonenumbers.is_possible_number_with_reason(read) == phonenumbers.ValidationResult.IS_POSSIBLE
    return read if fits else None


def _e164(read: PhoneNumber) -> str:
    import phonenumbers  # noqa: PLC0415

    return phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164).removeprefix("+")


def _national_spellings(read: PhoneNumber) -> tuple[str, ...]:
    """Return the digits of a number within its country: with and without the national prefix."""
    import phonenumbers  # noqa: PLC0415

    number = phonenumbers.national_significant_number(read)
    shown = _digits(phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.NATIONAL))
    region = phonenumbers.region_code_for_country_code(read.country_code or 0)
    return tuple(dict.fromkeys((_prefix(region) + number, shown, number)))


def _anywhere(digits: str) -> Iterator[str]:
    """Yield the international forms of national digits in every country whose numbers are as long."""
    for code, prefix, lengths in _plans():
        number = digits.removeprefix(prefix) if prefix else digits
        if len(number) in lengths:
            yield code + number


@cache
def _plans() -> tuple[tuple[str, str, frozenset[int]], ...]:
    """Calling code, prefix within the country, and lengths of numbers, of every calling code."""
    import phonenumbers  # noqa: PLC0415

    plans = []
    for code, (main, *_) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items():
        metadata = phonenumbers.PhoneMetadata.metadata_for_region(main)
        if metadata is not None and metadata.general_desc is not None:
            lengths = frozenset(metadata.general_desc.possible_length)
            plans.append((str(code), metadata.national_prefix or "", lengths))
    return tuple(plans)


@cache
def _prefix(country: str) -> str:
    import phonenumbers  # noqa: PLC0415

    metadata = phonenumbers.PhoneMetadata.metadata_for_region(country)
    return "" if metadata is None else metadata.national_prefix or ""
