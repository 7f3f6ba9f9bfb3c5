"""What a session remembers of one shop: read in another shop, it is not there.

A tab outlives the shop that it shows. Whatever was found or made in one shop, and is acted on in a later
run, is kept by these functions, so that it can never be acted on in another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from engagement.store import Workspace


def keep(workspace: Workspace, name: str, value: object) -> None:
    """Remember a value of this shop under a name."""
    st.session_state[name] = (workspace.room.id, value)


def remembered(workspace: Workspace, name: str) -> Any:
    """Return what is remembered of this shop under a name; None where that is of another, or nothing."""
    whose, value = st.session_state.get(name, (None, None))
    return value if whose == workspace.room.id else None


def drop(name: str) -> None:
    """Forget what is remembered under a name."""
    st.session_state.pop(name, None)


def key(workspace: Workspace, name: str) -> str:
    """Return the key of a button that acts on this shop: pressed over one, it is not another's."""
    return f"{name}_of_{workspace.room.id}"
