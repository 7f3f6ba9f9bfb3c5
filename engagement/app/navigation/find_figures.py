"""The targets of the search: figures, tables and pages by any of their names.

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
    """A target of the search: a figure by its key, a table by its name, a page by its stem."""

    kind: Literal["page", "figure", "table"]
    key: str


def go(place: FoundPlace) -> NoReturn:
    """Open a target of the search; does not return."""
    page_links.go(*destination(place))


def destination(place: FoundPlace) -> tuple[str, dict[str, str]]:
    """Return the stem of a target's page and the parameters of its address."""
    question = asking.current_question()
    parameters = to_address(question)
    stem = place.key
    if place.kind == "table":
        stem = OF_TABLES[place.key][0]
    elif place.kind == "figure" and place.key in current_shop.view(question).keys():  # noqa: SIM118 - a method
        stem = page_of(place.key)
        parameters["figure"] = place.key
    elif place.kind == "figure":  # whose definition says what would unlock it
        stem = "definitions"
        parameters[METRIC] = place.key
    return stem, parameters


def exact_match(typed: str, names: Mapping[FoundPlace, str]) -> FoundPlace | None:
    """Return the target of which one name is the typed text (without case); None where none is."""
    word = fold(typed)
    for place, line in names.items():
        if word and word in {fold(line), *map(fold, _BETWEEN.split(line))}:
            return place
    return None


def containing(typed: str, names: Mapping[FoundPlace, str]) -> list[FoundPlace]:
    """Return the targets with a name that contains the typed text."""
    word = fold(typed)
    return [place for place, line in names.items() if word and word in fold(line)]


@lru_cache(maxsize=32)
def names(language: str, stems: tuple[str, ...]) -> Mapping[FoundPlace, str]:
    """Return the targets, pages first, each with all of its names in one line."""
    pages = {FoundPlace("page", stem): OF_PAGES.get(stem) for stem in stems}
    figures = {FoundPlace("figure", key): OF_FIGURES.get(key) for key in DEFINITIONS if page_of(key) in stems}
    tables = {
        FoundPlace("table", name): besides for name, (stem, besides) in OF_TABLES.items() if stem in stems
    }
    targets = {**pages, **figures, **tables}
    return {place: _named(language, title(place), besides) for place, besides in targets.items()}


def title(place: FoundPlace) -> Message:
    """Return a target's own name, without the others under which it is found."""
    if place.kind == "page":
        return next(entry.name for entry in router.ENTRIES if entry.stem == place.key)
    if place.kind == "figure":
        return DEFINITIONS[place.key].metric.name
    return OF_CUSTOMERS[place.key].title


def _named(language: str, name: Message, besides: Message | None) -> str:
    """Return a name with its other names in brackets, without repetitions."""
    texts = [translator(code).t(each) for each in (name, besides) if each for code in (language, _ENGLISH)]
    first, *others = dict.fromkeys(texts)
    return f"{first} ({', '.join(others)})" if others else first
