"""Metrics that are easily confused, side by side, with the difference between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.figures.formula import formula
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.metrics.views.registry import DEFINITIONS

if TYPE_CHECKING:
    from engagement.metrics.model import View


def show(view: View, key: str) -> None:
    """Show the metrics that are easily confused with a figure, each with what it counts."""
    neighbour_keys = DEFINITIONS[key].neighbours if key in DEFINITIONS else ()
    neighbours = [other for other in neighbour_keys if other in view.keys()]  # noqa: SIM118 - a method
    if not neighbours:
        return
    t = words()
    with st.container(key=f"rule_near_{key}"):
        st.subheader(say(message("Related")), anchor=False)
        for other in neighbours:
            metric, reading = view.metric(other), view.reading(other)
            value = "–" if reading.value is None else t.value(reading.value, reading.unit, reading.currency)
            st.markdown(f"{say(metric.name)} **{value}**")
            st.caption(formula(metric))
