"""The breakdown of a metric: a dot plot, a sentence on the segments that differ, and the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.choosing import chosen_segment, opened, two_splits
from engagement.app.figures.split_names import head_of, label_of, value_of
from engagement.app.readable import figure
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, theme, words
from engagement.charts import captions
from engagement.charts.base.breakdown_rows import not_drawn, segments, too_small
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.describe import describe_breakdown
from engagement.charts.dots import dots
from engagement.locale import message
from engagement.metrics.holding import contents
from engagement.metrics.segments.habits import is_habit
from engagement.metrics.views import products_held
from engagement.readable.result_sheets import of_breakdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from engagement.locale import Message
    from engagement.metrics.model import View

#: Beside a split by what customers did.
BY_HABIT: Final = message(
    "These groups are made of orders, their days and spend, so numbers of those differ by how they are made."
)
#: The preferred default splits.
_FIRST = frozenset({"country", "type"})


def show(view: View, key: str, by: str) -> None:
    """Show a metric split by a dimension."""
    of_all = chosen_segment.without_choice(view, by)
    metric, reading, t = view.metric(key), of_all.reading(key), words()
    frame = of_all.breakdown(key, by)
    if frame.empty:
        with st.container(key=f"head_by_{key}", gap=None):
            st.subheader(head_of(by), anchor=False)
            st.caption(say(message("No file has this breakdown.")))
        return
    labels = [value_of(by, segment) for segment in frame["segment"]]
    choice = chosen_segment.choice(view, by, frame["segment"])
    shown = frame.assign(segment=labels, key=_keys(frame, choice.options))
    rows = segments(shown, t)
    with st.container(key=f"head_by_{key}", gap=None):
        st.subheader(head_of(by), anchor=False)
        sentences = captions.of_breakdown(rows)
        if is_habit(by):
            sentences = [*sentences, BY_HABIT]
        if by in contents.DIMENSIONS:
            sentences = [*sentences, contents.OVERLAPPING, *_which(view, by, frame)]
        if sentences:
            st.caption(" ".join(say(part) for part in sentences))
    drawn = None
    if rows:
        drawn = dots(
            shown,
            ValueFormat(reading.unit, reading.currency, t),
            palette(theme()),
            overall=reading.value,
            better=metric.better,
            total=reading.method == "count" and by not in contents.DIMENSIONS,
            selected=choice.current,
        )
    alt = describe_breakdown(metric.name, shown, reading.unit, reading.currency, t)
    sheet = of_breakdown(frame, metric, reading, by, label_of(by, markdown=False), t)
    figure.show(drawn, f"by_{key}", say(alt), sheet, frame, choice=choice)
    if choice.current is not None and choice.current in choice.options:
        opened.show(view, key, f"{choice.label}: {choice.called(choice.current)}", reading)
    safe = shown.assign(segment=[inert(label) for label in labels])
    for left_out in (not_drawn(safe), too_small(safe, t)):
        if left_out is not None:
            st.caption(say(left_out))


def _which(view: View, by: str, frame: pd.DataFrame) -> list[Message]:
    """Return a note where only the most frequent products are compared; else an empty list."""
    orders = view.reading("orders").n if "orders" in view.keys() else 0  # noqa: SIM118 - a method
    if len(view.values(by)) < products_held.most(orders):
        return []
    shown = int(frame["segment"].notna().sum())
    return [message("Only the {shown} in the most orders of the period.", shown=shown)]


def _keys(frame: pd.DataFrame, options: Sequence[str]) -> pd.Series:
    """Return the key that a click on each row chooses, None where it cannot be chosen."""
    return frame["segment"].where(frame["segment"].isin(options), None)


def show_selected(view: View, key: str) -> None:
    """Show the split that the filter bar asks for, else the first that the metric offers."""
    by, and_by = chosen_split(view, key), view.question.and_by
    if by is None:
        return
    if and_by is not None and and_by in two_splits.offered(view, key, by):
        two_splits.show(view, key, by, and_by)
        return
    show(view, key, by)


def chosen_split(view: View, key: str) -> str | None:
    """Return the split that the filter bar asks for, else the first that the metric offers."""
    if view.question.by in chosen_segment.offered(view, key):
        return view.question.by
    offered = view.dimensions(key)
    ordered = sorted(offered, key=lambda by: by not in _FIRST)
    return next(
        (by for by in ordered if len(chosen_segment.without_choice(view, by).breakdown(key, by)) > 1), None
    )
