"""Time to the second order (Kaplan-Meier, so that customers without one count)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.coming_back import chosen_part as parts
from engagement.app.coming_back import parts_beside
from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.breakdown_rows import as_breakdown
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.curve import curve
from engagement.charts.dots import dots
from engagement.locale import Message, message
from engagement.metrics.retention import tables
from engagement.readable.named_tables import of_named

if TYPE_CHECKING:
    import pandas as pd

    from engagement.app.coming_back.chosen_part import PageSplit
    from engagement.metrics.model import View

#: Days at which the share is written and marked.
_MARKED: Final = (30, 90, 180, 365)
#: The curve ends when fewer customers are still waiting.
_FEWEST: Final = 30


def show(view: View, split: PageSplit | None) -> None:
    """Show the table `days_to_second_order` as a curve of the share with a second order."""
    frame, t = parts.table(view, split, tables.DAYS_TO_SECOND_ORDER.name), words()
    head.section(
        message("Days to the second order"),
        message(
            "Share of all customers with a second order so many days after the first; who has not "
            "ordered again counts for as long as the first order is ago. Band: 95% interval."
        ),
        key="second_order",
    )
    firm = frame[frame["still_waiting"] >= _FEWEST]
    back = firm.assign(share=1 - firm["survival"], low=1 - firm["high"], high=1 - firm["low"])
    drawn = None
    if len(back) > 1:
        drawn = curve(
            back, "day", palette(theme()), t, steps=True,
            named=lambda day: say(message("{count} days after the first order", count=day)),
            along=say(message("days after the first order")),
        )  # fmt: skip
    sheet = of_named(tables.DAYS_TO_SECOND_ORDER, frame, t, grain=view.question.grain, currency=None)
    conclusion = _conclusion(back)
    figure.show(drawn, "second_order", say(conclusion), sheet, frame)
    st.caption(say(conclusion))
    if split is not None and split.choice.current is None:
        parts_beside.second_orders(view, split)
    else:
        _within(view, split)


def _within(view: View, split: PageSplit | None) -> None:
    """Show the table `second_orders`: the share with a second order by days, of customers old enough."""
    frame, t = parts.table(view, split, tables.SECOND_ORDERS.name), words()
    if frame["share"].isna().all():
        return
    with st.container(key="head_within", gap=None):
        st.subheader(say(tables.SECOND_ORDERS.title), anchor=False)
        st.caption(
            say(
                message(
                    "Of all customers whose first order is so many days old, so that each has had the time. "
                    "Line: 95% interval."
                )
            )
        )
    names = [t.t(message("{count} days", count=days)) for days in frame["days"]]
    rows = as_breakdown(
        names, frame["share"], frame["customers"], limits=(frame["low"], frame["high"]),
        counts=(frame["came_back"], frame["customers"]), small_under=_FEWEST,
    )  # fmt: skip
    sentence = message(
        "Second order within so many days: {list}.",
        list=", ".join(
            f"{days} {t.percent(share, 0)}"
            for days, share in zip(names, frame["share"].tolist(), strict=True)
            if not math.isnan(share)
        ),
    )
    sheet = of_named(tables.SECOND_ORDERS, frame, t, grain=view.question.grain, currency=None)
    drawn = dots(rows, ValueFormat("share", None, t), palette(theme()), in_order=True)
    figure.show(drawn, "within", say(sentence), sheet, frame)


def _conclusion(back: pd.DataFrame) -> Message:
    """Return a sentence with the share after some days, as far as the curve goes."""
    t = words()
    parts = []
    for days in _MARKED:
        before = back[back["day"] <= days]
        if not before.empty and int(back["day"].iloc[-1]) >= days:
            parts.append(
                t.t(
                    message(
                        "{share} within {days} days",
                        share=t.percent(float(before["share"].iloc[-1]), 0),
                        days=days,
                    )
                )
            )
    if not parts:
        return message("Too few customers have been here for 30 days.")
    return message("With a second order: {list}.", list=", ".join(parts))
