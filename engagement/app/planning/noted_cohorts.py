"""Notes in the cohort map: beside the group that began on their days, and in the cells of those days."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.planning import shop_notes
from engagement.app.planning.noted_periods import by_period
from engagement.app.ui.reader import say, words
from engagement.charts.base.text import plain
from engagement.charts.cohort_map import MOST_ROWS
from engagement.charts.planning.note_signs import sign, signs
from engagement.charts.planning.noted_days import covering, day_number, in_words
from engagement.locale import message
from engagement.metrics.retention.cohorts import first_day
from engagement.metrics.sums.periods import as_date, at_least_a_week, first_day_of, period_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from engagement.charts.cohort_map import CohortCell, CohortRow
    from engagement.charts.planning.note_signs import NumberedNote
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
    began = dict(zip(names.drop_duplicates(), begins, strict=True))
    end = int((names.map(began) + frame["period"]).max())
    days = [as_date(first_day_of(period, grain)) for period in range(begins[-MOST_ROWS:][0], end + 1)]
    notes = covering(shop_notes.visible_notes(), days, grain)
    of_period = by_period(notes, grain)
    marked_rows = []
    for row, begin in zip(rows, begins, strict=True):
        name = f"{row.name} {signs(of_period.get(begin, ()))}".rstrip()
        cells = [_cell(cell, of_period.get(begin + cell.period, ())) for cell in row.cells]
        marked_rows.append(replace(row, name=name, cells=cells))
    return marked_rows, notes


def explain(notes: Sequence[NumberedNote]) -> None:
    """Say below the map what the corners of its cells mean, if there are any."""
    if notes:
        st.caption(say(message("Filled corner of a cell: a note is on its days.")))


def _cell(cell: CohortCell, notes: Sequence[NumberedNote]) -> CohortCell:
    if not notes:
        return cell
    t = words()
    note_lines = "".join(f"<br>{sign(note.number)} {plain(t.t(in_words(note.note, t)))}" for note in notes)
    return replace(cell, hover=cell.hover + note_lines, noted=True)
