"""Which of our languages a browser asks for, and in which region's form it wants numbers and dates.

A tag like "es-MX" chooses the Spanish catalogue and Mexican numbers, dates and money.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from babel import Locale
from babel.core import UnknownLocaleError, get_global

from engagement.locale import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Where nobody says which English: the one with the day before the month, as our other languages have it.
_USUAL_ENGLISH: Final = "GB"

#: Language, perhaps a script, perhaps a region; what follows (variants, calendars) is not ours.
_TAG: Final = re.compile(r"([a-z]{2,3})(?:-[a-z]{4})?(?:-([a-z]{2}|\d{3}))?(?:-.*)?", re.IGNORECASE)


def preferred(tags: Iterable[str]) -> str:
    """Return the first of a browser's tags whose language there is a catalogue for, else "en"."""
    for tag in tags:
        found = _TAG.fullmatch(tag.replace("_", "-").strip())
        if found and found[1].lower() in LANGUAGES:
            language, region = found[1].lower(), (found[2] or "").upper()
            return f"{language}-{region}" if region else language
    return "en"


def accepted(header: str) -> list[str]:
    """Return the tags of a browser's Accept-Language header, the first ten, as they stand there."""
    return [part.split(";")[0].strip() for part in header.split(",")[:10]]


def of_language(language: str, tag: str) -> str:
    """Return the tag for a language chosen by hand: the browser's region where the language is its own."""
    own = preferred([tag])
    return own if own.split("-")[0] == language else language


@lru_cache(maxsize=256)
def locale_of(tag: str) -> Locale:
    """Return the locale of a tag of `preferred`; the language's usual one where its region is not known."""
    language, _, region = tag.partition("-")
    try:
        return Locale(language, region or _usual(language))
    except UnknownLocaleError:
        return Locale(language, _usual(language))


def usual_tag(tag: str) -> str:
    """Return the tag by which all that read alike are known: "en-GB" of "en" and of "en-ZZ"."""
    locale = locale_of(tag)
    return f"{locale.language}-{locale.territory}"


def _usual(language: str) -> str:
    """Return the region that a language is most likely of (CLDR)."""
    if language == "en":
        return _USUAL_ENGLISH
    likely: str = get_global("likely_subtags")[language]
    return likely.rsplit("_", 1)[-1]


def groups_from(locale: Locale) -> int:
    """Return how many digits a number has before its thousands are set apart (CLDR's minimum grouping).

    Babel does not carry it. Italian, Polish and Europe's Spanish write 1234 but 12.345.
    """
    european = locale.language != "es" or locale.territory in {"ES", "EA", "IC", "GQ", "PH"}
    return 5 if locale.language in {"it", "pl", "es"} and european else 4
