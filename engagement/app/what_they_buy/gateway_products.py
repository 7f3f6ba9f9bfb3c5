"""Products that customers begin with, and whether these customers come back more than others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from engagement.app.choosing import chosen_segment
from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.breakdown_rows import as_breakdown
from engagement.charts.base.palette import palette
from engagement.charts.base.scale import ValueFormat
from engagement.charts.dots import dots
from engagement.locale import message
from engagement.metrics.holding.contents import PRODUCT
from engagement.metrics.products import tables
from engagement.metrics.products.gateway import FEWEST_COMPARED
from engagement.metrics.products.sold import WITHIN
from engagement.readable.named_tables import of_named

if TYPE_CHECKING:
    from engagement.locale import Message
    from engagement.metrics.model import View

#: The number of products drawn; more only if they differ.
_DRAWN: Final = 12
_MOST: Final = 20
_MOST_NAMED: Final = 3


def show(view: View) -> None:
    """Show the table `gateway_products` as dots; a selected one filters the rest of the page."""
    unfiltered = chosen_segment.without_choice(view, PRODUCT)
    frame, t = unfiltered.table(tables.GATEWAY_PRODUCTS.name), words()
    head.section(
        message("What customers begin with"),
        message(
            "Share of the customers who began with a product and ordered anything again within {days} days. "
            "Sorted so that few customers do not lead. Line: 95% interval. Coloured: differs from all "
            "others. Hollow circle: fewer than {fewest}.",
            days=WITHIN,
            fewest=FEWEST_COMPARED,
        ),
        key="gateway",
    )
    shown = drawn_of(frame)
    choice = None if view.question.fold else chosen_segment.choice(view, PRODUCT, shown["product"])
    drawn = None
    if not shown.empty:
        rows = _as_breakdown(shown).assign(key=None if choice is None else shown["product"])
        drawn = dots(
            rows,
            ValueFormat("share", None, t),
            palette(theme()),
            overall=_of_all(frame),
            better="up",
            in_order=True,
            selected=None if choice is None else choice.current,
        )
    sheet = of_named(tables.GATEWAY_PRODUCTS, frame, t, grain=view.question.grain, currency=None)
    parts = conclusions(frame)
    figure.show(drawn, "gateway", " ".join(t.t(part) for part in parts), sheet, frame, choice=choice)
    st.caption(" ".join(say(part) for part in parts))


def drawn_of(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows to draw: those that differ and the highest; small ones where there is room."""
    with_share = frame[frame["share"].notna()]
    firm = with_share[with_share["began"] >= FEWEST_COMPARED]
    differing = firm[firm["differs"]].head(_MOST)
    drawn_rows = firm[firm.index.isin(differing.index.union(firm.head(_DRAWN).index))].head(_MOST)
    small = with_share[with_share["began"] < FEWEST_COMPARED].head(max(0, _DRAWN - len(drawn_rows)))
    return pd.concat([drawn_rows, small])


def _as_breakdown(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows as the dot plot takes them."""
    others = frame["others_came_back"] / frame["others"].where(frame["others"] > 0)
    return as_breakdown(
        frame["product"].tolist(),
        frame["share"],
        frame["began"],
        limits=(frame["low"], frame["high"]),
        counts=(frame["came_back"], frame["began"]),
        differs=frame["differs"],
        difference=frame["share"] - others,
        small_under=FEWEST_COMPARED,
    )


def _of_all(frame: pd.DataFrame) -> float:
    row = frame.iloc[0]
    return float((row["came_back"] + row["others_came_back"]) / (row["began"] + row["others"]))


def conclusions(frame: pd.DataFrame) -> list[Message]:
    """Say which products differ, or that none does, and what that shows."""
    compared = int((frame["began"] >= FEWEST_COMPARED).sum())
    if not compared:
        return [
            message(
                "No product has been in the first order of {count} customers 90 days ago or more yet.",
                count=FEWEST_COMPARED,
            )
        ]
    differing = frame[frame["differs"]]
    if differing.empty:
        return [
            message(
                "Only {count} product has been in the first order of {fewest} customers or more; it cannot "
                "be told apart from the others.",
                "None of the {count} products that {fewest} customers or more began with can be told apart "
                "from the others.",
                n=compared,
                count=compared,
                fewest=FEWEST_COMPARED,
            )
        ]
    t = words()
    parts = [
        message(
            "{product}: {share} of those who begin with it order again within {days} days, {others} of the "
            "others.",
            product=str(row["product"]),
            share=t.percent(float(row["share"]), 0),
            others=t.percent(float(row["others_came_back"] / row["others"]), 0),
            days=WITHIN,
        )
        for _, row in differing.head(_MOST_NAMED).iterrows()
    ]
    return [
        *parts,
        message(
            "Still stands after comparing {count} product. A link, not proof of a cause.",
            "Still stands after comparing {count} products. A link, not proof of a cause.",
            n=compared,
            count=compared,
        ),
    ]
