"""Which segments differ: the dot plot, the sentence on what can be told apart, the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.figures.dimensions import head_of, label_of, value_of
from engagement.app.readable import figure
from engagement.app.readable.results import of_breakdown
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, theme, words
from engagement.charts import captions
from engagement.charts.base.palette import palette
from engagement.charts.base.segments import not_drawn, segments, too_small
from engagement.charts.describe import describe_breakdown
from engagement.charts.dots import dots
from engagement.locale import message

if TYPE_CHECKING:
    from engagement.metrics.model import View

#: What people ask for first, if nobody has asked for a split.
_FIRST = frozenset({"country", "type"})


def show(view: View, key: str, by: str) -> None:
    """Show a metric split by a dimension."""
    metric, reading, t = view.metric(key), view.reading(key), words()
    frame = view.breakdown(key, by)
    if frame.empty:
        with st.container(key=f"head_by_{key}", gap=None):
            st.subheader(head_of(by), anchor=False)
            st.caption(say(message("No file has this breakdown.")))
        return
    labels = [value_of(by, segment) for segment in frame["segment"]]
    shown = frame.assign(segment=labels)
    rows = segments(shown, t)
    with st.container(key=f"head_by_{key}", gap=None):
        st.subheader(head_of(by), anchor=False)
        said = captions.of_breakdown(rows)
        if said:
            st.caption(" ".join(say(part) for part in said))
    drawn = None
    if rows:
        drawn = dots(
            shown,
            reading.unit,
            reading.currency,
            palette(theme()),
            t,
            overall=reading.value,
            better=metric.better,
            total=reading.method == "count",
        )
    alt = describe_breakdown(metric.name, shown, reading.unit, reading.currency, t)
    sheet = of_breakdown(frame, metric, reading, by, label_of(by, markdown=False), t)
    figure.show(drawn, f"by_{key}", say(alt), sheet, frame)
    safe = shown.assign(segment=[inert(label) for label in labels])
    for left_out in (not_drawn(safe), too_small(safe, t)):
        if left_out is not None:
            st.caption(say(left_out))


def show_chosen(view: View, key: str) -> None:
    """Show the split that the filter bar asks for, else the first that the metric offers."""
    by = chosen(view, key)
    if by is not None:
        show(view, key, by)


def chosen(view: View, key: str) -> str | None:
    """Return the split that the filter bar asks for, else the first that the metric offers."""
    offered = view.dimensions(key)
    if view.question.by in offered:
        return view.question.by
    ordered = sorted(offered, key=lambda by: by not in _FIRST)
    return next((by for by in ordered if len(view.breakdown(key, by)) > 1), None)
