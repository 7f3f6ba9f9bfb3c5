"""The page: historic value by age, cohort and group; forecast; costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.navigation import current_shop
from engagement.app.ui.reader import say
from engagement.app.worth import by_age, by_part, forecast_chart, margin_and_payback
from engagement.locale import message
from engagement.metrics.lifetime import tables

if TYPE_CHECKING:
    from engagement.metrics.model import View

#: Figures that the data unlock where they know their customers.
KEYS: Final = ("repeat_purchase_rate",)


def show(view: View) -> None:
    """Show the page. The view must have customers.

    It is in no link, as a part with few customers could reveal a person.
    """
    house = current_shop.owners_view(view.question)
    currency = house.reading("revenue").currency
    frame = house.table(tables.LIFETIME_VALUE.name)
    if not frame["customers"].sum():
        st.write(say(message("No customer of this choice ordered 30 days ago or more.")))
        return
    left, right = st.columns([5, 7], gap="medium")
    with left:
        by_age.show(house, currency)
    with right:
        by_part.show(house, currency)
    forecast_chart.show(house, currency)
    margin_and_payback.show(house, currency)
