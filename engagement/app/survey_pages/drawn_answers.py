"""The data of the charts of one question, and what charts of all kinds of questions share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from engagement.app.figures.split_names import head_of, value_of
from engagement.app.readable import figure
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.breakdown_rows import segments, too_small
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.describe import describe_breakdown
from engagement.charts.dots import dots
from engagement.locale import message
from engagement.readable.column_labels import name_of
from engagement.readable.sheet import SheetColumn, filled, listed
from engagement.readable.value_labels import NO, YES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message
    from engagement.locale.translator import Translator
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.model import Grain, Unit
    from engagement.metrics.views.owners import OwnersView
    from engagement.metrics.voices.every_question import AskedQuestion
    from engagement.metrics.voices.given_answers import GivenAnswers
    from engagement.readable.sheet import CellKind, Sheet

TIMES: Final[Mapping[Grain, Message]] = {
    "week": message("Week by week"),
    "month": message("Month by month"),
    "quarter": message("Quarter by quarter"),
    "year": message("Year by year"),
}


@dataclass(frozen=True, slots=True)
class DrawnQuestion:
    """A question with its answers.

    `answers` are those in the window, `all_answers` those of all days, `parts` those in the window split by
    the dimension `by` (None without one). With `one_per_person` only the last answer of a person counts.
    """

    view: OwnersView
    scope: Scope
    question: AskedQuestion
    one_per_person: bool
    answers: GivenAnswers
    all_answers: GivenAnswers
    by: str | None
    parts: GivenAnswers | None


def of_frame(frame: pd.DataFrame, t: Translator, unit: Unit, first: tuple[str, CellKind]) -> Sheet:
    """Return a frame of values with interval limits as a table.

    `first` is name and kind of its first column.
    """
    kind: CellKind = "share" if unit == "share" else "number"
    digits = 0 if unit == "points" else None if unit == "share" else 2
    columns = [SheetColumn(*first, listed(frame.iloc[:, 0], _value_label))]
    columns += [
        SheetColumn(name_of(name, t), kind, listed(frame[name], float), digits, signed=unit == "points")
        for name in ("value", "low", "high")
    ]
    columns.append(SheetColumn(name_of("n", t), "number", listed(frame["n"], float)))
    if "differs" in frame:
        yes = listed(frame["differs"], lambda v: t.t(YES if v else NO))
        columns.append(SheetColumn(name_of("differs", t), "text", yes))
    return filled(columns)


def _value_label(value: object) -> object:
    return value.date() if isinstance(value, pd.Timestamp) else str(value)


def show_parts(
    frame: pd.DataFrame, by: str, unit: Unit, overall: float | None, name: Message, key: str
) -> None:
    """Show the value of each part of a split as a dot plot with its table."""
    t = words()
    called = [None if segment is None else value_of(by, segment) for segment in frame["segment"]]
    shown = frame.assign(
        segment=pd.Series(called, dtype=object),
        differs=False,
        difference=float("nan"),
    )
    with st.container(key=f"head_{key}", gap=None):
        st.subheader(head_of(by), anchor=False)
        st.caption(say(message("Line: 95% interval. Hollow circle: fewer than 30.")))
    drawn = None
    if segments(shown, t):
        drawn = dots(shown, ValueFormat(unit, None, t), palette(theme()), overall=overall)
    alt = describe_breakdown(name, shown, unit, None, t)
    sheet = of_frame(shown, t, unit, (name_of("segment", t), "text"))
    figure.show(drawn, key, say(alt), sheet, frame)
    if (left_out := too_small(shown, t)) is not None:
        st.caption(say(left_out))
