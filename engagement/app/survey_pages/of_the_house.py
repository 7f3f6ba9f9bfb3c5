"""The sections below the scores: every question, answers beside orders, or comments; for guests fewer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.choosing import one_of
from engagement.app.navigation import current_shop
from engagement.app.shared_tables import shared_answers
from engagement.app.survey_pages import answers_and_orders, comment_search, question_by_question
from engagement.app.ui.reader import say
from engagement.locale import message
from engagement.metrics.publishing.recipients_view import PublishedView

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engagement.locale import Message
    from engagement.metrics.model import View
    from engagement.metrics.views.owners import OwnersView

#: The name in the address of the part that is shown: one at a time, so that the page stays short.
PART: Final = "show"
_FIRST: Final = "questions"
_PARTS: Final[Mapping[str, tuple[Message, Callable[[OwnersView], None]]]] = {
    _FIRST: (message("Question by question"), question_by_question.show),
    "orders": (message("Answers beside orders"), answers_and_orders.show),
    "comments": (message("Comments"), comment_search.show),
}


def show(view: View) -> None:
    """Show the chosen section; a guest sees the rounded tables of answers of the link."""
    if isinstance(view, PublishedView):
        shared_answers.show(view)
        return
    house = current_shop.owners_view(view.question)
    parts = [name for name in _PARTS if name != "orders" or house.data.has("orders")]
    part = one_of.current(PART, parts, _FIRST)
    st.space("xsmall")
    st.segmented_control(
        say(message("What to look at")),
        parts,
        required=True,
        format_func=lambda name: say(_PARTS[name][0]),
        key=PART,
        label_visibility="collapsed",
        on_change=one_of.changed(PART, _FIRST),
    )
    _PARTS[part][1](house)
