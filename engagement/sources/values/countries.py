"""Countries as ISO 3166 alpha-2 codes, however a file writes them: DE, DEU, Germany, Niemcy."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import pyarrow as pa
from babel import Locale
from babel.core import get_global

from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

_LANGUAGES: Final = ("en", "it", "es", "pl", "de", "fr", "pt")

#: Names that shops write and that no locale lists.
_ALSO: Final[Mapping[str, str]] = {
    "eire": "IE",
    "republic of ireland": "IE",
    "rsa": "ZA",
    "great britain": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "northern ireland": "GB",
    "holland": "NL",
    "the netherlands": "NL",
    "czech republic": "CZ",
    "united states of america": "US",
    "u.s.a.": "US",
    "channel islands": "JE",
    "russian federation": "RU",
    "republic of korea": "KR",
    "hong kong": "HK",
    "macao": "MO",
    "macedonia": "MK",
    "turkey": "TR",
}


def codes(countries: pa.StringArray) -> pa.StringArray:
    """Return each country's code; unknown names are unchanged."""
    encoded = countries.dictionary_encode()
    country_codes = pa.array([code(name) for name in encoded.dictionary.to_pylist()], pa.string())
    return country_codes.take(encoded.indices)


@cache
def code(name: str) -> str:
    """Return the alpha-2 code of a country's code or name, else the name."""
    short = name.strip().upper()
    if short in _territories():
        return short
    if short in get_global("territory_aliases"):
        # Only existing countries have exactly one successor.
        heirs = get_global("territory_aliases")[short]
        return str(heirs[0]) if len(heirs) == 1 else name
    plain_name = _fold_name(name)
    country_codes = (_names(language).get(plain_name) for language in _LANGUAGES)
    return _ALSO.get(plain_name) or next(filter(None, country_codes), name)


@cache
def _territories() -> frozenset[str]:
    return frozenset(c for c in _of_babel("en") if len(c) == 2 and c.isalpha() and c not in {"ZZ", "EU"})


@cache
def _names(language: str) -> Mapping[str, str]:
    """Return folded names with their codes; cached, because a language takes some milliseconds."""
    named = _of_babel(language).items()
    return {_fold_name(name): territory for territory, name in named if territory in _territories()}


def _of_babel(language: str) -> Mapping[str, str]:
    # Not `localedata.load(..., merge_inherited=False)`: it is quicker and leaves Babel's own cache
    # without what a language inherits, currency signs among it.
    return {str(code): str(name) for code, name in Locale(language).territories.items()}


def _fold_name(name: str) -> str:
    return fold(name.replace("&", " and "))
