"""The page of each figure, its heading in the menu, and the order of figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import Message, message
from engagement.metrics.core.page import HEADINGS
from engagement.metrics.views.registry import DEFINITIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.metrics.core.page import Page

_MORE: Final = message("More")
#: The order of the menu: by heading, by rank, in reading order.
_ORDER: Final = {
    key: (HEADINGS.index(definition.page.heading), definition.page.in_menu, at)
    for at, (key, definition) in enumerate(DEFINITIONS.items())
}


def figures_of(page: Page) -> tuple[str, ...]:
    """Return the keys of a page's figures, in order."""
    places = {key: definition.page for key, definition in DEFINITIONS.items()}
    of_page = [key for key, place in places.items() if place.heading.page == page]
    return tuple(sorted(of_page, key=lambda key: places[key].on_page))


def page_of(key: str) -> str:
    """Return the stem of the page that shows a figure; the Overview for one that only older links have."""
    return DEFINITIONS[key].page.heading.page if key in DEFINITIONS else "overview"


def heading_of(key: str) -> Message:
    """Return a figure's heading in the menu."""
    return DEFINITIONS[key].page.heading.name if key in DEFINITIONS else _MORE


def in_menu(keys: Sequence[str]) -> list[str]:
    """Return keys in the order of the menu, heading by heading; those without a heading are last."""
    return sorted(keys, key=lambda key: _ORDER.get(key, (len(HEADINGS), 0, 0)))
