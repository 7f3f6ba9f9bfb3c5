"""The page as a whole: cohorts first, then the steps from order to order, then the three repeat rates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.coming_back import chosen_part as parts
from engagement.app.coming_back import (
    cohort_table,
    order_ladder,
    over_time,
    parts_beside,
    pooled_curve,
    second_order,
)
from engagement.app.figure_pages import key_figure
from engagement.app.readable import choice
from engagement.app.shared_tables import shared_retention as shared
from engagement.app.ui import head
from engagement.app.ui.reader import say
from engagement.locale import message
from engagement.metrics.publishing.recipients_view import PublishedView
from engagement.metrics.retention import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.metrics.model import View

RATES: Final = ("repeat_purchase_rate", "returning_customer_rate", "repeat_within_90_days")


def show(view: View, keys: Sequence[str]) -> None:
    """Show the page. The view must have customers; `keys` are the unlocked repeat rates."""
    if isinstance(view, PublishedView):
        key_figure.row(view, tuple(key for key in RATES if key in keys), 3)
        shared.show(view)
        return
    split = parts.page_split(view)
    frame = parts.table(view, split, tables.COHORTS.name)
    currency = view.reading("revenue").currency
    head.heard(tables.COHORTS.title)
    if split is not None:
        choice.menu("part", split.choice)
    left, right = st.columns([8, 4], gap="medium")
    with left:
        if split is not None and split.choice.current is None:
            parts_beside.by_age(view, split)
        cohort_table.show(view, frame, currency, split)
    with right:
        pooled_curve.show(view, frame)
    order_ladder.show(view, split)
    over_time.show(view, currency, split)
    left, right = st.columns([6, 6], gap="medium")
    with left:
        second_order.show(view, split)
    with right:
        head.section(
            message("Three repeat rates, and why they differ"),
            message(
                "The first asks who ordered twice within the period, the second who had ordered before it "
                "began, the third which new customers came back within 90 days. The first grows with the "
                "length of the period, the second with the age of the shop."
            ),
            key="rates",
        )
        if split is not None:
            st.caption(say(message("These three are of all customers together.")))
        key_figure.row(view, tuple(key for key in RATES if key in keys), 3)
