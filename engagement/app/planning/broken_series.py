"""Notes in a chart on days when the definition of a social metric changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.app.ui.reader import say
from engagement.store.planning.day_notes import DayNote

if TYPE_CHECKING:
    from engagement.metrics.model import View


def notes_of(view: View, key: str) -> list[DayNote]:
    """Return a note for each known day on which the figure's definition changed."""
    return [
        DayNote(first_day=day, last_day=day, kind="other", text=say(why))
        for day, why in view.breaks(key) or ()
    ]
