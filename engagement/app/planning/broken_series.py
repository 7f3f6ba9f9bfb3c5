"""Where a figure of social networks becomes another one: notes of the program in its chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.app.ui.reader import say
from engagement.store.planning.day_notes import DayNote

if TYPE_CHECKING:
    from engagement.metrics.model import View


def notes_of(view: View, key: str) -> list[DayNote]:
    """Return a note for each day on which the figure breaks, as far as that is known."""
    return [
        DayNote(first_day=day, last_day=day, kind="other", text=say(why))
        for day, why in view.breaks(key) or ()
    ]
