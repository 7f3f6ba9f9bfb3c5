"""The distribution of scores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.readable import figure
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.palette import palette
from engagement.charts.describe import describe_distribution
from engagement.charts.distribution import distribution
from engagement.locale import message
from engagement.readable.result_sheets import of_table

if TYPE_CHECKING:
    from engagement.metrics.model import View

_TABLES: Final = {
    "net_promoter_score": "nps_distribution",
    "customer_effort_score": "effort_distribution",
    "customer_satisfaction": "satisfaction_distribution",
}


def show(view: View, key: str) -> None:
    """Show the distribution of scores, if the figure `key` is a score."""
    if key not in _TABLES:
        return
    frame, t = view.table(_TABLES[key]), words()
    if frame.empty or not frame["count"].sum():
        return
    with st.container(key=f"head_spread_{key}", gap=None):
        st.subheader(say(message("How the answers spread")), anchor=False)
        sentences = [message("In per cent. Coloured: the answers that count as good.")]
        if view.question.by:
            sentences.append(message("All answers together, not split."))
        st.caption(" ".join(say(part) for part in sentences))
    good = [int(score) for score in frame.loc[frame["good"], "score"]]
    scale = (int(frame["score"].min()), int(frame["score"].max()))
    drawn = distribution(frame, palette(theme()), t, scale=scale, key=good)
    alt = describe_distribution(view.metric(key).name, frame, t, key=good)
    figure.show(drawn, f"spread_{key}", say(alt), of_table(frame, t), frame)
