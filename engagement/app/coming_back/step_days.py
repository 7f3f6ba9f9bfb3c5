"""Days between one order and the next: quartiles of each step, and the histogram of a chosen step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.coming_back import chosen_part as parts
from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.alone import redrawn_alone
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.palette import palette
from engagement.charts.customers.day_bars import day_bars
from engagement.charts.quartiles import QuartileRow, quartiles
from engagement.locale import message
from engagement.metrics.retention import tables
from engagement.metrics.retention.order_steps import FEWEST
from engagement.readable.named_tables import of_named

if TYPE_CHECKING:
    import pandas as pd

    from engagement.app.coming_back.chosen_part import PageSplit
    from engagement.locale import Message
    from engagement.metrics.model import View


def show(view: View, ladder: pd.DataFrame, split: PageSplit | None) -> None:
    """Show the quartiles of the table `order_ladder`, and one step of the table `days_between_steps`."""
    with_median = ladder.dropna(subset=["median_days"])
    if with_median.empty:
        return
    head.section(
        message("Days from one order to the next"),
        message(
            "Of the customers who have the next order. Dot: half of them had it by then. Line: a quarter and "
            "three quarters."
        ),
        key="step_days",
    )
    left, right = st.columns([7, 5], gap="medium")
    with left:
        _quartiles(view, with_median)
    with right:
        _one_step(view, with_median["order"].astype(int).tolist(), split)


def _quartiles(view: View, steps: pd.DataFrame) -> None:
    t = words()
    later = steps["reached"].shift(-1)
    rows = [
        QuartileRow(step_name(int(order)), float(low), float(median), float(high), int(n))
        for order, low, median, high, n in zip(
            steps["order"],
            steps["p25_days"],
            steps["median_days"],
            steps["p75_days"],
            later.fillna(FEWEST),
            strict=True,
        )
    ]
    first = steps.iloc[0]
    sentence = message(
        "Half of those who ordered a second time did so within {median} days, a quarter within {low}, three "
        "quarters within {high}.",
        median=round(float(first["median_days"])),
        low=round(float(first["p25_days"])),
        high=round(float(first["p75_days"])),
    )
    sheet = of_named(tables.ORDER_LADDER, steps, t, grain=view.question.grain, currency=None)
    figure.show(quartiles(rows, palette(theme()), t), "step_days", say(sentence), sheet, steps)
    st.caption(say(sentence))


@redrawn_alone
def _one_step(view: View, steps: list[int], split: PageSplit | None) -> None:
    t = words()
    step = st.selectbox(
        say(message("Step")),
        steps,
        format_func=step_name,
        key="step_of_days",
        label_visibility="collapsed",
        width=222,
    )
    frame = parts.table(view, split, tables.DAYS_BETWEEN_STEPS.name)
    of_step = frame[frame["order"] == step].reset_index(drop=True)
    sheet = of_named(tables.DAYS_BETWEEN_STEPS, of_step, t, grain=view.question.grain, currency=None)
    figure.show(
        day_bars(of_step, palette(theme()), t), "days_of_step", say(_conclusion(of_step)), sheet, of_step
    )


def _conclusion(of_step: pd.DataFrame) -> Message:
    total = int(of_step["customers"].sum())
    early = int(of_step.loc[of_step["to_day"] < 90, "customers"].sum())
    return message(
        "Customers by days to the next order, counted by 30 days: {share} of {count} within 90 days.",
        share=words().percent(early / max(1, total), 0),
        count=total,
    )


def step_name(order: int) -> str:
    """Return the name of the step to the order with this number."""
    return words().t(message("order {one} to {other}", one=order, other=order + 1))
