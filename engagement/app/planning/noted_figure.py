"""A chart over time with notes on its days: marks, texts below, alternative text, table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.planning import shop_notes
from engagement.app.readable import figure
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.palette import palette
from engagement.charts.planning.note_signs import sign
from engagement.charts.planning.noted_days import covering, in_words, mark, spoken
from engagement.readable.noted_rows import with_notes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    import pandas as pd
    import plotly.graph_objects as go

    from engagement.app.readable.choice import ChartChoice
    from engagement.charts.planning.note_signs import NumberedNote
    from engagement.metrics.model import Grain
    from engagement.readable.sheet import Sheet
    from engagement.store.planning.day_notes import DayNote


def show(
    drawn: go.Figure | None,
    key: str,
    alt: str,
    sheet: Sheet,
    data: pd.DataFrame,
    *,
    starts: Sequence[dt.date],
    grain: Grain,
    choice: ChartChoice | None = None,
    program_notes: Sequence[DayNote] = (),
) -> None:
    """Show a figure whose points are the periods that begin on `starts`; all else as `readable.figure`.

    `program_notes` are notes of the program itself, beside those that people wrote.
    """
    t = words()
    notes = tuple(sorted((*shop_notes.visible_notes(), *program_notes), key=lambda note: note.first_day))
    covered = covering(notes, starts, grain) if drawn is not None else []
    if drawn is not None and covered:
        mark(drawn, covered, palette(theme()), t)
        alt += spoken(covered, t)
    figure.show(drawn, key, alt, with_notes(sheet, notes, grain, t), data, choice=choice)
    below(covered)


def below(notes: Sequence[NumberedNote]) -> None:
    """Show the texts of numbered notes below a chart, as touch screens have no tooltips."""
    if notes:
        t = words()
        st.caption("  \n".join(f"{sign(note.number)} {say(in_words(note.note, t))}" for note in notes))
