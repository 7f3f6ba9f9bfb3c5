"""A chart with its alternative text, its table and its downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.readable import choice as choosing
from engagement.app.readable import downloads, picture, screen
from engagement.app.ui.alone import redrawn_alone
from engagement.app.ui.escape import read_aloud
from engagement.app.ui.reader import say
from engagement.charts.base.template import CONFIG
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    import plotly.graph_objects as go

    from engagement.app.readable.choice import ChartChoice
    from engagement.readable.sheet import Sheet


def show(
    figure: go.Figure | None,
    key: str,
    alt: str,
    sheet: Sheet | Callable[[], Sheet],
    data: pd.DataFrame,
    *,
    choice: ChartChoice | None = None,
) -> None:
    """Show a figure with its table and downloads.

    - `figure`: None where nothing can be drawn: only the table is shown, and the text above it says why.
    - `alt`: the alternative text, also the title of pictures; plain, or Markdown as `say` returns it.
    - `sheet`: the table for people, or (for very many rows) a function that makes it when opened.
    - `data`: the table for programs.
    - `choice`: the points that can be clicked; a menu below offers the same.
    """
    alt = read_aloud(alt)
    with st.container(key=f"fig_{key}", gap="xxsmall"):
        if figure is not None and choice is not None and choice.options:
            choosing.chart(figure, key, alt, CONFIG, choice)
            if choice.has_menu:
                choosing.menu(key, choice)
        elif figure is not None:
            st.plotly_chart(figure, theme=None, config=CONFIG, key=f"plot_{key}", alt=alt)
        if len(data) if callable(sheet) else sheet.height:
            _table(key, alt, sheet, data, drawn=figure is not None)


@redrawn_alone
def _table(
    key: str, alt: str, sheet: Sheet | Callable[[], Sheet], data: pd.DataFrame, *, drawn: bool
) -> None:
    """Show what opens the table of a figure; it is made when it is opened."""
    with st.expander(
        say(message("Data of this chart") if drawn else message("Table")),
        key=f"data_{key}",
        on_change="rerun",
    ) as table:
        if table.open:
            table_sheet = sheet() if callable(sheet) else sheet
            screen.show(table_sheet, alt, key)
            with st.container(horizontal=True):
                downloads.show(lambda: table_sheet, lambda: data, key, key)
                if drawn:
                    picture.show(key, alt)
