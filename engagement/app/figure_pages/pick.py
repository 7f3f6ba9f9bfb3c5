"""The menu of a page's figures, by groups and with search; the choice is in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.figures.figure_places import heading_of, in_menu
from engagement.app.ui.reader import say
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.metrics.model import View

_ADDRESS: Final = "figure"
#: The width in pixels of the longest name with its group; on a phone less.
_WIDTH: Final = 520


def show(view: View, keys: Sequence[str], page: str) -> str:
    """Show the page's figures as a menu and return the key of the chosen one.

    It is the one in the address, else (if that has none of `keys`) the one chosen on this page before, else
    the first. Typing searches names and groups.
    """
    state_key, widget = f"picked_{page}", f"pick_{page}"
    candidates = (st.query_params.get(_ADDRESS), st.session_state.get(state_key))
    current = next((str(key) for key in candidates if key in keys), keys[0])
    st.session_state[widget] = current
    with st.container(key="figs"):
        st.selectbox(
            say(message("Metric")), in_menu(keys), key=widget, width=_WIDTH,
            format_func=lambda key: f"{say(heading_of(key))} · {say(view.metric(key).name)}",
            label_visibility="collapsed", on_change=_changed, args=(widget, state_key),
        )  # fmt: skip
    if candidates[0] == current:
        st.session_state[state_key] = current
    if st.query_params.get(_ADDRESS) != current:
        st.query_params[_ADDRESS] = current
    return current


def _changed(widget: str, session_key: str) -> None:
    st.session_state[session_key] = st.query_params[_ADDRESS] = st.session_state[widget]
