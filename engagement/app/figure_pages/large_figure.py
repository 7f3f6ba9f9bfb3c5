"""The chosen figure in large type: name, value with interval, change in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.figure_pages.key_figure import delta_of
from engagement.app.figures import data_end
from engagement.app.figures.value import value_with_interval
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.readable.evidence import COLOURS, arrow, tone, words_for

if TYPE_CHECKING:
    from engagement.metrics.model import View


def show(view: View, key: str) -> None:
    """Show one figure without its spark line; the trend stands right below."""
    metric, reading, change, t = view.metric(key), view.reading(key), view.change(key), words()
    with st.container(key=f"kf_headline_{key}", gap="xxsmall"):
        caption = say(words_for(change, reading.window))
        if change.before is not None and change.before.value is not None:
            before = t.value(change.before.value, reading.unit, reading.currency)
            caption += " · " + say(message("{before} before", before=before))
        st.metric(
            say(metric.name),
            value_with_interval(reading),
            delta_of(reading, change),
            delta_color=COLOURS[tone(metric, change)],
            delta_arrow=arrow(change),
            delta_description=caption,
        )
        data_end.show(metric, reading)
