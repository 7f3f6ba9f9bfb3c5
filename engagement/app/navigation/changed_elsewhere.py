"""Two tabs agree: an open page says when the data have changed elsewhere, and is drawn anew at a word.

What somebody is about to type or choose is theirs, so that nothing is drawn anew by itself.
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
    """Look now and again whether the data of this shop, and the reader's role in it, are still the page's."""
    with st.container(key="news", horizontal=True, vertical_alignment="center"):
        st.fragment(_look, run_every=_LOOKS_EVERY_SECONDS)(workspace, role, _state(workspace))


def _look(workspace: str, role: MemberRole | None, seen: tuple[object, ...]) -> None:
    if visitor_in(workspace).role != role:  # dismissed, or the shop is gone: the page leaves the screen
        st.rerun()
    if _state(workspace) == seen:
        return
    st.markdown(say(message("The data have changed.")), width="content")
    if st.button(say(message("Show the new figures")), key="show_news"):
        st.rerun()


def _state(workspace: str) -> tuple[object, ...]:
    here = open_workspaces.workspace(workspace)
    return here.version.digest, here.rates()
