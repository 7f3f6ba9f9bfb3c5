"""New against returning: customers, orders and revenue over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from engagement.app.coming_back import chosen_part as parts
from engagement.app.planning import noted_figure
from engagement.app.ui import head
from engagement.app.ui.alone import redrawn_alone
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.stacked_bars import MOST_PERIODS, stacked_bars
from engagement.locale import message
from engagement.metrics.retention import tables
from engagement.readable.named_tables import of_named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.app.coming_back.chosen_part import PageSplit
    from engagement.locale import Message
    from engagement.metrics.model import View

_OF: Final[Mapping[str, Message]] = {
    "customers": message("customers"),
    "orders": message("orders"),
    "revenue": message("revenue"),
}


#: The most parts with bars of their own.
_MOST: Final = 4


@redrawn_alone
def show(view: View, currency: str | None, split: PageSplit | None) -> None:
    """Show the table `new_and_returning` as bars, and with a split also for each of the largest parts."""
    frame = parts.table(view, split, tables.NEW_AND_RETURNING.name)
    head.section(
        message("New and returning customers"),
        message("Petrol: new, in the period of the first order. Grey: returning. Hatched: still running."),
        key="new_returning",
    )
    measure = str(
        st.segmented_control(
            say(message("What is counted")),
            list(_OF),
            default="customers",
            required=True,
            format_func=lambda name: say(_OF[name]),
            label_visibility="collapsed",
            key="new_returning_of",
        )
    )
    _bars(view, frame, measure, currency, "new_returning")
    if split is None or split.choice.current is not None:
        return
    grid = st.columns(2, gap="medium")
    for place, (key, of_part) in enumerate(
        parts.tables_of_parts(view, split, tables.NEW_AND_RETURNING.name)[:_MOST]
    ):
        with grid[place % 2]:
            st.subheader(inert(split.called(key)), anchor=False)
            _bars(view, of_part, measure, currency, f"new_returning_{place}")


def _bars(view: View, frame: pd.DataFrame, measure: str, currency: str | None, key: str) -> None:
    t, grain = words(), view.question.grain
    new, returning = f"new_{measure}", f"returning_{measure}"
    money = measure == "revenue"
    drawn = None
    if not frame.empty:
        drawn = stacked_bars(
            frame,
            (new, returning),
            (say(message("new")), say(message("returning"))),
            ValueFormat("money" if money else "count", currency if money else None, t),
            grain,
            palette(theme()),
        )
    sheet = of_named(tables.NEW_AND_RETURNING, frame, t, grain=grain, currency=currency)
    alt = say(_described(frame, new, returning))
    starts = [pd.Timestamp(start).date() for start in frame["start"].tail(MOST_PERIODS)]
    noted_figure.show(drawn, key, alt, sheet, frame, starts=starts, grain=grain)


def _described(frame: pd.DataFrame, new: str, returning: str) -> Message:
    over = frame[frame["complete"]]
    total = float(over[new].sum() + over[returning].sum())
    if not total:
        return message("New and returning customers: no complete period yet.")
    return message(
        "New and returning customers: in all complete periods together {share} are of returning ones.",
        share=words().percent(float(over[returning].sum()) / total, 0),
    )
