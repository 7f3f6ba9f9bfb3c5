"""Levels of customers over time: bars of their numbers, and moves between levels."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from engagement.app.choosing import one_of
from engagement.app.figures import customer_headings
from engagement.app.ladders.translated import translated
from engagement.app.planning import noted_figure
from engagement.app.readable import figure
from engagement.app.shared_tables.level_flow import NEWCOMER, called, level_flow
from engagement.app.ui import head
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base import period_axis
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.stacked_bars import MOST_PERIODS, stacked_bars
from engagement.locale import message
from engagement.locale.translator import day_to_date
from engagement.metrics.ladders import tables
from engagement.metrics.ladders.ladder_of_people import LEVELS
from engagement.readable.named_tables import of_named

if TYPE_CHECKING:
    import datetime as dt

    from engagement.charts.base.palette import Palette
    from engagement.locale import Message
    from engagement.metrics.model import Grain, View
    from engagement.metrics.views.owners import OwnersView

#: Days since when moves are counted, and the name of the choice in the address.
_SPANS: Final = ("30", "90", "365")
_YEAR: Final = "365"
_CHOICE: Final = "moved_since"
#: Fewer customers are shown in the text and the table only.
_FEWEST: Final = 30


def over_time(view: View) -> None:
    """Show the table `engagement_levels_over_time` as bars, a part for each level."""
    frame, t, grain = view.table(tables.ENGAGEMENT_LEVELS_OVER_TIME.name), words(), view.question.grain
    head.section(
        message("Levels over time"),
        message(
            "How many customers stood on each level at the end of each period. From below: low, medium, "
            "high, very high; grey on top: no sign beyond ordering. Hatched: still running."
        ),
        key="levels_over_time",
    )
    wide = frame.pivot_table(index=["start", "complete"], columns="key", values="customers").reset_index()
    wide = wide.sort_values("start")
    levels = [*(key for key in LEVELS if key != "none"), "none"]
    drawn = None
    if len(wide):
        drawn = stacked_bars(
            wide,
            levels,
            [say(LEVELS[key]) for key in levels],
            ValueFormat("count", None, t),
            grain,
            palette(theme()),
            fills=_fills(palette(theme())),
        )
    conclusion = say(_over_time_text(frame, grain))
    st.caption(conclusion)
    read = translated(frame, "words", t=t)
    sheet = of_named(tables.ENGAGEMENT_LEVELS_OVER_TIME, read, t, grain=grain, currency=None)
    starts = [pd.Timestamp(start).date() for start in wide["start"].tail(MOST_PERIODS)]
    noted_figure.show(drawn, "levels_over_time", conclusion, sheet, frame, starts=starts, grain=grain)


def moves(view: OwnersView) -> None:
    """Show the table `engagement_level_movement` since so many days ago as the reader chooses."""
    last_day, t = view.scope(tables.ENGAGEMENT_LEVEL_MOVEMENT.table).window.last_day, words()
    customer_headings.level_moves()
    picked = one_of.segments(message("Moved within"), _CHOICE, _SPANS, _YEAR, _days)
    days = int(picked)
    asked_view = view.ask(replace(view.question, days=days, period=None))
    frame = asked_view.table(tables.ENGAGEMENT_LEVEL_MOVEMENT.name)
    earlier_day, now = day_to_date(last_day - days), day_to_date(last_day)
    moved = frame.assign(**{"from": frame["from"].fillna(NEWCOMER)})
    conclusion = say(_moves_text(moved, earlier_day, now))
    st.caption(conclusion)
    earlier_customers = moved[moved["from"] != NEWCOMER]
    sides = t.day_short(earlier_day), t.day_short(now)
    drawn = level_flow(moved, sides) if int(earlier_customers["customers"].sum()) >= _FEWEST else None
    read = moved.assign(**{end: [called(str(key)) for key in moved[end]] for end in ("from", "to")})
    sheet = of_named(tables.ENGAGEMENT_LEVEL_MOVEMENT, read, t, grain=view.question.grain, currency=None)
    figure.show(drawn, "level_moves", conclusion, sheet, frame)


def _days(days: str) -> str:
    return say(message("{count} days", count=int(days)))


def _fills(colours: Palette) -> list[str]:
    """Return a colour for each level, low first: the further, the stronger; grey for no sign."""
    return [colours.steps[place] for place in (2, 4, 6, 9)] + [colours.neutral]


def _over_time_text(frame: pd.DataFrame, grain: Grain) -> Message:
    """Return a sentence: the share with any sign at the end of the first and the last period.

    Only complete periods of at least ten customers have one.
    """
    over = frame[frame["complete"] & (frame["key"] == "none") & frame["value"].notna()]
    if over.empty:
        return message("No complete period has ten customers yet.")
    t = words()
    first, last = (
        (period_axis.name(pd.Timestamp(start).date(), grain, t), t.percent(1 - float(value), 0))
        for start, value in over[["start", "value"]].iloc[[0, -1]].itertuples(index=False)
    )
    return message(
        "Customers with a sign beyond ordering, at the end of {first}: {share}; of {last}: {now}.",
        first=first[0],
        share=first[1],
        last=last[0],
        now=last[1],
    )


def _moves_text(moved: pd.DataFrame, then: dt.date, now: dt.date) -> Message:
    """Return a sentence on how many of the earlier customers are on a higher level now."""
    earlier_customers = moved[moved["from"] != NEWCOMER]
    total = int(earlier_customers["customers"].sum())
    if not total:
        return message("Nobody was a customer on {day} yet, so nobody has moved.", day=then)
    risen = int(earlier_customers[earlier_customers["from"] != earlier_customers["to"]]["customers"].sum())
    return message(
        "Of {count} customer of {then}, {part} stood on a higher level on {now}.",
        "Of {count} customers of {then}, {part} stood on a higher level on {now}.",
        n=total,
        count=total,
        then=then,
        part=risen,
        now=now,
    )
