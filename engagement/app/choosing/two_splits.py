"""A metric by two splits at once: the largest segments of the one, and within each those of the other."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from engagement.app.choosing import chosen_segment, opened
from engagement.app.figures.split_names import label_of, value_of
from engagement.app.navigation import question as asking
from engagement.app.readable import figure
from engagement.app.readable.choice import ChartChoice
from engagement.app.ui.reader import say, theme, words
from engagement.charts import captions
from engagement.charts.base.breakdown_rows import segments
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.describe import describe_breakdown
from engagement.charts.dots import DotLabels, dots
from engagement.locale import message
from engagement.metrics.holding import contents
from engagement.metrics.model import PAIR, pair_of, sides_of
from engagement.metrics.views.owners import OwnersView
from engagement.readable.result_sheets import of_breakdown

if TYPE_CHECKING:
    from engagement.metrics.model import Question, View

#: The number of segments of the first split, and of the second within each, that fit into a chart.
_FIRST: Final = 5
_SECOND: Final = 4
_BETWEEN: Final = " · "
#: The note if one of the splits is by order lines.
_OVERLAPPING: Final = message(
    "An order with several of them counts in each; each pair is compared with all orders that are not of it."
)


def offered(view: View, key: str, by: str) -> tuple[str, ...]:
    """Return the dimensions by which a metric can be split besides `by`."""
    if not isinstance(view, OwnersView):
        return ()
    available = (*view.dimensions(key), *view.line_dimensions(key), *view.customer_dimensions(key))
    return tuple(other for other in available if view.has_pair(key, by, other))


def show(view: View, key: str, by: str, and_by: str) -> None:
    """Show a metric split by two dimensions."""
    of_all = _without_both_filters(view, by, and_by)
    metric, reading, t = view.metric(key), of_all.reading(key), words()
    frame = of_all.breakdown(key, pair_of(by, and_by))
    shown = _largest(frame)
    labels = [_called(by, and_by, pair) for pair in shown["segment"]]
    choice = _choice(view.question, by, and_by, [p for p in shown["segment"] if all(sides_of(p))])
    shown = shown.assign(
        segment=labels, key=shown["segment"].where(shown["segment"].isin(choice.options), None)
    )
    rows = segments(shown, t, in_order=True)
    with st.container(key=f"head_pair_{key}", gap=None):
        title = message("{one} and {other}", one=label_of(by), other=label_of(and_by).lower())
        st.subheader(say(title), anchor=False)
        sentences = captions.of_breakdown(
            rows, compared=int(frame["difference"].notna().sum()), ordered=False
        )
        sentences.append(message("The largest first, within each by value, those under 30 last."))
        overlaps = bool({by, and_by} & {*contents.DIMENSIONS})
        if overlaps:
            sentences.append(_OVERLAPPING)
        if len(shown) < len(frame):
            sentences.append(message("The largest {shown} of {count} are drawn; the table has all.",
                                shown=len(shown), count=len(frame)))  # fmt: skip
        st.caption(" ".join(say(part) for part in sentences))
    drawn = None
    if rows:
        drawn = dots(
            shown, ValueFormat(reading.unit, reading.currency, t), palette(theme()),
            overall=reading.value, better=metric.better, total=reading.method == "count" and not overlaps,
            in_order=True, labels=DotLabels(between=_BETWEEN), selected=choice.current,
        )  # fmt: skip
    alt = describe_breakdown(metric.name, shown, reading.unit, reading.currency, t)
    named = frame.assign(segment=[_called(by, and_by, pair) for pair in frame["segment"]])
    label = label_of(pair_of(by, and_by), markdown=False)
    sheet = of_breakdown(named, metric, reading, "", label, t)
    figure.show(drawn, f"pair_{key}", say(alt), sheet, named, choice=choice)
    if choice.current is not None and choice.current in choice.options:
        opened.show(view, key, choice.called(choice.current), reading)


def _largest(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are drawn: the largest segments of `by`, and the largest of `and_by` in each."""
    if frame.empty:
        return frame
    first_segments, other = zip(*map(sides_of, frame["segment"]), strict=True)
    sided = frame.assign(
        one_=pd.Series(first_segments, dtype=object), other_=pd.Series(other, dtype=object)
    ).fillna({"one_": "", "other_": ""})
    drawn = sided[~sided["status"].isin(["hidden", "missing"])]
    sizes = drawn.groupby("one_")["n"].sum()
    parts = []
    for name in sorted(sizes.index, key=lambda name: (-sizes[name], name))[:_FIRST]:
        within = drawn[drawn["one_"] == name].nlargest(_SECOND, "n")
        small = within["status"] == "small"
        parts.append(within.assign(small_=small).sort_values(["small_", "value"], ascending=[True, False]))
    if not parts:
        return frame.head(0)
    largest: pd.DataFrame = pd.concat(parts, ignore_index=True)
    return largest[list(frame.columns)]


def _called(by: str, and_by: str, pair: str | None) -> str:
    return value_of(pair_of(by, and_by), pair)


def _without_both_filters(view: View, by: str, and_by: str) -> View:
    """Return the view without filters by either dimension."""
    if _selected_value(view.question, by, and_by) is None:
        return view
    return chosen_segment.without_choice(chosen_segment.without_choice(view, by), and_by)


def _selected_value(question: Question, by: str, and_by: str) -> str | None:
    first, other = (chosen_segment.chosen_value(question, each) for each in (by, and_by))
    return None if first is None or other is None else f"{first}{PAIR}{other}"


def _choice(question: Question, by: str, and_by: str, options: list[str]) -> ChartChoice:
    return ChartChoice(
        label=label_of(pair_of(by, and_by), markdown=False),
        options=options,
        called=partial(_called, by, and_by),
        current=_selected_value(question, by, and_by),
        take=partial(_take, by, and_by),
    )


def _take(by: str, and_by: str, pair: str | None) -> None:
    """Filter the page by both segments of a pair; None removes both filters."""
    question = asking.current_question()
    filters = {name: values for name, values in question.filters if name not in {by, and_by}}
    if pair is not None:
        first, other = sides_of(pair)
        filters |= {by: (str(first),), and_by: (str(other),)}
    asking.ask(replace(question, filters=tuple(sorted(filters.items()))))
