"""How long it takes to the second order, with those who still wait counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.readable import figure
from engagement.app.readable.named_tables import of_named
from engagement.app.ui import head
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.palette import palette
from engagement.charts.curve import curve
from engagement.locale import message
from engagement.metrics.retention import tables

if TYPE_CHECKING:
    import pandas as pd

    from engagement.locale import Message
    from engagement.metrics.model import View

#: Days at which the share is said and marked.
_MARKED: Final = (30, 90, 180, 365)
#: Where fewer still wait, the curve rests on too few and ends.
_FEWEST: Final = 30


def show(view: View) -> None:
    """Show the table `days_to_second_order` as the share that has come back."""
    frame, t = view.table(tables.DAYS_TO_SECOND_ORDER.name), words()
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
        )  # fmt: skip
    sheet = of_named(tables.DAYS_TO_SECOND_ORDER, frame, t, grain=view.question.grain, currency=None)
    said = _said(back)
    figure.show(drawn, "second_order", say(said), sheet, frame)
    st.caption(say(said))


def _said(back: pd.DataFrame) -> Message:
    """Say the share after some days, as far as the curve goes."""
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
