"""How a number moves: the chart, the sentence that explains it, its table and CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.components import figure
from engagement.app.reader import say, theme, words
from engagement.charts.describe import describe_trend
from engagement.charts.limits import usual_range
from engagement.charts.palette import palette
from engagement.charts.trend import trend
from engagement.locale import Message, message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.metrics.model import Grain, View

_TITLES: Final[Mapping[Grain, Message]] = {
    "week": message("Week by week"),
    "month": message("Month by month"),
    "quarter": message("Quarter by quarter"),
}
_BAND: Final = message("Band: 95% interval. Hollow grey circle: fewer than 30. Dotted line: still running.")
_EACH: Final = message("Each point stands for its own period alone.")
_TRAILING: Final = message(
    "Each point covers the whole period that ends with it, so the last one is the headline."
)
_RANGE: Final = message("Dashed line: range in which a steady process would stay.")


def show(view: View, key: str) -> None:
    """Show a metric's trend: by the trailing window, or by separate periods with their usual range."""
    with st.container(key=f"head_trend_{key}", gap=None):
        st.subheader(say(_TITLES[view.question.grain]), anchor=False)
        trailing = view.k is None and _choose_span(key)
        frame = view.trend(key, trailing=trailing)
        if frame.empty and view.k is not None:
            st.caption(
                say(message("Not shared: some single periods rest on fewer than {k} people.", k=view.k))
            )
            return
        limits = None if trailing else usual_range(frame)
        parts = [_TRAILING if trailing else _EACH, _BAND, *([_RANGE] if limits else [])]
        st.caption(" ".join(say(part) for part in parts))
    metric, reading, t = view.metric(key), view.reading(key), words()
    drawn = trend(
        frame, reading.unit, reading.currency, palette(theme()), t, limits=limits, better=metric.better
    )
    alt = describe_trend(metric.name, frame, reading.unit, reading.currency, t)
    figure.show(drawn, f"trend_{key}", say(alt), frame)


def _choose_span(key: str) -> bool:
    names = {False: message("each period by itself"), True: message("rolling period")}
    chosen = st.segmented_control(
        say(message("What a point covers")),
        [False, True],
        default=False,
        required=True,
        format_func=lambda trailing: say(names[trailing]),
        label_visibility="collapsed",
        key=f"span_{key}",
    )
    return bool(chosen)
