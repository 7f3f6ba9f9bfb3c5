"""Why repeat customers spend more: the ratio split into more orders and larger orders, as a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.breakdown_rows import as_breakdown
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.dots import DotLabels, dots
from engagement.locale import message
from engagement.readable.sheet import SheetColumn, filled, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from engagement.locale import Message
    from engagement.metrics.model import View
    from engagement.readable.sheet import CellKind, Sheet

KEY: Final = "repeat_vs_one_time_spend"
_TABLE: Final = "repeat_spend_parts"
_NAMES: Final[Mapping[str, Message]] = {
    "spend": message("Spend"),
    "orders": message("Orders"),
    "order_value": message("Order value"),
}


def show(view: View) -> None:
    """Show the table `repeat_spend_parts`; nothing where the ratio has no value."""
    frame = view.table(_TABLE)
    if frame.empty or frame["ratio"].isna().any():
        return
    head.section(
        message("More orders, or bigger ones?"),
        message(
            "Repeat customers against one-time customers, as a ratio: spend is the number of orders times "
            "their value. Line: 95% interval."
        ),
        key="spend_parts",
    )
    t, reading = words(), view.reading(KEY)
    rows = as_breakdown(
        [say(_NAMES[part]) for part in frame["factor"]],
        frame["ratio"],
        frame["ratio"] * 0 + reading.n,
        limits=(frame["low"], frame["high"]),
    )
    drawn = dots(
        rows, ValueFormat("ratio", None, t), palette(theme()),
        overall=1.0, labels=DotLabels(overall=message("the same")), in_order=True,
    )  # fmt: skip
    conclusion = say(_conclusion(frame))
    figure.show(drawn, "spend_parts", conclusion, _sheet(frame, reading.currency), frame)
    st.caption(conclusion)


def _conclusion(frame: pd.DataFrame) -> Message:
    t = words()
    ratios, shares = (dict(zip(frame["factor"], frame[c], strict=True)) for c in ("ratio", "part_of_all"))
    ratio = {part: t.value(ratios[part], "ratio", None) for part in _NAMES}
    share = shares["orders"]
    if not 0 <= share <= 1:
        return message(
            "Repeat customers spend {spend} times as much: {orders} times the orders, each worth {value} "
            "times as much.",
            spend=ratio["spend"],
            orders=ratio["orders"],
            value=ratio["order_value"],
        )
    return message(
        "Repeat customers spend {spend} times as much: {orders} times the orders, each worth {value} times "
        "as much. More orders make up {share} of the difference, measured in logarithms.",
        spend=ratio["spend"],
        orders=ratio["orders"],
        value=ratio["order_value"],
        share=t.percent(share, 0),
    )


def _sheet(frame: pd.DataFrame, currency: str | None) -> Sheet:
    """Return the table for people; both sides of the first and the last row are money."""
    t = words()
    money = {"spend", "order_value"}

    def sides(name: str) -> list[str]:
        return [
            t.money(value, currency) if part in money else t.number(value, 2)
            for part, value in zip(frame["factor"], frame[name], strict=True)
        ]

    numbers: list[tuple[Message, str, CellKind]] = [
        (message("Ratio"), "ratio", "number"),
        (message("Interval from"), "low", "number"),
        (message("Interval to"), "high", "number"),
        (message("Part of the difference"), "part_of_all", "share"),
    ]
    compared = [say(_NAMES[part]) for part in frame["factor"]]
    return filled(
        [
            SheetColumn(say(message("What is compared")), "text", compared),
            SheetColumn(say(message("Repeat customers")), "text", sides("repeat")),
            SheetColumn(say(message("One-time customers")), "text", sides("one_time")),
            *(SheetColumn(say(n), kind, listed(frame[c], float), 0 if kind == "share" else 2)
              for n, c, kind in numbers),
        ]
    )  # fmt: skip
