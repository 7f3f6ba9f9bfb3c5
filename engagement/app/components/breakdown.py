"""Which segments differ: the dot plot, the sentence on what can be told apart, the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.components import figure
from engagement.app.dimensions import head_of, value_of
from engagement.app.reader import say, theme, words
from engagement.charts.describe import describe_breakdown
from engagement.charts.dots import dots
from engagement.charts.palette import palette
from engagement.charts.segments import too_small
from engagement.locale import message

if TYPE_CHECKING:
    from engagement.metrics.model import Reading, View, Window

#: Pixels that a chart has for its names and figures before names are cut.
_ROOM = 480
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
    with st.container(key=f"head_by_{key}", gap=None):
        st.subheader(head_of(by), anchor=False)
        st.caption(
            say(
                message(
                    "Line: 95% interval. Coloured: differs from all others after correction for "
                    "{count} comparison. Hollow: fewer than 30.",
                    "Line: 95% interval. Coloured: differs from all others after correction for "
                    "{count} comparisons. Hollow: fewer than 30.",
                    n=len(frame),
                    count=len(frame),
                )
            )
        )
        _other_days(frame.attrs.get("window"), reading)
    drawn = dots(
        shown,
        reading.unit,
        reading.currency,
        palette(theme()),
        t,
        overall=reading.value,
        better=metric.better,
        room=_ROOM,
    )
    alt = describe_breakdown(metric.name, shown, reading.unit, reading.currency, t)
    figure.show(drawn, f"by_{key}", say(alt), shown)
    small = too_small(shown, t)
    if small is not None:
        st.caption(say(small))


def _other_days(window: Window | None, reading: Reading) -> None:
    """Say of which days a published split is, where they are not those of the headline."""
    if window is None or window == reading.window:
        return
    t = words()
    first, last = t.day_short(window.first_day), t.day_short(window.last_day)
    said = message(
        "Of {first} to {last}: days are added once every group rests on enough people.",
        first=first,
        last=last,
    )
    st.caption(say(said))


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
