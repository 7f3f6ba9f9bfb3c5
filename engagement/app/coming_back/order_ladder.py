"""The order ladder: the share that reaches the next order, and who is one order short of the tenth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.coming_back import chosen_part as parts
from engagement.app.coming_back import listed_customers as customers
from engagement.app.coming_back import parts_beside, step_days
from engagement.app.navigation import page_links
from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.alone import redrawn_alone
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.breakdown_rows import as_breakdown
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.dots import dots
from engagement.locale import message
from engagement.metrics.retention import tables
from engagement.metrics.retention.order_steps import FEWEST, STEPS, WITHIN
from engagement.metrics.views import behind_cells as behind
from engagement.metrics.views.owners import OwnersView
from engagement.readable.named_tables import of_named

if TYPE_CHECKING:
    import pandas as pd

    from engagement.app.coming_back.chosen_part import PageSplit
    from engagement.locale import Message
    from engagement.metrics.model import View

_SMALL = 30


def show(view: View, split: PageSplit | None) -> None:
    """Show the table `order_ladder`, beside it the tenth order, and the days from step to step."""
    frame, t = parts.table(view, split, tables.ORDER_LADDER.name), words()
    frame = frame[frame["reached"] > 0]
    head.section(
        message("From one order to the next"),
        message(
            "Share of the customers who went on to the next order within {days} days, of those who have had "
            "that long. Line: 95% interval. Hollow circle: fewer than 30.",
            days=WITHIN,
        ),
        key="ladder",
    )
    left, right = st.columns([8, 4], gap="medium")
    shown = _as_breakdown(frame)
    with left:
        drawn = None
        if shown["value"].notna().any():
            drawn = dots(shown, ValueFormat("share", None, t), palette(theme()), in_order=True)
        sheet = of_named(tables.ORDER_LADDER, frame, t, grain=view.question.grain, currency=None)
        figure.show(drawn, "ladder", say(_described(frame)), sheet, frame)
        if drawn is None:
            st.write(
                say(message("Fewer than {count} customers have had a year to order again.", count=FEWEST))
            )
        if split is not None and split.choice.current is None:
            parts_beside.by_step(view, split)
    with right:
        _tenth(view, frame, split)
    step_days.show(view, frame, split)


def _as_breakdown(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the ladder as rows of a dot plot."""
    return as_breakdown(
        [step_days.step_name(int(order)) for order in frame["order"]],
        frame["share"],
        frame["eligible"],
        limits=(frame["low"], frame["high"]),
        counts=(frame["went_on"], frame["eligible"]),
        small_under=_SMALL,
    )


@redrawn_alone
def _tenth(view: View, ladder: pd.DataFrame, split: PageSplit | None) -> None:
    """Show how many are one order short of the tenth, and open the list of them."""
    members = None
    if isinstance(view, OwnersView):
        members = behind.with_orders(view, STEPS, None if split is None else split.part)
    nine = 0 if members is None else members.customers
    name = say(
        message(
            "{count} customer stands at nine orders",
            "{count} customers stand at nine orders",
            n=nine,
            count=nine,
        )
    )
    with st.container(key="panel_tenth", gap="xxsmall"):
        st.subheader(name, anchor=False)
        st.write(say(_conclusion(ladder)))
        opened = members is not None and nine and st.toggle(say(message("List them")), key="list_tenth")
    if members is not None and opened:
        customers.show(members, words().t(message("One order short of the tenth")), "at_nine",
                       view.reading("revenue").currency)  # fmt: skip
        page_links.to("mailing", say(message("The list of these customers")), {"list": "orders:9"})


def _conclusion(ladder: pd.DataFrame) -> Message:
    """Return a sentence: whether the step to the tenth order differs from the one before it."""
    t = words()
    last, before = (ladder[ladder["order"] == order] for order in (9, 8))
    if last.empty or int(last["eligible"].iloc[0]) < _SMALL or before.empty:
        n = 0 if last.empty else int(last["eligible"].iloc[0])
        return message(
            "Whether the tenth order is a turning point cannot be said yet: {count} customer reached nine "
            "orders a year ago or more.",
            "Whether the tenth order is a turning point cannot be said yet: {count} customers reached nine "
            "orders a year ago or more.",
            n=n,
            count=n,
        )
    tenth, other = last.iloc[0], before.iloc[0]
    apart = tenth["low"] > other["high"] or tenth["high"] < other["low"]
    share, low, high, step_before = (
        t.percent(float(x), 0) for x in (tenth["share"], tenth["low"], tenth["high"], other["share"])
    )
    if apart:
        return message(
            "{share} of those with nine orders go on ({low} to {high}), against {before} at the step before: "
            "more than normal variation.",
            share=share,
            low=low,
            high=high,
            before=step_before,
        )
    return message(
        "{share} of those with nine orders go on ({low} to {high}), against {before} at the step before: "
        "the tenth order does not stand out.",
        share=share,
        low=low,
        high=high,
        before=step_before,
    )


def _described(frame: pd.DataFrame) -> Message:
    t = words()
    with_share = frame.dropna(subset=["share"])
    if with_share.empty:
        return message("From one order to the next: nothing to show yet.")
    return message(
        "From one order to the next: {first} go from the first to the second, {last} from order {order} on.",
        first=t.percent(float(with_share["share"].iloc[0]), 0),
        last=t.percent(float(with_share["share"].iloc[-1]), 0),
        order=int(with_share["order"].iloc[-1]),
    )
