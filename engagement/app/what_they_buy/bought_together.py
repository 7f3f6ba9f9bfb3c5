"""Products that are bought together."""

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
from engagement.metrics.products import tables
from engagement.metrics.products.pair_habits import FEWEST_TOGETHER
from engagement.metrics.products.pairs import beyond_chance
from engagement.readable.named_tables import of_named

if TYPE_CHECKING:
    import pandas as pd

    from engagement.locale import Message
    from engagement.metrics.model import View
    from engagement.readable.sheet import Sheet

#: The number of pairs drawn.
_DRAWN: Final = 12
_MOST_NAMED: Final = 3
_BETWEEN: Final = " + "


def show(view: View, products: pd.DataFrame) -> None:
    """Show the table `product_pairs` as dots; `products` is the table of that name."""
    frame, t = view.table(tables.PRODUCT_PAIRS.name), words()
    head.section(
        message("Bought together"),
        message(
            "How many times as often two products stand in one order as they would by chance; n: orders "
            "with both. Line: 95% interval. Coloured: differs from chance."
        ),
        key="pairs",
    )
    often = int((products["orders"] >= FEWEST_TOGETHER).sum())
    looked_at = often * (often - 1) // 2
    marked = frame.assign(differs=beyond_chance(frame, looked_at))
    drawn = None
    if not frame.empty:
        highest = marked.sort_values("low", ascending=False, kind="stable").head(_DRAWN).sort_index()
        drawn = dots(
            _as_breakdown(highest),
            ValueFormat("ratio", None, t),
            palette(theme()),
            overall=1.0,
            labels=DotLabels(overall=message("chance 1"), between=_BETWEEN),
            in_order=True,
        )

    def sheet() -> Sheet:
        return of_named(tables.PRODUCT_PAIRS, frame, t, grain=view.question.grain, currency=None)

    parts = conclusions(marked, looked_at)
    figure.show(drawn, "pairs", " ".join(t.t(part) for part in parts), sheet, frame)
    st.caption(" ".join(say(part) for part in parts))


def _as_breakdown(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs as the dot plot takes them."""
    return as_breakdown(
        [f"{a}{_BETWEEN}{b}" for a, b in zip(frame["a"], frame["b"], strict=True)],
        frame["lift"],
        frame["both"],
        limits=(frame["low"], frame["high"]),
        differs=frame["differs"],
        difference=frame["lift"] - 1,
    )


def conclusions(frame: pd.DataFrame, looked_at: int) -> list[Message]:
    """Say how many pairs were looked at, and which are bought together more often than by chance."""
    counted = message(
        "Pairs that were looked at: {looked}; in {fewest} orders or more together: {found}.",
        looked=looked_at,
        fewest=FEWEST_TOGETHER,
        found=len(frame),
    )
    if frame.empty:
        return [counted]
    more, fewer = (frame[frame["differs"] & ((frame["lift"] > 1) == high)] for high in (True, False))
    last_sentences = (
        [message("Less often together than by chance: {count}.", count=len(fewer))] if len(fewer) else []
    )
    last_sentences += _not_drawn(frame)
    if more.empty:
        none = message("No pair is bought together more often than chance would have it.")
        return [counted, none, *last_sentences]
    t = words()
    first = more.sort_values("low", ascending=False).head(_MOST_NAMED)
    return [
        *(
            message(
                "{one} + {other}: together {lift} times as often as by chance ({low} to {high}).",
                one=str(row["a"]),
                other=str(row["b"]),
                lift=t.number(float(row["lift"]), 1),
                low=t.number(float(row["low"]), 1),
                high=t.number(float(row["high"]), 1),
            )
            for _, row in first.iterrows()
        ),
        counted,
        *last_sentences,
    ]


def _not_drawn(frame: pd.DataFrame) -> list[Message]:
    if len(frame) <= _DRAWN:
        return []
    return [message("Drawn are the {count} whose interval begins highest; the table has all.", count=_DRAWN)]
