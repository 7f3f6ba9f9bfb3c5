"""A heat map of the mean rate of posts by weekday and three hours of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.palette import palette
from engagement.charts.base.text import plain
from engagement.charts.cohort_map import CohortCell, CohortRow, cohort_map
from engagement.locale import message
from engagement.metrics.channels import tables
from engagement.metrics.channels.explained import FEWEST_COMPARED
from engagement.metrics.words.network_names import network_name
from engagement.readable.named_tables import of_named
from engagement.readable.value_labels import value_label
from engagement.readable.value_names import RATES, with_names

if TYPE_CHECKING:
    import pandas as pd

    from engagement.locale import Message
    from engagement.metrics.model import View


def show(view: View) -> None:
    """Show the table `best_hours`, a map for each network."""
    frame, t = view.table(tables.BEST_HOURS.name), words()
    if frame.empty:
        return
    head.section(
        tables.BEST_HOURS.title,
        message(
            "Weekday from above, three hours each from the left, as the file writes the time. A number is "
            "the mean rate of 30 posts or more; of fewer only how many there are (n)."
        ),
        key="hours",
    )
    grid = st.grid(2, min_column_width=330, gap=(20, 26))
    for network, of_network in frame.groupby("network", sort=True):
        called = network_name(str(network))
        with grid.container(key=f"hours_{network}", gap="xxsmall"):
            st.subheader(called, anchor=False)
            st.caption(
                " ".join((say(RATES[str(of_network["rate"].iloc[0])]) + ".", say(conclusion(of_network))))
            )
            hours = sorted(of_network["hour"].unique())
            rows = [
                CohortRow(
                    value_label("weekday", str(day), t),
                    _cells(of_network[of_network["weekday"] == day], hours),
                )
                for day in range(1, 8)
            ]
            drawn = cohort_map(rows, 0, palette(theme()), columns=[f"{hour}–{hour + 3}" for hour in hours])
            alt = message("Mean rate of posts by weekday and hour: {network}", network=called)
            sheet = of_named(
                tables.BEST_HOURS, with_names(of_network, t), t, grain=view.question.grain, currency=None
            )
            figure.show(drawn, f"hours_{network}", say(alt), sheet, of_network)


def conclusion(hours: pd.DataFrame) -> Message:
    """Return a sentence: which hours differ from all others, or that none does yet."""
    t = words()
    rated = hours[hours["value"].notna()]
    if rated.empty:
        return message(
            "No three hours have {fewest} posts yet; the most is {count}.",
            fewest=FEWEST_COMPARED,
            count=int(hours["n"].max()),
        )
    better = rated[rated["differs"] & (rated["value"] > rated["others"])]
    if better.empty:
        return message("No hours differ from the others beyond chance.")
    best = better.sort_values("value").iloc[-1]
    return message(
        "{day}, {hours}: {rate}, the other posts {others}. A link, not proof of a cause.",
        day=value_label("weekday", str(int(best["weekday"])), t),
        hours=f"{int(best['hour'])}–{int(best['to_hour']) + 1}",
        rate=t.percent(float(best["value"])),
        others=t.percent(float(best["others"])),
    )


def _cells(of_day: pd.DataFrame, hours: list[int]) -> list[CohortCell]:
    t = words()
    cells = []
    for row in of_day.to_dict("records"):
        n, value = int(row["n"]), float(row["value"])
        is_known = value == value  # noqa: PLR0124 - NaN is not equal to itself
        count = say(message("{count} post", "{count} posts", n=n, count=n))
        hover = f"{plain(t.percent(value))}<br>{plain(count)}" if is_known else plain(count)
        text = t.percent(value, 1) if is_known else f"n {n}"
        cells.append(
            CohortCell(hours.index(row["hour"]), value if is_known else 0.0, text, hover, complete=True)
        )
    return cells
