"""The steps from click to application: a chart for each channel, with the proxy of each step in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.ladders.translated import translated
from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.breakdown_rows import as_breakdown
from engagement.charts.base.palette import palette
from engagement.charts.dots import dots
from engagement.locale import message
from engagement.metrics.ladders import tables
from engagement.metrics.words.network_names import network_name
from engagement.readable.named_tables import of_named

if TYPE_CHECKING:
    from engagement.metrics.model import View


def show(view: View) -> None:
    """Show the table `content_ladder` by channel."""
    frame, t = view.table(tables.CONTENT_LADDER.name), words()
    head.section(
        message("From click to application"),
        message(
            "What becomes of what you publish, in four steps. No file says who understood, so something that "
            "can be counted stands for each step; it is named with what it is held against."
        ),
        key="content",
    )
    called = {"web": say(message("Website")), "email": say(message("E-mail campaigns"))}
    read = translated(frame, "words", "proxy", "of", t=t)
    grid = st.grid(2, min_column_width=330, gap=(20, 26))
    for channel, own in frame.groupby("channel", sort=False):
        name, said = called.get(str(channel)) or network_name(str(channel)), read.loc[own.index]
        with grid.container(key=f"channel_{channel}", gap="xxsmall"):
            st.subheader(name, anchor=False)
            st.caption("  \n".join(_step(row) for row in said.to_dict("records")))
            steps = own[own["value"].notna()]
            shown = as_breakdown(
                list(said.loc[steps.index, "words"]), steps["value"], steps["n"],
                limits=(steps["low"], steps["high"]), counts=(steps["count"], steps["n"]),
            )  # fmt: skip
            drawn = dots(shown, "share", None, palette(theme()), t, in_order=True) if len(steps) else None
            alt = message("Share at each step from click to application: {channel}", channel=name)
            sheet = of_named(tables.CONTENT_LADDER, said, t, grain=view.question.grain, currency=None)
            figure.show(drawn, f"content_{channel}", say(alt), sheet, own)


def _step(row: dict[object, object]) -> str:
    """Return "Click: 1,912 clicks on posts, of 103,243 times shown"."""
    t = words()
    count, of = float(str(row["count"])), float(str(row["n"]))
    if row["proxy"] == row["of"]:
        sentence = message(
            "{step}: {count} {what}", step=row["words"], count=t.number(count, 0), what=row["proxy"]
        )
    else:
        sentence = message(
            "{step}: {count} {what}, of {all} {of}",
            step=row["words"],
            count=t.number(count, 0),
            what=row["proxy"],
            all=t.number(of, 0),
            of=row["of"],
        )
    return say(sentence)
