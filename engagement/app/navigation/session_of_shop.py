"""Session values that belong to one shop and are absent in another.

A tab outlives the shop that it shows. Whatever was found or made in one shop and is used in a later run is
stored by these functions, so that it can never be applied to another shop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from engagement.store import Workspace


def keep(workspace: Workspace, name: str, value: object) -> None:
    """Store a value of this shop in the session."""
    st.session_state[name] = (workspace.storage.id, value)


def remembered(workspace: Workspace, name: str) -> Any:
    """Return the stored value; None where there is none, or it belongs to another shop."""
    whose, value = st.session_state.get(name, (None, None))
    return value if whose == workspace.storage.id else None


def drop(name: str) -> None:
    """Delete a stored value."""
    st.session_state.pop(name, None)


def key(workspace: Workspace, name: str) -> str:
    """Return a widget key that is specific to this shop, for buttons that act on it."""
    return f"{name}_of_{workspace.storage.id}"
