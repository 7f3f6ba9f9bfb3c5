"""The heading of a page and the line of facts below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.ui.reader import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.locale import Message


def show(title: Message, facts: Sequence[Message | str] = (), on_paper: Sequence[str] = ()) -> None:
    """Show the h1 of a page and a row of facts below it. Text facts must be escaped already.

    `on_paper` are shown in print only: what is chosen on screen.
    """
    with st.container(key="head_page", gap=None):
        st.title(say(title), anchor=False)
        if facts:
            st.caption(" · ".join(say(fact) for fact in facts))
        if on_paper:
            with st.container(key="on_paper"):
                st.caption(" · ".join(on_paper))


def section(title: Message, caption: Message | None = None, *, key: str) -> None:
    """Show a section's h2 and its caption."""
    st.space("xsmall")
    with st.container(key=f"head_{key}", gap=None):
        st.header(say(title), anchor=False)
        if caption is not None:
            st.caption(say(caption))


def heard(title: Message) -> None:
    """Add a heading for screen readers to a part of the page that is visually clear already."""
    with st.container(key="heard_part"):
        st.header(say(title), anchor=False)
