"""The page's question and the line that says what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.ui.reader import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.locale import Message


def show(title: Message, facts: Sequence[Message | str] = (), on_paper: Sequence[str] = ()) -> None:
    """Show the one h1 of a page and, below it, its facts in a row. Text facts must be inert.

    What stands `on_paper` says in a print what is chosen on screen.
    """
    with st.container(key="head_page", gap=None):
        st.title(say(title), anchor=False)
        if facts:
            st.caption(" · ".join(say(fact) for fact in facts))
        if on_paper:
            with st.container(key="on_paper"):
                st.caption(" · ".join(on_paper))


def section(title: Message, caption: Message | None = None, *, key: str) -> None:
    """Show a section's h2 and what explains it."""
    st.space("xsmall")
    with st.container(key=f"head_{key}", gap=None):
        st.header(say(title), anchor=False)
        if caption is not None:
            st.caption(say(caption))


def heard(title: Message) -> None:
    """Give a part of the page a heading for whoever goes from heading to heading; the eye has it already."""
    with st.container(key="heard_part"):
        st.header(say(title), anchor=False)
