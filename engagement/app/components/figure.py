"""A chart with what belongs to it: alternative text, its table, its CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app import download
from engagement.app.export import to_csv
from engagement.app.reader import say
from engagement.charts.template import CONFIG
from engagement.locale import message

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go


def show(figure: go.Figure, key: str, alt: str, data: pd.DataFrame) -> None:
    """Show a figure; `alt` says what it shows to whoever cannot see it."""
    with st.container(key=f"fig_{key}", gap="xxsmall"):
        st.plotly_chart(figure, theme=None, config=CONFIG, key=f"plot_{key}", alt=alt)
        with st.expander(say(message("Data of this chart")), key=f"data_{key}", on_change="rerun") as table:
            if table.open:
                st.dataframe(data, hide_index=True)
                download.button(say(message("CSV")), lambda: to_csv(data), f"{key}.csv", key=f"csv_{key}")
