"""A choice among options of a page, kept in the address under its name, or not at all (`pick`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.ui.alone import KEPT_PREFIX
from engagement.app.ui.reader import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from streamlit.runtime.state import WidgetCallback

    from engagement.locale import Message


def current(name: str, options: Sequence[str], default: str) -> str:
    """Return the option in the address, else the one chosen before, else the default.

    The state of the widget with the key `name` is set to it. The default is left out of the address.
    """
    candidates = (st.query_params.get(name), st.session_state.get(_session_key(name)))
    option = next((str(value) for value in candidates if value in options), default)
    st.session_state[name] = option
    _write(name, option, default)
    return option


def changed(name: str, default: str) -> WidgetCallback:
    """Return the `on_change` callback of the widget with the key `name`."""

    def keep() -> None:
        _write(name, str(st.session_state[name]), default)

    return keep


def segments(
    label: Message, name: str, options: Sequence[str], default: str, called: Callable[[str], str] = str
) -> str:
    """Show the options as a segmented control, if there are two or more, and return the chosen one."""
    picked = current(name, options, default)
    if len(options) > 1:
        st.segmented_control(
            say(label),
            options,
            required=True,
            format_func=called,
            key=name,
            on_change=changed(name, default),
        )
    return picked


def pick(
    label: Message,
    options: Sequence[str],
    key: str,
    called: Callable[[str], str] = str,
    *,
    labelled: bool = False,
) -> str:
    """Show the options as a segmented control, if there are two or more, and return the chosen one.

    The first is chosen at first. The address does not hold the choice. `labelled`: the label is on the
    screen; else it is only read aloud.
    """
    if len(options) == 1:
        return options[0]
    picked = st.segmented_control(
        say(label),
        options,
        default=options[0],
        required=True,
        format_func=called,
        label_visibility="visible" if labelled else "collapsed",
        key=key,
    )
    return str(picked or options[0])


def _write(name: str, value: str, default: str) -> None:
    st.session_state[_session_key(name)] = value
    if value == default:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != value:
        st.query_params[name] = value


def _session_key(name: str) -> str:
    return f"{KEPT_PREFIX}{name}"
