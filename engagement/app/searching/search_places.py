"""The figures, tables and pages that the visitor can search for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.app.navigation import find_figures, router
from engagement.app.ui.reader import words
from engagement.app.who.current import visitor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.app.navigation.find_figures import FoundPlace


def called() -> Mapping[FoundPlace, str]:
    """Return the targets of the visitor's search, each with all of its names in one line."""
    stems = tuple(entry.stem for entry in router.entries(visitor()))
    return find_figures.names(words().language, stems)
