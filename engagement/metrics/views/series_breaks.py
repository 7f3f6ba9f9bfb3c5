"""Where a figure of a view becomes another one, as far as the view can know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.metrics.social.breaks import breaks
from engagement.metrics.social.notes import PostNotes
from engagement.metrics.views.owners import OwnersView
from engagement.metrics.views.registry import DEFINITIONS

if TYPE_CHECKING:
    from engagement.metrics.model import View
    from engagement.metrics.social.breaks import SeriesBreak


def known_breaks(view: View, key: str) -> tuple[SeriesBreak, ...] | None:
    """Return the days on which a figure breaks; () where it never does.

    None of a figure of posts in a published view: it carries no files, so nobody knows.
    """
    notes = DEFINITIONS[key].notes
    if not isinstance(notes, PostNotes):
        return ()
    return breaks(view.scope("posts"), notes.facts) if isinstance(view, OwnersView) else None
