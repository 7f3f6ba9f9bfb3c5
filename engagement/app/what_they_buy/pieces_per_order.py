"""How many pieces an order holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base import breakdown_rows
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.dots import dots
from engagement.locale import message
from engagement.metrics.products import tables
from engagement.readable.named_tables import of_named

if TYPE_CHECKING:
    import pandas as pd

    from engagement.locale import Message
    from engagement.locale.translator import Translator
    from engagement.metrics.model import View

#: Orders with so many pieces or more are drawn as one row, and all that are together half a per cent.
_MANY: Final = 10
_SHOWN: Final = 0.005


def show(view: View) -> None:
    """Show the table `pieces_per_order`: the share of orders by their pieces."""
    frame, t = view.table(tables.PIECES_PER_ORDER.name), words()
    head.section(
        message("Pieces in an order"),
        message("Per cent of the orders that hold so many pieces; n: how many they are."),
        key="pieces",
    )
    drawn = None
    if not frame.empty:
        drawn = dots(
            as_breakdown(frame, t), ValueFormat("share", None, t), palette(theme()), total=True, in_order=True
        )
    sheet = of_named(tables.PIECES_PER_ORDER, frame, t, grain=view.question.grain, currency=None)
    figure.show(drawn, "pieces", t.t(conclusion(frame)), sheet, frame)
    st.caption(say(conclusion(frame)))


def as_breakdown(frame: pd.DataFrame, t: Translator) -> pd.DataFrame:
    """Return the sizes of orders as the dot plot takes them, the largest together."""
    from_here = frame["share"][::-1].cumsum()
    most = min(_MANY, int(frame["pieces"][from_here >= _SHOWN].max()))
    has_more = bool((frame["pieces"] > most).any())
    by_pieces = frame.assign(pieces=frame["pieces"].clip(upper=most))
    by_pieces = by_pieces.groupby("pieces", as_index=False)[["orders", "share"]].sum()
    return breakdown_rows.as_breakdown(
        [t.t(_size(int(pieces), more=has_more and pieces == most)) for pieces in by_pieces["pieces"]],
        by_pieces["share"],
        by_pieces["orders"],
        counts=(by_pieces["orders"], int(frame["orders"].sum())),
    )


def _size(pieces: int, *, more: bool) -> Message:
    if more:
        return message("{count} piece or more", "{count} pieces or more", n=pieces, count=pieces)
    return message("{count} piece", "{count} pieces", n=pieces, count=pieces)


def conclusion(frame: pd.DataFrame) -> Message:
    """Say the median, the mean, which few large orders move, and the share of orders with a single piece."""
    if frame.empty:
        return message("No order says how many pieces it holds.")
    t = words()
    mean = float((frame["pieces"] * frame["share"]).sum())
    median = int(frame.loc[frame["share"].cumsum() >= 0.5 - 1e-9, "pieces"].iloc[0])
    return message(
        "Pieces in an order: median {median}, mean {mean}; {share} of orders hold a single one.",
        median=median,
        mean=t.number(mean, 2),
        share=t.percent(float(frame.loc[frame["pieces"] == 1, "share"].sum()), 0),
    )
