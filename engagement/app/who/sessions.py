"""The visitors of this process's sessions.

A browser sends a session's id when a dropped websocket connects again, and with every upload. It is accepted
only from the visitor for whom a page has run in that session.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from weakref import WeakValueDictionary

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

if TYPE_CHECKING:
    from engagement.app.who.visitor import Visitor

_KEY: Final = "session_of"


@dataclass(slots=True, weakref_slot=True)
class _Owned:
    """The visitor of a session, and whether they have logged out since."""

    visitor: Visitor
    logged_out: bool = False


#: An entry lives as long as the session's own state.
_sessions: Final[WeakValueDictionary[str, _Owned]] = WeakValueDictionary()


def register(visitor: Visitor) -> None:
    """Note the visitor of the session that runs now."""
    context = get_script_run_ctx()
    if context is not None:
        owned = st.session_state.setdefault(_KEY, _Owned(visitor))
        owned.visitor = visitor
        _sessions[context.session_id] = owned


def owner(session_id: str) -> Visitor | None:
    """Return the visitor of a session's last run; None for an unknown session."""
    session = _sessions.get(session_id)
    return None if session is None else session.visitor


def leave(who: str) -> None:
    """End the sessions of a person who logs out, in all open tabs."""
    for owned in tuple(_sessions.values()):
        if owned.visitor.kind == "house" and owned.visitor.who == who:
            owned.logged_out = True


def has_left() -> bool:
    """Return whether the person of the session that runs now has logged out, here or in another tab."""
    return _KEY in st.session_state and bool(st.session_state[_KEY].logged_out)
