"""In how many days a product is bought again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.palette import palette
from engagement.charts.base.points import number
from engagement.charts.quartiles import QuartileRow, quartiles
from engagement.locale import message
from engagement.metrics.products import tables
from engagement.metrics.products.sold import FEWEST, firm_quartiles
from engagement.readable.named_tables import of_named

if TYPE_CHECKING:
    import pandas as pd

    from engagement.locale import Message
    from engagement.metrics.model import View

#: The number of products drawn, those with most buyers.
_DRAWN: Final = 12


def show(view: View) -> None:
    """Show the table `replenishment` as lines between quartiles."""
    frame, t = view.table(tables.REPLENISHMENT.name), words()
    head.section(
        message("Days until a product is bought again"),
        message(
            "From a buyer's first order of a product to the next one of it; who has not bought it again "
            "counts for as long as that is ago. Dot: half of the buyers have. Line: from a quarter to three "
            "quarters of them. Dotted: not reached yet. n: buyers."
        ),
        key="again",
    )
    firm = firm_quartiles(frame.merge(view.table(tables.REPLENISHMENT_FOLLOWED.name), on="product"))
    rows = drawn_of(firm)
    drawn = quartiles(rows, palette(theme()), t) if rows else None
    sheet = of_named(tables.REPLENISHMENT, frame, t, grain=view.question.grain, currency=None)
    parts = conclusions(firm)
    figure.show(drawn, "again", " ".join(t.t(part) for part in parts), sheet, frame)
    st.caption(" ".join(say(part) for part in parts))


def drawn_of(firm: pd.DataFrame) -> list[QuartileRow]:
    """Return the rows of the chart: the products with most buyers of those that a quarter bought again."""
    with_quartile = firm[firm["p25"].notna()].head(_DRAWN)
    ordered = with_quartile.sort_values(["median", "p25", "product"], na_position="last")
    return [
        QuartileRow(str(product), lower, number(median), number(upper), buyers)
        for product, lower, median, upper, buyers in zip(
            *(ordered[name].tolist() for name in ("product", "p25", "median", "p75", "buyers")), strict=True
        )
    ]


def conclusions(firm: pd.DataFrame) -> list[Message]:
    """Say of how many products half of the buyers have bought it again, and of how many fewer."""
    enough = firm[firm["buyers"] >= FEWEST]
    if enough.empty:
        return [message("No product has {count} buyers yet.", count=FEWEST)]
    quarter, half = (int(enough[name].notna().sum()) for name in ("p25", "median"))
    if not quarter:
        return [
            message(
                "Only {count} product has {fewest} buyers or more, and not even a quarter of them have "
                "bought it again: there are no days to show.",
                "Of none of the {count} products with {fewest} buyers or more have even a quarter of the "
                "buyers bought it again: there are no days to show.",
                n=len(enough),
                count=len(enough),
                fewest=FEWEST,
            )
        ]
    parts = [
        message(
            "Products with {fewest} buyers or more: {count}. Bought again by half of them: {half}. By fewer, "
            "so without a median: {fewer}.",
            fewest=FEWEST,
            count=len(enough),
            half=half,
            fewer=len(enough) - half,
        )
    ]
    if quarter > _DRAWN:
        parts.append(message("Drawn are the {count} with the most buyers; the table has all.", count=_DRAWN))
    return parts
