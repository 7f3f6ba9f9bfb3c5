"""The page: customers by level, acts by network, and the steps from click to application."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.ladders import level_charts, level_moves, step_charts
from engagement.app.ladders.translated import translated
from engagement.app.navigation import current_shop
from engagement.app.shared_tables import shared_groups as shared
from engagement.app.ui.reader import say, words
from engagement.metrics.ladders import tables
from engagement.metrics.publishing.recipients_view import PublishedView

if TYPE_CHECKING:
    import pandas as pd

    from engagement.locale.translator import Translator
    from engagement.metrics.model import View

#: Figures, one of which is unlocked if a ladder can be shown.
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
    """Show the ladders that the data unlock, and for the others which file would unlock them.

    A link has rounded counts, as few people may have reached a level.
    """
    if isinstance(view, PublishedView):
        shared.levels(view, partial(_read, words()))
        return
    house = current_shop.owners_view(view.question)
    locked = house.locked_tables()
    if tables.ENGAGEMENT_LEVELS.name in locked:
        st.write(say(tables.ENGAGEMENT_LEVELS.unlock))
    else:
        level_charts.customers(house)
        level_moves.over_time(house)
        level_moves.moves(house)
    if tables.CONTENT_LADDER.name in locked:
        st.write(say(tables.CONTENT_LADDER.unlock))
    else:
        step_charts.show(house)
    if tables.ENGAGEMENT_LEVELS_BY_NETWORK.name not in locked:
        level_charts.networks(house)


def _read(t: Translator, frame: pd.DataFrame) -> pd.DataFrame:
    return translated(frame, "words", "sign", t=t)
