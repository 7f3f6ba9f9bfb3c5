"""The funnel from a visit to an order: how many reach each step, and how many leave before the next."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import streamlit as st

from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.palette import palette
from engagement.charts.channels.funnel_bars import funnel_bars
from engagement.locale import message
from engagement.metrics.channels import tables
from engagement.metrics.channels.funnel import WORDS
from engagement.readable.named_tables import of_named
from engagement.readable.value_names import with_names

if TYPE_CHECKING:
    from engagement.locale import Message
    from engagement.metrics.model import View


def show(view: View) -> None:
    """Show the table `funnel` of the period."""
    frame, t = view.table(tables.FUNNEL.name), words()
    if frame.empty:
        return
    head.section(
        tables.FUNNEL.title,
        message(
            "Visits of the period that reached each step, all counted on the same rows. Who buys at once "
            "skips the cart, so more may reach checkout than the cart."
        ),
        key="funnel",
    )
    read = with_names(frame.assign(words=[t.t(WORDS[str(key)]) for key in frame["key"]]), t)
    sheet = of_named(tables.FUNNEL, read, t, grain=view.question.grain, currency=None)
    left, right = st.columns([7, 5], gap="medium")
    with left:
        st.subheader(say(message("Share of all visits")), anchor=False)
        steps = [
            (str(name), float(share), f"{t.percent(float(share))} · {t.number(float(visits), 0)}")
            for name, share, visits in zip(
                read["words"], frame["share_of_visits"], frame["visits"], strict=True
            )
        ]
        hovers = [f"{name}: {text}" for name, _, text in steps]
        drawn = funnel_bars(steps, palette(theme()), hovers=hovers)
        alt = message("Share of all visits that reach each step to the order")
        figure.show(drawn, "funnel", say(alt), sheet, frame)
    with right:
        st.subheader(say(message("From step to step")), anchor=False)
        for row in read.to_dict("records")[1:]:
            with st.container(key=f"rule_step_{row['key']}", gap="xxsmall"):
                st.markdown(f"**{row['words']}**")
                st.caption("  \n".join(say(line) for line in _step(row)))


def _step(row: dict[Any, Any]) -> list[Message]:
    t = words()
    sentences = [message("Visits: {count}.", count=t.number(float(row["visits"]), 0))]
    if math.isnan(row["value"]):
        sentences.append(message("More than on the step before: no share of it can be told."))
    else:
        share, lost = t.percent(float(row["value"])), t.number(float(row["lost"]), 0)
        # A report of one total for many days has no interval.
        sentences.append(
            message("{share} of the step before; lost on the way: {lost}.", share=share, lost=lost)
            if math.isnan(row["low"]) or math.isnan(row["high"])
            else message(
                "{share} ({low} to {high}) of the step before; lost on the way: {lost}.",
                share=share,
                low=t.percent(float(row["low"])),
                high=t.percent(float(row["high"])),
                lost=lost,
            )
        )
    if not math.isnan(row["abandonment"]):
        sentences.append(
            message(
                "Of those who got so far {share} did not order.", share=t.percent(float(row["abandonment"]))
            )
        )
    return sentences
