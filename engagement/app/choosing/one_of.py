"""One of several things that a page offers, in the address under a name of its own: parts, questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.ui.reader import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from streamlit.runtime.state import WidgetCallback

    from engagement.locale import Message


def current(name: str, options: Sequence[str], default: str) -> str:
    """Return what the address says, else what was chosen before, else the default; set the widget `name`.

    The address leaves the default out, so a copied link is short.
    """
    asked = (st.query_params.get(name), st.session_state.get(_kept(name)))
    found = next((str(one) for one in asked if one in options), default)
    st.session_state[name] = found
    _write(name, found, default)
    return found


def changed(name: str, default: str) -> WidgetCallback:
    """Return what a widget whose key is `name` has to call when it changes."""

    def keep() -> None:
        _write(name, str(st.session_state[name]), default)

    return keep


def segments(
    label: Message, name: str, options: Sequence[str], default: str, called: Callable[[str], str] = str
) -> str:
    """Offer a few side by side, where there are two or more, and return the chosen one."""
    chosen = current(name, options, default)
    if len(options) > 1:
        st.segmented_control(
            say(label),
            options,
            required=True,
            format_func=called,
            key=name,
            on_change=changed(name, default),
        )
    return chosen


def _write(name: str, value: str, default: str) -> None:
    st.session_state[_kept(name)] = value
    if value == default:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != value:
        st.query_params[name] = value


def _kept(name: str) -> str:
    return f"kept_{name}"
