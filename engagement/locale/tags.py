"""Language tags: the preferred one of our languages, and the region for numbers and dates.

A tag like "es-MX" selects the Spanish catalogue and Mexican numbers, dates and money.
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

#: The region of "en" without a region: one with the day before the month, as in our other languages.
_USUAL_ENGLISH: Final = "GB"

#: Language, optional script and region; the rest (variants, calendars) is ignored.
_TAG: Final = re.compile(r"([a-z]{2,3})(?:-[a-z]{4})?(?:-([a-z]{2}|\d{3}))?(?:-.*)?", re.IGNORECASE)


def preferred(tags: Iterable[str]) -> str:
    """Return the first of a browser's tags whose language we have, as "it" or "es-MX"; else "en"."""
    for tag in tags:
        match = _TAG.fullmatch(tag.replace("_", "-").strip())
        if match and match[1].lower() in LANGUAGES:
            language, region = match[1].lower(), (match[2] or "").upper()
            return f"{language}-{region}" if region else language
    return "en"


def accepted(header: str) -> list[str]:
    """Return the first ten tags of an Accept-Language header in the order written (weights are ignored)."""
    return [part.split(";")[0].strip() for part in header.split(",")[:10]]


def of_language(language: str, tag: str) -> str:
    """Return the tag of a chosen language, with the region of `tag` if that is of the same language."""
    browser_tag = preferred([tag])
    return browser_tag if browser_tag.split("-")[0] == language else language


@lru_cache(maxsize=256)
def locale_of(tag: str) -> Locale:
    """Return Babel's locale of a tag of `preferred`; that of the usual region if its own is unknown."""
    language, _, region = tag.partition("-")
    try:
        return Locale(language, region or _usual(language))
    except UnknownLocaleError:
        return Locale(language, _usual(language))


def usual_tag(tag: str) -> str:
    """Return the tag with its region resolved: "en-GB" for "en" and "en-ZZ", which are formatted alike."""
    locale = locale_of(tag)
    return f"{locale.language}-{locale.territory}"


def _usual(language: str) -> str:
    """Return the likely region of a language (CLDR)."""
    if language == "en":
        return _USUAL_ENGLISH
    likely: str = get_global("likely_subtags")[language]
    return likely.rsplit("_", 1)[-1]


def groups_from(locale: Locale) -> int:
    """Return from how many digits on thousands are separated (CLDR's minimum grouping).

    Babel does not have it. Italian, Polish and Spanish of Spain write 1234 but 12.345.
    """
    european = locale.language != "es" or locale.territory in {"ES", "EA", "IC", "GQ", "PH"}
    return 5 if locale.language in {"it", "pl", "es"} and european else 4
