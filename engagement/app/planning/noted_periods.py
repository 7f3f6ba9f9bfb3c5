"""Notes in a chart with a row for each period: their numbers follow the name of the row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.app.planning import shop_notes
from engagement.charts.planning.note_signs import signs
from engagement.charts.planning.noted_days import covering, day_number
from engagement.metrics.sums.periods import period_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from engagement.charts.planning.note_signs import NumberedNote
    from engagement.metrics.model import Grain


def numbered(
    names: Sequence[str], starts: Sequence[dt.date], grain: Grain
) -> tuple[list[str], list[NumberedNote]]:
    """Return the names of periods with the numbers of their notes, and the notes.

    The periods begin on `starts`, which are sorted.
    """
    notes = covering(shop_notes.visible_notes(), starts, grain)
    of_period = by_period(notes, grain)
    named = [
        f"{name} {signs(of_period.get(period_of(day_number(start), grain), ()))}".rstrip()
        for name, start in zip(names, starts, strict=True)
    ]
    return named, notes


def by_period(notes: Sequence[NumberedNote], grain: Grain) -> Mapping[int, Sequence[NumberedNote]]:
    """Return the notes of each period that has any."""
    found: dict[int, list[NumberedNote]] = {}
    for note in notes:
        first, last = (period_of(day_number(day), grain) for day in (note.first, note.last))
        for period in range(first, last + 1):
            found.setdefault(period, []).append(note)
    return found
