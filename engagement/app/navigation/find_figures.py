"""The search of the sidebar: a figure, a table or a page by any of its names, and at once the way there.

Names are those of the reader's language, the English ones, and what people call it besides. It is a list
in which one types: arrows and Enter go, as in any other, and Ctrl or Cmd with K leads to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

import streamlit as st

from engagement.app.figures.figure_places import page_of
from engagement.app.navigation import current_shop, page_links, router
from engagement.app.navigation import question as asking
from engagement.app.navigation.find_words import OF_FIGURES, OF_PAGES, OF_TABLES
from engagement.app.ui.address import METRIC, to_address
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor
from engagement.locale import message
from engagement.locale.translator import translator
from engagement.metrics.views.registry import DEFINITIONS, OF_CUSTOMERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message

_ENGLISH: Final = "en"
_ROUND: Final = "searches_done"


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """What can be found: a figure by its key, a table by its name, a page by its stem."""

    kind: Literal["page", "figure", "table"]
    key: str


def show() -> None:
    """Offer the search; go to what was found."""
    stems = tuple(entry.stem for entry in router.entries(visitor()))
    called = names(words().language, stems)
    done = st.session_state.get(_ROUND, 0)
    with st.container(key="find"):
        found = st.selectbox(
            say(message("Find a figure or a page")),
            list(called),
            index=None,
            key=f"find_{done}",
            format_func=lambda place: called[place],
            placeholder=say(message("Search")),
            label_visibility="collapsed",
            filter_mode="contains",
        )
    if found is not None:
        st.session_state[_ROUND] = done + 1  # else it would be found once more on the next page
        _go(found)


def _go(found: FoundPlace) -> None:
    question = asking.asked()
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
    page_links.go(stem, asked)


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
