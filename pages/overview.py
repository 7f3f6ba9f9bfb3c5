"""How engaged are the customers?"""

from engagement.app.navigation.router import require_router

require_router()

import streamlit as st

from engagement.app.data import covered_days
from engagement.app.figure_pages import key_figure, own_figures, summary
from engagement.app.figure_pages.bar import BarParts
from engagement.app.figure_pages.page import view_for
from engagement.app.sharing import guest_words
from engagement.app.ui import head
from engagement.app.what_stands_out import insights
from engagement.app.who.current import visitor
from engagement.locale import message
from engagement.metrics.views.overview import KEY_FIGURES, TOTALS, totals

MISSING = (
    message("No data yet: add your first file"),
    message("Orders, a survey or social media data, as your tools export them, are all that is needed."),
)

view, _ = view_for(
    message("How engaged are the customers?"), (*KEY_FIGURES, *TOTALS), MISSING, parts=BarParts(splits=False)
)
keys = own_figures.keys(view)
with st.container(key="overview_line", horizontal=True, vertical_alignment="center", gap="small"):
    summary.show(view, totals(view))
    own_figures.choose(view)
key_figure.row(view, keys)
head.section(message("What stands out"), key="insights")
insights.show(view, keys)
if visitor().is_guest:
    guest_words.changes_since(view, keys)
    guest_words.counted(view, (*totals(view), *keys))
else:
    head.section(message("Based on"), key="coverage")
    covered_days.show(view)
