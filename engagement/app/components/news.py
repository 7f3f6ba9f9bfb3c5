"""Two tabs agree: an open page says when the data have changed elsewhere, and is drawn anew at a word.

What somebody is about to type or choose is theirs, so that nothing is drawn anew by itself.
"""

from __future__ import annotations

from typing import Final

import streamlit as st

from engagement.app import rooms
from engagement.app.reader import say
from engagement.app.visitor import visitor
from engagement.locale import message

_LOOKS_EVERY_SECONDS: Final = 10.0


def watch(workspace: str) -> None:
    """Look now and again whether the data of this shop are still those of the page."""
    with st.container(key="news", horizontal=True, vertical_alignment="center"):
        st.fragment(_look, run_every=_LOOKS_EVERY_SECONDS)(workspace, _state(workspace))


def _look(workspace: str, seen: tuple[object, ...]) -> None:
    if workspace not in visitor().roles:
        st.rerun()
    if _state(workspace) == seen:
        return
    st.markdown(say(message("The data have changed.")), width="content")
    if st.button(say(message("Show the new figures")), key="show_news"):
        st.rerun()


def _state(workspace: str) -> tuple[object, ...]:
    here = rooms.workspace(workspace)
    return here.version.digest, here.rates()
