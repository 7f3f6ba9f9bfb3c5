"""Where a figure of social networks becomes another one: notes of the program in its chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.app.navigation import current_shop
from engagement.app.ui.reader import say
from engagement.metrics.views.series_breaks import known_breaks
from engagement.store.planning.day_notes import DayNote

if TYPE_CHECKING:
    from engagement.metrics.model import View


def notes_of(view: View, key: str) -> list[DayNote]:
    """Return a note for each day on which the figure breaks; none in a link, which carries no files."""
    if view.k is not None:
        return []
    found = known_breaks(current_shop.owners_view(view.question), key) or ()
    return [DayNote(first_day=day, last_day=day, kind="other", text=say(why)) for day, why in found]
