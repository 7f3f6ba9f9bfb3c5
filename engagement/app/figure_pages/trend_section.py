"""The trend of a metric: chart, explaining sentence, table and downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.choosing import chosen_period, chosen_segment, opened
from engagement.app.figure_pages import parts_over_time
from engagement.app.figure_pages.key_figure import is_rolling
from engagement.app.figures.split_names import label_of
from engagement.app.planning import broken_series, figure_goals, noted_figure
from engagement.app.ui.alone import redrawn_alone
from engagement.app.ui.reader import say, theme, words
from engagement.charts import captions
from engagement.charts.base.palette import palette
from engagement.charts.base.points import read_trend
from engagement.charts.base.scale import ValueFormat
from engagement.charts.control_limits import no_range, usual_range
from engagement.charts.describe import describe_trend
from engagement.charts.planning import goal_path
from engagement.charts.trend import trend
from engagement.locale import Message, message
from engagement.metrics.core.customer_standing import OF_WINDOW
from engagement.metrics.sums.periods import as_date
from engagement.metrics.views.registry import DEFINITIONS
from engagement.readable.result_sheets import of_trend

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.charts.base.points import Trend
    from engagement.charts.control_limits import Usual
    from engagement.metrics.model import Grain, View

_TITLES: Final[Mapping[Grain, Message]] = {
    "day": message("Day by day"),
    "week": message("Week by week"),
    "month": message("Month by month"),
    "quarter": message("Quarter by quarter"),
    "year": message("Year by year"),
}
_EACH: Final = message("Each point stands for its own period alone.")
_TRAILING: Final = message(
    "Each point covers the whole period that ends with it, so the last one is the headline."
)
_BROKEN: Final = message(
    "The line is interrupted where the figure becomes another; both sides are not to be compared."
)
NOTHING: Final = message("No period rests on enough for a value yet. The counts are in the table.")


@redrawn_alone
def show(view: View, key: str) -> None:
    """Show a metric's trend: by trailing windows, or by separate periods with control limits.

    With a split, each part has a small chart.
    """
    with st.container(key=f"head_trend_{key}", gap=None):
        st.subheader(say(_TITLES[view.question.grain]), anchor=False)
        trailing = view.k is None and _choose_span(view, key)
        caption = st.empty()
    spoken = _TRAILING if trailing else _EACH
    if parts_over_time.is_parted(view, key):
        parts_over_time.show(view, key, caption, spoken, trailing=trailing)
        return
    frame = view.trend(key, trailing=trailing)
    if frame.empty and view.k is not None:
        caption.caption(
            say(message("Not shared: some single periods rest on fewer than {k} people.", k=view.k))
        )
        return
    break_notes = broken_series.notes_of(view, key)
    read = read_trend(frame, view.question.grain, [as_date(note.first_day) for note in break_notes])
    limits = None if trailing or read.is_broken else usual_range(read)
    told = [*_explained(read, limits, spoken, trailing=trailing), *_unsplit(view)]
    sentences = [*told, *_each_alone(view, key)]
    caption.caption(" ".join(say(sentence) for sentence in sentences))
    metric, reading, t = view.metric(key), view.reading(key), words()
    sheet = of_trend(frame, read, metric, reading, t)
    choice = chosen_period.choice(view, read, trailing=trailing)
    picked = None if choice is None else choice.current
    drawn = None
    path = figure_goals.path(view, key, trailing=trailing)
    if read.is_drawable:
        drawn = trend(
            read,
            ValueFormat(reading.unit, reading.currency, t),
            palette(theme()),
            limits=limits,
            better=metric.better,
            total=reading.method == "count",
            selected=picked,
            include=() if path is None else path.axis_values,
        )
        if path is not None:
            goal_path.draw(drawn, path, ValueFormat(reading.unit, reading.currency, t), palette(theme()))
    alt = describe_trend(metric.name, read, reading.unit, reading.currency, t)
    noted_figure.show(
        drawn,
        f"trend_{key}",
        say(alt),
        sheet,
        frame,
        starts=read.starts,
        grain=view.question.grain,
        choice=choice,
        program_notes=break_notes,
    )
    figure_goals.show(view, key)
    moment = chosen_period.view_at(view)
    if choice is not None and picked is not None and moment is not None:
        opened.show(moment, key, choice.called(picked), reading, "period")


def _explained(read: Trend, limits: Usual | None, spoken: Message, *, trailing: bool) -> list[Message]:
    """Return sentences on the marks of the chart, on missing limits, and on a change of definition."""
    sentences = [spoken, *captions.of_trend([read], limits)] if read.is_drawable else [NOTHING]
    if read.is_broken:
        return [*sentences, _BROKEN]
    why_none = None if trailing else no_range(read, limits)
    return sentences if why_none is None else [*sentences, why_none]


def _unsplit(view: View) -> list[Message]:
    """Return a note where the page's split does not apply to this chart; else an empty list."""
    by = view.question.by
    if by is None or chosen_segment.chosen_value(view.question, by) is not None:
        return []
    name = label_of(by)
    if view.k is not None:
        return [message("All together: a link never shows single periods of a part.")]
    return [message("All together: this metric has no such breakdown: {dimension}.", dimension=name.lower())]


def _each_alone(view: View, key: str) -> list[Message]:
    """Return what a filter such as new customers means for each of the periods; else an empty list.

    A figure that follows customers up has one group of them for all its periods.
    """
    filtered = any(dimension in OF_WINDOW for dimension, _ in view.question.filters)
    if not filtered or DEFINITIONS[key].follow_up is not None:
        return []
    return [
        message(
            "Who is new is asked of each period by itself, by the orders in the data: customers from before "
            "them look new at first."
        )
    ]


def _choose_span(view: View, key: str) -> bool:
    """Let the reader choose what a point covers; return whether it is the trailing window."""
    names = {False: message("each period by itself"), True: message("rolling period")}
    picked = st.segmented_control(
        say(message("What a point covers")),
        [False, True],
        default=is_rolling(view, key),
        required=True,
        format_func=lambda trailing: say(names[trailing]),
        label_visibility="collapsed",
        key=f"span_{key}",
    )
    return bool(picked)
