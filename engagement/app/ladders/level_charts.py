"""Levels of engagement: customers by level with their mean spend, and acts by level and network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.figures import customer_headings
from engagement.app.ladders.translated import translated
from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.breakdown_rows import as_breakdown
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.dots import dots
from engagement.locale import message
from engagement.metrics.ladders import tables
from engagement.metrics.words.network_names import network_name
from engagement.readable.named_tables import of_named

if TYPE_CHECKING:
    import pandas as pd

    from engagement.locale import Message
    from engagement.metrics.model import View

_SMALL = 30


def customers(view: View) -> None:
    """Show the table `engagement_levels`: each level's share of the customers, and its mean spend."""
    frame, t = view.table(tables.ENGAGEMENT_LEVELS.name), words()
    customer_headings.levels()
    read = translated(frame, "words", "sign", t=t)
    currency = view.reading("revenue").currency
    left, right = st.columns(2, gap="medium")
    with left:
        st.subheader(say(message("Share of the customers")), anchor=False)
        shares = as_breakdown(
            list(read["words"]), frame["value"], frame["n"],
            limits=(frame["low"], frame["high"]), counts=(frame["customers"], frame["n"]),
        )  # fmt: skip
        drawn = dots(
            shares.assign(n=frame["customers"]),
            ValueFormat("share", None, t),
            palette(theme()),
            in_order=True,
        )
        sheet = of_named(tables.ENGAGEMENT_LEVELS, read, t, grain=view.question.grain, currency=currency)
        figure.show(drawn, "levels", say(_conclusion(frame)), sheet, frame)
        st.caption(say(_conclusion(frame)))
    with right:
        st.subheader(say(message("Mean spend of each level")), anchor=False)
        spent = as_breakdown(
            list(read["words"]), frame["mean_spend"], frame["customers"],
            limits=(frame["spend_low"], frame["spend_high"]), small_under=_SMALL,
        )  # fmt: skip
        drawn = dots(spent, ValueFormat("money", currency, t), palette(theme()), in_order=True)
        figure.show(drawn, "level_spend", say(message("Mean spend by level of engagement")), sheet, frame)
        st.caption(
            say(
                message(
                    "All orders up to the last day. Levels of fewer than 10 customers are left out. Who buys "
                    "more is asked more often: this is no effect of taking part."
                )
            )
        )


def networks(view: View) -> None:
    """Show the table `engagement_levels_by_network`, a chart for each network."""
    frame, t = view.table(tables.ENGAGEMENT_LEVELS_BY_NETWORK.name), words()
    # A network whose files say one kind of act alone has all of its acts on one level: nothing to compare.
    frame = frame[frame.groupby("network")["key"].transform("nunique") > 1]
    if frame.empty:
        return
    head.section(
        message("In the social networks"),
        message(
            "Networks do not say who did what, so acts are counted: follows (low), comments (medium), saves "
            "(high), shares (very high). n: how many they are."
        ),
        key="network_levels",
    )
    grid = st.grid(2, min_column_width=330, gap=(20, 26))
    for network, of_network in frame.groupby("network", sort=True):
        called = network_name(str(network))
        read = translated(of_network, "words", t=t)
        with grid.container(key=f"network_{network}", gap="xxsmall"):
            st.subheader(called, anchor=False)
            shown = as_breakdown(
                list(read["words"]), of_network["value"], of_network["acts"],
                limits=(of_network["low"], of_network["high"]), counts=(of_network["acts"], of_network["n"]),
            )  # fmt: skip
            drawn = dots(shown, ValueFormat("share", None, t), palette(theme()), in_order=True)
            alt = message("Acts by level of engagement: {network}", network=called)
            sheet = of_named(
                tables.ENGAGEMENT_LEVELS_BY_NETWORK, read, t, grain=view.question.grain, currency=None
            )
            figure.show(drawn, f"network_levels_{network}", say(alt), sheet, of_network)


def _conclusion(frame: pd.DataFrame) -> Message:
    """Return a sentence: how many customers have reached any level."""
    t = words()
    on_a_level = frame[frame["key"] != "none"]
    count, of = int(on_a_level["customers"].sum()), int(frame["n"].max()) if len(frame) else 0
    if frame["value"].isna().all():
        return message("{count} of {of} customers show a sign beyond ordering.", count=count, of=of)
    return message(
        "{share} of the customers ({count} of {of}) show a sign beyond ordering.",
        share=t.percent(float(on_a_level["value"].sum()), 0),
        count=count,
        of=of,
    )
