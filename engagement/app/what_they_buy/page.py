"""The page as a whole: all products first, then what they begin with, together and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.navigation import current_shop, nothing_yet
from engagement.app.shared_tables import shared_products as shared
from engagement.app.ui.reader import say
from engagement.app.what_they_buy import (
    bought_again,
    bought_together,
    due_list,
    gateway_products,
    listing,
    pieces_per_order,
    product_journey,
)
from engagement.locale import message
from engagement.metrics.products import tables
from engagement.metrics.publishing.recipients_view import PublishedView

if TYPE_CHECKING:
    from engagement.metrics.model import View


def show(view: View) -> None:
    """Show the page for a view whose data have orders; without products say which file has them.

    A product that few have bought can identify a person: links have separate tables.
    """
    if isinstance(view, PublishedView):
        shared.show(view)
        return
    house = current_shop.owners_view(view.question)
    missing = house.locked_tables().get(tables.PRODUCTS.name)
    if missing is not None:
        nothing_yet.show(message("Your files do not say what was bought"), missing)
        return
    products = house.table(tables.PRODUCTS.name)
    if products.empty:
        with st.container(key="lack_products"):
            st.write(say(message("No order of this choice has a line that names a product.")))
        return
    listing.show(house, products, house.scope("orders").currency)
    left, right = st.columns([6, 6], gap="medium")
    with left:
        gateway_products.show(house)
        product_journey.show(house)
        pieces_per_order.show(house)
    with right:
        bought_again.show(house)
        due_list.show(house)
        bought_together.show(house, products)
