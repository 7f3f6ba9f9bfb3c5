"""One key figure: label, value with its interval, change in words, spark line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.figures import data_end
from engagement.app.figures.value import value_with_interval
from engagement.app.planning import figure_goals
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.palette import palette
from engagement.charts.base.points import read_trend
from engagement.charts.sparkline import sparkline
from engagement.locale import Message, message
from engagement.readable.evidence import COLOURS, arrow, tone, words_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.metrics.model import Change, Reading, View


def row(
    view: View, keys: tuple[str, ...], columns: int = 4, changes: Mapping[str, Change] | None = None
) -> None:
    """Show figures side by side, so many `columns` to a row, two on a phone.

    `changes` are shown in place of the view's, by figure.
    """
    grid = st.grid(columns, min_column_width=158, gap=(12, 26))
    for key in keys:
        with grid.container(key=f"kf_{key}", gap=None):
            show(view, key, change=(changes or {}).get(key))


def show(view: View, key: str, label: Message | None = None, change: Change | None = None) -> None:
    """Show one figure of a view as a tile; `label` and `change` are shown in place of the metric's own."""
    metric, reading, change = view.metric(key), view.reading(key), change or view.change(key)
    shade = tone(metric, change)
    st.metric(
        say(label or metric.name),
        value_with_interval(reading),
        delta_of(reading, change),
        delta_color=COLOURS[shade],
        delta_arrow=arrow(change),
        delta_description=say(words_for(change, reading.window)),
        help=_help(view, key),
    )
    data_end.show(metric, reading)
    figure_goals.goal_line(view, key)
    drawn = sparkline(view.trend(key, trailing=is_rolling(view, key)), palette(theme()), shade)
    if drawn:
        st.html(drawn)


def is_rolling(view: View, key: str) -> bool:
    """Return whether a metric's points cover the whole period up to each of them, unless a reader chooses.

    They do for metrics that are defined so, and where most periods by themselves rest on too little for a
    value: a shop with twenty answers a month has a score of half a year, but none of a month. A link has
    its points as defined, which is what was published.
    """
    if view.metric(key).trailing or view.k is not None:
        return view.metric(key).trailing
    values = view.trend(key, trailing=False)["value"]
    if 2 * int(values.notna().sum()) >= len(values):
        return False
    return read_trend(view.trend(key, trailing=True), view.question.grain).is_drawable


def delta_of(reading: Reading, change: Change) -> str | None:
    """Return the signed change: of a total in per cent, of any other figure in its unit; None without one."""
    if change.difference is None:
        return None
    was = change.before.value if change.before else None
    if change.low is None and was is not None and was > 0:
        return words().growth(change.difference / was)
    return words().signed(change.difference, reading.unit, reading.currency)


def _help(view: View, key: str) -> str:
    metric, reading = view.metric(key), view.reading(key)
    lines = [f"**{say(metric.numerator)}**"]
    if metric.denominator is not None:
        lines[0] += f" / **{say(metric.denominator)}**"
    lines.append(say(metric.counts))
    lines += [
        say(message("{reason}: {count}", reason=reason, count=count))
        for reason, count in reading.left_out
        if count
    ]
    lines += [say(note) for note in (*reading.notes, *view.change(key).notes)]
    return "\n\n".join(lines)
