"""Notes on days in a table over time: a column with the notes of each period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.charts.planning.noted_days import covering, in_words
from engagement.readable.column_labels import name_of
from engagement.readable.sheet import Sheet, SheetColumn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.locale.translator import Translator
    from engagement.metrics.model import Grain
    from engagement.store.planning.day_notes import DayNote

_OF_DAYS: Final = frozenset({"period", "day"})


def with_notes_on_periods(sheet: Sheet, notes: Sequence[DayNote], t: Translator) -> Sheet:
    """Return a sheet whose rows are of periods with a column of notes; any other sheet unchanged."""
    periods = next((column for column in sheet.columns if column.kind == "period"), None)
    return sheet if periods is None else with_notes(sheet, notes, periods.grain, t)


def with_notes(sheet: Sheet, notes: Sequence[DayNote], grain: Grain, t: Translator) -> Sheet:
    """Return a sheet with a column of notes; unchanged if no note touches its periods.

    The periods are those of its first column of days.
    """
    days = next((column for column in sheet.columns if column.kind in _OF_DAYS), None)
    if days is None or not notes:
        return sheet
    texts = [
        None
        if start is None
        else " · ".join(t.t(in_words(note_text.note, t)) for note_text in covering(notes, [start], grain))
        for start in days.cells
    ]
    if not any(texts):
        return sheet
    return Sheet(
        (*sheet.columns, SheetColumn(name_of("notes", t), "text", [note_text or None for note_text in texts]))
    )
