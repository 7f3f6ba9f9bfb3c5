"""Second order and spend of referred customers, compared with those who were not referred."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.choosing import one_of
from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.breakdown_rows import as_breakdown
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.describe import describe_breakdown
from engagement.charts.dots import dots
from engagement.locale import message
from engagement.metrics.channels.referred import DAYS, GROUPS
from engagement.metrics.channels.tables_of_people import REFERRED
from engagement.metrics.rules.groups_followed import COMPARED
from engagement.readable.named_tables import of_named

if TYPE_CHECKING:
    import pandas as pd

    from engagement.locale import Message
    from engagement.metrics.model import Unit, View

_DAYS: Final = "referred_days"


def show(view: View, currency: str | None) -> None:
    """Show the table `referred_compared` for a chosen number of days."""
    frame, t = view.table(REFERRED.name), words()
    head.section(
        REFERRED.title,
        message(
            "Members whom another member brought in, against members who came by themselves: from the first "
            "order on, the same days for all. Hollow circle: fewer than {fewest}. Not proof of a cause: "
            "friends of good customers resemble them.",
            fewest=COMPARED,
        ),
        key="referred",
    )
    offered = [str(days) for days in DAYS]
    days = one_of.segments(message("Days from the first order on"), _DAYS, offered, offered[0])
    of_days = frame[frame["days"] == int(days)]
    read = frame.assign(key=[t.t(GROUPS[str(key)]) for key in frame["key"]])
    left, right = st.columns(2, gap="medium")
    sheet = of_named(REFERRED, read, t, grain=view.question.grain, currency=currency)
    for column, (value, limits, unit, name) in zip((left, right), _MEASURES, strict=True):
        rows = as_breakdown(
            list(read.loc[of_days.index, "key"]), of_days[value], of_days["customers"],
            limits=(of_days[limits[0]], of_days[limits[1]]), differs=of_days[f"{value}_differs"],
            difference=of_days[value] - of_days[f"others_{value}"], small_under=COMPARED,
        )  # fmt: skip
        with column:
            st.subheader(say(name), anchor=False)
            drawn = None
            if of_days[value].notna().any():
                drawn = dots(
                    rows, ValueFormat(unit, currency, t), palette(theme()), better="up", in_order=True
                )
            figure.show(
                drawn,
                f"referred_{value}",
                say(describe_breakdown(name, rows, unit, currency, t)),
                sheet,
                frame,
            )
    st.caption(" ".join(say(part) for part in conclusions(of_days, currency)))


def conclusions(rows: pd.DataFrame, currency: str | None) -> list[Message]:
    """Return sentences: whether referred customers order again more often, or spend more, than the others."""
    t = words()
    row = rows.to_dict("records")[0]
    parts: list[Message] = []
    if row["share_differs"]:
        parts.append(
            message(
                "Brought in by a member: {share} ordered again, {others} of the others.",
                share=t.percent(float(row["share"]), 0),
                others=t.percent(float(row["others_share"]), 0),
            )
        )
    if row["spend_differs"]:
        parts.append(
            message(
                "Brought in by a member: {spend} spent on average, {others} by the others.",
                spend=t.money(float(row["spend"]), currency),
                others=t.money(float(row["others_spend"]), currency),
            )
        )
    if parts:
        return parts
    if rows["customers"].min() < COMPARED:
        return [message("Comparing takes {count} customers on either side.", count=COMPARED)]
    return [message("Those who were brought in cannot be told apart from the others.")]


_MEASURES: Final[tuple[tuple[str, tuple[str, str], Unit, Message], ...]] = (
    ("share", ("low", "high"), "share", message("Ordered again")),
    ("spend", ("spend_low", "spend_high"), "money", message("Mean spend")),
)
