"""Cross-correlation of weekly series of channels with weekly orders, by lag in weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.palette import palette
from engagement.charts.base.text import plain
from engagement.charts.channels.lags import LagPoint, lags
from engagement.locale import message
from engagement.metrics.channels import tables
from engagement.metrics.channels.weeks_joined import FEWEST_WEEKS, MODERATE, WORDS
from engagement.readable.named_tables import of_named

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

    from engagement.locale import Message
    from engagement.metrics.views.owners import OwnersView


def show(view: OwnersView, keys: Collection[str]) -> None:
    """Show the series of the table `weeks_joined` that belong to `keys`.

    The correction is over all series.
    """
    if tables.WEEKS_JOINED.name in view.locked_tables():
        return
    all_series = view.table(tables.WEEKS_JOINED.name)
    frame = all_series[all_series["key"].isin(list(keys))]
    if frame.empty:
        return
    t = words()
    head.section(
        message("Beside weeks of orders"),
        message(
            "Does a busy week here come with more orders, then or up to eight weeks later? Trend, season and "
            "what carries over from week to week are taken out first, for two series that both grow look "
            "alike without having to do with each other. Not a cause: something else may move both."
        ),
        key="weeks",
    )
    if frame["value"].isna().all():
        weeks = int(frame["weeks"].max())
        sentence = message(
            "There is {count} common week. It takes {needed}, two years: in fewer a season that both share "
            "looks like a link.",
            "There are {count} common weeks. It takes {needed}, two years: in fewer a season that both share "
            "looks like a link.",
            n=weeks, count=weeks, needed=FEWEST_WEEKS,
        )  # fmt: skip
        with st.container(key="lack_weeks"):
            st.write(say(sentence))
        return
    st.caption(" ".join(say(part) for part in conclusions(frame, len(all_series))))
    grid = st.grid(2, min_column_width=330, gap=(20, 26))
    for key, of_series in frame[frame["value"].notna()].groupby("key", sort=False):
        name = say(WORDS[str(key)])
        with grid.container(key=f"weeks_{key}", gap="xxsmall"):
            st.subheader(name, anchor=False)
            points = [
                LagPoint(
                    int(row["lag"]),
                    float(row["value"]),
                    float(row["low"]),
                    float(row["high"]),
                    bool(row["related"]),
                    _hover(row),
                )
                for row in of_series.to_dict("records")
            ]
            along = say(message("weeks before the orders (below 0: after them)"))
            drawn = lags(points, along, palette(theme()), t)
            alt = message("Correlation of weeks of orders with weeks before them: {name}", name=name)
            read = of_series.assign(words=name)
            sheet = of_named(tables.WEEKS_JOINED, read, t, grain=view.question.grain, currency=None)
            figure.show(drawn, f"weeks_{key}", say(alt), sheet, of_series)


def conclusions(frame: pd.DataFrame, comparisons: int) -> list[Message]:
    """Return sentences: which series are correlated, if any, of how many, and how many weeks it takes."""
    t = words()
    parts = [
        message(
            "{name}: {lag}: correlation {value}.",
            name=say(WORDS[str(row["key"])]),
            lag=_lag(int(row["lag"])),
            value=t.signed(float(row["value"]), "ratio", digits=2),
        )
        for _, row in frame[frame["related"]].sort_values("p").head(3).iterrows()
    ] or [message("Nothing goes together beyond chance.")]
    parts.append(
        message(
            "{count} comparison, corrected for all of them (Holm).",
            "{count} comparisons, corrected for all of them (Holm).",
            n=comparisons,
            count=comparisons,
        )
    )
    if not frame["enough"].any():
        parts.append(
            message(
                "Once trend and season are taken out, your {weeks} weeks are worth {n}; it takes {needed} to "
                "see a correlation of {moderate} four times in five.",
                weeks=int(frame["weeks"].max()),
                n=int(frame["n"].max()),
                needed=int(frame["needed"].max()),
                moderate=t.number(MODERATE, 1),
            )
        )
    return parts


def _hover(row: dict[Any, Any]) -> str:
    t = words()
    value, low, high = (t.number(float(row[name]), 2) for name in ("value", "low", "high"))
    return f"<b>{plain(_lag(int(row['lag'])))}</b><br>{value} ({low}; {high})"


def _lag(lag: int) -> str:
    if lag == 0:
        return say(message("same week"))
    if lag < 0:
        return say(message("{count} week after", "{count} weeks after", n=-lag, count=-lag))
    return say(message("{count} week before", "{count} weeks before", n=lag, count=lag))
