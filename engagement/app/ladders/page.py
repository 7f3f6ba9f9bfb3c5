"""The page as a whole: customers by level, acts by network, and the way from click to application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.ladders import level_charts, step_charts
from engagement.app.navigation import current_shop
from engagement.app.ui.reader import say
from engagement.metrics.ladders import tables

if TYPE_CHECKING:
    from engagement.metrics.model import View

#: Figures of which any is unlocked where a ladder can be told.
KEYS: Final = (
    "repeat_purchase_rate",
    "engagement_rate_by_impressions",
    "click_through_rate",
    "conversation_rate",
    "conversion_rate",
    "bounce_rate",
    "click_rate",
)


def show(view: View) -> None:
    """Show the ladders that the data can tell, and of the others which file would open them.

    A level that few have reached can tell of a person: only the house sees this page.
    """
    house = current_shop.owners_view(view.question)
    locked = house.locked_tables()
    if tables.ENGAGEMENT_LEVELS.name in locked:
        st.write(say(tables.ENGAGEMENT_LEVELS.unlock))
    else:
        level_charts.customers(house)
    if tables.CONTENT_LADDER.name in locked:
        st.write(say(tables.CONTENT_LADDER.unlock))
    else:
        step_charts.show(house)
    if tables.ENGAGEMENT_LEVELS_BY_NETWORK.name not in locked:
        level_charts.networks(house)
