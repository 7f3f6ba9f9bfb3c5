"""Choosing one figure of a page, kept in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.reader import say
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.metrics.model import View

_ADDRESS: Final = "figure"


def show(view: View, keys: Sequence[str], page: str) -> str:
    """Show the page's figures as pills and return the chosen one."""
    kept = f"picked_{page}"
    asked = st.query_params.get(_ADDRESS) or st.session_state.get(kept)
    current = str(asked) if asked in keys else keys[0]
    widget = f"pick_{page}"
    st.session_state[widget] = current
    with st.container(key="figs"):
        st.pills(
            say(message("Metric")), keys, key=widget, required=True, wrap=False,
            format_func=lambda key: say(view.metric(key).name), label_visibility="collapsed",
            on_change=_changed, args=(widget, kept),
        )  # fmt: skip
    st.session_state[kept] = current
    if st.query_params.get(_ADDRESS) != current:
        st.query_params[_ADDRESS] = current
    return current


def _changed(widget: str, kept: str) -> None:
    st.session_state[kept] = st.query_params[_ADDRESS] = st.session_state[widget]
