"""The way from a page to a link that shows it, with the question that is on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app import router
from engagement.app.components import linkform
from engagement.app.filters import to_address
from engagement.app.reader import say
from engagement.locale import message

if TYPE_CHECKING:
    from engagement.metrics.model import Question


def control(question: Question) -> None:
    """Show the control; the sharing page takes the question over."""
    st.page_link(
        router.path("sharing"),
        label=f":blue[{say(message('Share'))} →]",
        query_params=to_address(question) | {linkform.FROM: linkform.here()},
    )
