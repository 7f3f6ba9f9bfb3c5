"""The mean rate of posts or campaigns by property (kind, weekday ...), as charts and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.choosing import one_of
from engagement.app.readable import figure
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.breakdown_rows import as_breakdown
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.dots import dots
from engagement.locale import message
from engagement.metrics.channels.explained import FEWEST_COMPARED
from engagement.readable.named_tables import of_named
from engagement.readable.value_names import PROPERTIES, channel_of, value_of, with_names

if TYPE_CHECKING:
    import pandas as pd

    from engagement.locale import Message
    from engagement.metrics.core.tables import NamedTable
    from engagement.metrics.model import View

_MOST_NAMED = 3


def show(view: View, frame: pd.DataFrame, table: NamedTable, key: str, fewest: int = FEWEST_COMPARED) -> None:
    """Show a chart for each property of the rows of one channel and rate.

    Rows of fewer than `fewest` posts or campaigns are drawn as small. Rows without a mean are in the table
    only.
    """
    t = words()
    st.caption(" ".join(say(part) for part in conclusions(frame)))
    grid = st.grid(2, min_column_width=330, gap=(20, 26))
    for prop, of_property in frame.groupby("property", sort=False):
        drawn_rows = of_property[of_property["value"].notna()]
        if len(drawn_rows) < 2:
            continue
        with grid.container(key=f"{key}_{prop}", gap="xxsmall"):
            st.subheader(say(PROPERTIES[str(prop)]), anchor=False)
            names = [value_of(str(prop), str(value), t) for value in drawn_rows["key"]]
            shown = as_breakdown(
                names,
                drawn_rows["value"],
                drawn_rows["n"],
                limits=(drawn_rows["low"], drawn_rows["high"]),
                differs=drawn_rows["differs"],
                difference=drawn_rows["value"] - drawn_rows["others"],
                small_under=fewest,
            )
            mean = float((of_property["n"] * of_property["others"]).sum() / of_property["n"].sum())
            in_order = prop in {"weekday", "hour", "length"}
            chart = dots(
                shown,
                ValueFormat("share", None, t),
                palette(theme()),
                overall=mean,
                better="up",
                in_order=in_order,
            )
            alt = message("Mean rate by {property}", property=say(PROPERTIES[str(prop)]))
            sheet = of_named(table, with_names(of_property, t), t, grain=view.question.grain, currency=None)
            figure.show(chart, f"{key}_{prop}", say(alt), sheet, of_property)


def conclusions(frame: pd.DataFrame) -> list[Message]:
    """Return sentences: which rows differ if any, after how many comparisons, and that it is no cause."""
    t = words()
    compared = int(frame["p"].notna().sum())
    if not compared:
        return [message("Nothing is compared yet: each side needs more of them.")]
    differing = frame[frame["differs"]].sort_values("p")
    parts = [
        message(
            "{property}: {value}: {rate} on average, the others {others}.",
            property=say(PROPERTIES[str(row["property"])]),
            value=inert(value_of(str(row["property"]), str(row["key"]), t)),
            rate=t.percent(float(row["value"])),
            others=t.percent(float(row["others"])),
        )
        for _, row in differing.head(_MOST_NAMED).iterrows()
    ]
    if not parts:
        parts = [message("Nothing differs beyond chance.")]
    return [
        *parts,
        message(
            "{count} comparison here, corrected over all of the table. A link, not proof of a cause.",
            "{count} comparisons here, corrected over all of the table. A link, not proof of a cause.",
            n=compared,
            count=compared,
        ),
    ]


def channels(frame: pd.DataFrame, key: str) -> str:
    """Let the reader choose a channel of a table, the one with most rows first, and return it."""
    t = words()
    row_counts = frame.groupby("channel")["n"].sum().sort_values(ascending=False, kind="stable")
    names = [str(name) for name in row_counts.index]
    return one_of.pick(message("Channel"), names, f"channel_{key}", lambda name: channel_of(name, t))
