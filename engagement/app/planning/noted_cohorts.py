"""Notes in the cohort map: beside the group that began on their days, and in the cells of those days."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engagement.app.planning import shop_notes
from engagement.app.ui.reader import words
from engagement.charts.base.text import plain
from engagement.charts.cohort_map import MOST_ROWS
from engagement.charts.planning.noted_days import covering, day_number, in_words, sign
from engagement.metrics.retention.cohorts import first_day
from engagement.metrics.sums.periods import as_date, at_least_a_week, first_day_of, period_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from engagement.charts.cohort_map import CohortCell, CohortRow
    from engagement.charts.planning.noted_days import NumberedNote
    from engagement.metrics.model import Grain


def marked(
    rows: Sequence[CohortRow], frame: pd.DataFrame, grain: Grain
) -> tuple[Sequence[CohortRow], list[NumberedNote]]:
    """Return the rows of the cohort map with marks for notes, and the notes with their numbers.

    The calendar period of a cell is that of its cohort plus its number of periods.
    """
    grain = at_least_a_week(grain)
    if frame.empty:
        return rows, []
    names = frame["cohort"].astype(str)
    begins = [period_of(day_number(first_day(name)), grain) for name in names.drop_duplicates()]
    # Rows end with the period in which the data end, so the oldest group goes on to it.
    end = begins[0] + int(frame.loc[names == names.iloc[0], "period"].max())
    days = [as_date(first_day_of(period, grain)) for period in range(begins[-MOST_ROWS:][0], end + 1)]
    notes = covering(shop_notes.visible_notes(), days, grain)
    touched: dict[int, list[NumberedNote]] = {}
    for note in notes:
        first, last = (period_of(day_number(day), grain) for day in (note.first, note.last))
        for period in range(first, last + 1):
            touched.setdefault(period, []).append(note)
    marked_rows = []
    for row, began in zip(rows, begins, strict=True):
        signs = "".join(sign(numbered.number) for numbered in touched.get(began, ()))
        cells = [_cell(cell, touched.get(began + cell.period, [])) for cell in row.cells]
        marked_rows.append(replace(row, name=f"{row.name} {signs}".strip(), cells=cells))
    return marked_rows, notes


def _cell(cell: CohortCell, notes: Sequence[NumberedNote]) -> CohortCell:
    if not notes:
        return cell
    t = words()
    note_lines = "".join(f"<br>{sign(note.number)} {plain(t.t(in_words(note.note, t)))}" for note in notes)
    return replace(cell, hover=cell.hover + note_lines, noted=True)
