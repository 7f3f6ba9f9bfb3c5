"""Entries in the current shop's audit for what people do on pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.navigation import current_shop
from engagement.app.who.current import visitor
from engagement.app.workspaces import open_workspaces
from engagement.store.journal import audit

if TYPE_CHECKING:
    from collections.abc import Callable

    from engagement.app.who.visitor import Visitor

_CAME: Final = "came"


def opened(person: Visitor) -> None:
    """Record the start of a session without login, once per session."""
    if _CAME not in st.session_state:
        st.session_state[_CAME] = True
        storage = open_workspaces.workspace(person.workspace).storage
        audit.note_visit(storage.manifest, storage.id, person.who)


def exported(content: Callable[[], bytes], figure: str) -> Callable[[], bytes]:
    """Return a function like `content` that notes the download in the audit, with the key of the figure.

    Visitor and shop are read now, as downloads are made outside the page.
    """
    return _noted(content, "exported", figure=figure)


def exported_aside(content: Callable[[], bytes]) -> Callable[[], bytes]:
    """Return a function like `content` (set-aside rows of a file) that notes the download in the audit."""
    return _noted(content, "exported_aside")


def exported_report(content: Callable[[], bytes]) -> Callable[[], bytes]:
    """Return a function like `content` (a report of all figures) that notes the download in the audit."""
    return _noted(content, "exported_report")


def _noted(content: Callable[[], bytes], what: audit.What, **about: str) -> Callable[[], bytes]:
    storage, actor = current_shop.current().storage, visitor().who

    def taken() -> bytes:
        audit.note(storage.manifest, storage.id, actor, what, **about)
        return content()

    return taken
