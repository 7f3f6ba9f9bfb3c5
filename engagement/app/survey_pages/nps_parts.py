"""Shares of detractors, passives and promoters by segment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.figure_pages.breakdown import chosen_split
from engagement.app.figures.split_names import value_of
from engagement.app.readable import figure
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.palette import palette
from engagement.charts.describe import describe_breakdown
from engagement.charts.nps import not_compared, nps_bars
from engagement.locale import message
from engagement.readable.result_sheets import of_table

if TYPE_CHECKING:
    from engagement.metrics.model import View

_KEY: Final = "net_promoter_score"
_TABLE: Final = "nps_shares"


def show(view: View, key: str) -> None:
    """Show the bars if the figure `key` is the Net Promoter Score."""
    if key != _KEY:
        return
    everybody = view.ask(replace(view.question, by=None)).table(_TABLE)
    if everybody["value"].isna().all():
        return  # too few answers for a score, which stands above: no bar would be drawn
    with st.container(key="head_nps", gap=None):
        st.subheader(say(message("Who would recommend the shop?")), anchor=False)
        st.caption(
            say(
                message(
                    "Per cent of answers: :orange[**detractors**] 0–6, passives 7–8, :blue[**promoters**] "
                    "9–10, centred on the passives. Beside the name: answers."
                )
            )
        )
    by = chosen_split(view, key)
    segments = view.ask(replace(view.question, by=by)).table(_TABLE) if by else everybody.iloc[:0]
    labels = {s: value_of(by, s) for s in segments["segment"].dropna()} if by else {}
    t = words()
    drawn = nps_bars(
        segments,
        palette(theme()),
        t,
        overall={str(k): v for k, v in everybody.iloc[0].items()},
        labels=labels,
    )
    shown = segments if by else everybody
    alt = describe_breakdown(view.metric(_KEY).name, shown, "points", None, t, labels=labels)
    figure.show(drawn, "nps", say(alt), of_table(shown, t, by=by or ""), shown)
    sentence = not_compared(segments, t, {segment: inert(name) for segment, name in labels.items()})
    if sentence is not None:
        st.caption(say(sentence))
