"""What the search of the sidebar leads to: a figure, a table or a page by any of its names.

Names are those of the reader's language, the English ones, and what people call it besides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NoReturn

from engagement.app.figures.figure_places import page_of
from engagement.app.navigation import current_shop, page_links, router
from engagement.app.navigation import question as asking
from engagement.app.navigation.find_words import OF_FIGURES, OF_PAGES, OF_TABLES
from engagement.app.ui.address import METRIC, to_address
from engagement.locale.translator import translator
from engagement.metrics.views.registry import DEFINITIONS, OF_CUSTOMERS
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message

_ENGLISH: Final = "en"
#: Between two names in a line.
_BETWEEN: Final = re.compile(r"[(),]")


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """What can be found: a figure by its key, a table by its name, a page by its stem."""

    kind: Literal["page", "figure", "table"]
    key: str


def go(found: FoundPlace) -> NoReturn:
    """Open what was found."""
    page_links.go(*destination(found))


def destination(found: FoundPlace) -> tuple[str, dict[str, str]]:
    """Return the page of what was found, and what is asked there."""
    question = asking.current_question()
    asked = to_address(question)
    stem = found.key
    if found.kind == "table":
        stem = OF_TABLES[found.key][0]
    elif found.kind == "figure" and found.key in current_shop.view(question).keys():  # noqa: SIM118 - a method
        stem = page_of(found.key)
        asked["figure"] = found.key
    elif found.kind == "figure":  # of which Definitions say what would unlock it
        stem = "definitions"
        asked[METRIC] = found.key
    return stem, asked


def exact_match(typed: str, called: Mapping[FoundPlace, str]) -> FoundPlace | None:
    """Return what is called just so, by any of its names; None where nothing is."""
    word = fold(typed)
    for place, line in called.items():
        if word and word in {fold(line), *map(fold, _BETWEEN.split(line))}:
            return place
    return None


def containing(typed: str, called: Mapping[FoundPlace, str]) -> list[FoundPlace]:
    """Return what has a name in which this is a part."""
    word = fold(typed)
    return [place for place, line in called.items() if word and word in fold(line)]


@lru_cache(maxsize=32)
def names(language: str, stems: tuple[str, ...]) -> Mapping[FoundPlace, str]:
    """Return what can be found, pages first, and all of its names in one line."""
    pages = {entry.stem: entry.name for entry in router.ENTRIES}
    found = {FoundPlace("page", stem): _named(language, pages[stem], OF_PAGES.get(stem)) for stem in stems}
    for key, definition in DEFINITIONS.items():
        if page_of(key) in stems:
            found[FoundPlace("figure", key)] = _named(language, definition.metric.name, OF_FIGURES.get(key))
    for name, (stem, besides) in OF_TABLES.items():
        if stem in stems:
            found[FoundPlace("table", name)] = _named(language, OF_CUSTOMERS[name].title, besides)
    return found


def _named(language: str, name: Message, besides: Message | None) -> str:
    """Return the name, and in brackets all that is not the same word once more."""
    said = [translator(spoken).t(each) for each in (name, besides) if each for spoken in (language, _ENGLISH)]
    first, *others = dict.fromkeys(said)
    return f"{first} ({', '.join(others)})" if others else first
