"""What do customers say?"""

from engagement.app.navigation.router import require_router

require_router()

import streamlit as st

from engagement.app.figure_pages import breakdown, evidence_dialog, key_figure, pick, trend_section
from engagement.app.figure_pages.page import view_for
from engagement.app.figures.figure_places import figures_of
from engagement.app.survey_pages import nps_parts, of_the_house, score_distribution, which_answers
from engagement.app.ui import head
from engagement.locale import message
from engagement.metrics.rounding.every import TABLES_OF

MISSING = (
    message("No survey answers yet"),
    message("Export the responses of your survey as CSV or XLSX, one row per person."),
)

view, keys = view_for(
    message("What do customers say?"), figures_of("surveys"), MISSING, tables=TABLES_OF["surveys"]
)
if keys:
    which_answers.show(view)
    main, side = st.columns([7, 5], gap="medium")
    with main:
        key_figure.row(view, tuple(keys[:3]), columns=3)
        key = pick.show(view, keys, "surveys")
        head.heard(view.metric(key).name)
        nps_parts.show(view, key)
        score_distribution.show(view, key)
        trend_section.show(view, key)
        breakdown.show_selected(view, key)
    with side:
        evidence_dialog.show(view, key)
of_the_house.show(view)
