"""A notice on open pages when the data have changed in another tab, with a button to show the new figures.

The page does not rerun by itself, so that text being typed is not lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.ui.reader import say
from engagement.app.who.current import visitor_in
from engagement.app.workspaces import open_workspaces
from engagement.locale import message

if TYPE_CHECKING:
    from engagement.store.sharing.workspace_members import MemberRole

_LOOKS_EVERY_SECONDS: Final = 10.0


def watch(workspace: str, role: MemberRole | None) -> None:
    """Check regularly whether the shop's data and the visitor's role are still those of the page."""
    with st.container(key="news", horizontal=True, vertical_alignment="center"):
        st.fragment(_look, run_every=_LOOKS_EVERY_SECONDS)(workspace, role, _state(workspace))


def _look(workspace: str, role: MemberRole | None, state_of_page: tuple[object, ...]) -> None:
    if visitor_in(workspace).role != role:  # dismissed, or the shop is gone: the page leaves the screen
        st.rerun()
    if _state(workspace) == state_of_page:
        return
    st.markdown(say(message("The data have changed.")), width="content")
    if st.button(say(message("Show the new figures")), key="show_news"):
        st.rerun()


def _state(workspace: str) -> tuple[object, ...]:
    shop = open_workspaces.workspace(workspace)
    return shop.version.digest, shop.rates()
