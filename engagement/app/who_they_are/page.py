"""The page as a whole: the groups, the grid of scores, movement, who is late."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.choosing import chosen_segment
from engagement.app.navigation import current_shop
from engagement.app.shared_tables import shared_groups as shared
from engagement.app.ui.reader import say
from engagement.app.who_they_are import (
    group_table,
    late_customers,
    moves,
    one_group,
    score_grid,
    segment_builder,
)
from engagement.app.who_they_are.group_names import NOBODY
from engagement.locale import message
from engagement.metrics.customers import tables
from engagement.metrics.publishing.recipients_view import PublishedView

if TYPE_CHECKING:
    from engagement.metrics.model import View

#: Figures that the data unlock where they know their customers.
KEYS: Final = ("repeat_purchase_rate",)


def show(view: View) -> None:
    """Show the page for a view whose data know their customers."""
    if isinstance(view, PublishedView):
        shared.show(view, NOBODY)
        return
    if not view.table(tables.RFM.name)["customers"].sum():
        st.write(say(message("No customer has an order with these filters.")))
        return
    # Groups are of all customers and compared with the others, whatever the page shows.
    unfiltered = chosen_segment.without_choice(view, group_table.GROUP)
    frame, currency = unfiltered.table(tables.RFM.name), unfiltered.reading("revenue").currency
    left, right = st.columns([7, 5], gap="medium")
    with left:
        group_table.chart(view, frame, currency)
    with right:
        score_grid.show(view)
    group_table.explained(frame, currency)
    house, dimensions = current_shop.owners_view(unfiltered.question), view.customer_dimensions(KEYS[0])
    segment_builder.forget_saved_draft()
    one_group.follow(group_table.GROUP, chosen_segment.chosen_value(view.question, group_table.GROUP))
    one_group.show(house, dimensions)
    segment_builder.show(house, dimensions)
    # Customers filtered by today's group have not left it: movement is of all customers.
    moves.show(unfiltered, view.window(KEYS[0]).last_day)
    late_customers.show(view)
