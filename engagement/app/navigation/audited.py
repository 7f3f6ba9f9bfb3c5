"""What the pages let people do, written into the audit of the shop that they look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.navigation import current_shop
from engagement.app.who.current import visitor
from engagement.app.workspaces import open_workspaces as rooms
from engagement.store.journal import audit

if TYPE_CHECKING:
    from collections.abc import Callable

    from engagement.app.who.visitor import Visitor

_CAME: Final = "came"


def opened(here: Visitor) -> None:
    """Write down that somebody has come where nobody logs in; a session is asked about once."""
    if _CAME not in st.session_state:
        st.session_state[_CAME] = True
        room = rooms.workspace(here.workspace).room
        audit.came(room.manifest, room.id, here.who)


def exported(content: Callable[[], bytes], figure: str) -> Callable[[], bytes]:
    """Return `content` so that whoever takes it away is written down, with the key of the figure.

    Downloads are made outside the page; who it is and which shop it is are known only within.
    """
    return _noted(content, "exported", figure=figure)


def exported_aside(content: Callable[[], bytes]) -> Callable[[], bytes]:
    """Return `content`, rows as they stood in a file, so that whoever takes it away is written down."""
    return _noted(content, "exported_aside")


def exported_report(content: Callable[[], bytes]) -> Callable[[], bytes]:
    """Return `content`, a report of all figures, so that whoever takes it away is written down."""
    return _noted(content, "exported_report")


def _noted(content: Callable[[], bytes], what: audit.What, **about: str) -> Callable[[], bytes]:
    room, who = current_shop.current().room, visitor().who

    def taken() -> bytes:
        audit.note(room.manifest, room.id, who, what, **about)
        return content()

    return taken
