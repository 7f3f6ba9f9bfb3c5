"""Earlier versions: what changed when, undo, and deleting for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.escape import inert
from engagement.app.reader import say, words
from engagement.locale import message

if TYPE_CHECKING:
    from engagement.store import Workspace

_SHOWN: Final = 6


def show(workspace: Workspace) -> None:
    """List the last versions; any of them can be gone back to."""
    versions = workspace.history()
    if len(versions) < 2:
        return
    here = workspace.version.id
    t = words()
    with st.container(key="rule_history"):
        st.subheader(say(message("Earlier versions")), anchor=False)
        for version in versions[:_SHOWN]:
            mark = f" :gray-badge[{say(message('shown now'))}]" if version.id == here else ""
            st.markdown(f"{t.moment(version.when)} · {inert(t.t(version.what))}{mark}")
        with st.container(horizontal=True):
            if st.button(say(message("Undo")), disabled=workspace.version.parent is None):
                workspace.undo()
                st.rerun()
            _go_back(workspace)
            _delete(workspace)


def _go_back(workspace: Workspace) -> None:
    t = words()
    with st.popover(say(message("Go back to a version"))):
        versions = {version.id: version for version in workspace.history()}
        chosen = st.radio(
            say(message("Version")),
            list(versions),
            format_func=lambda i: f"{t.moment(versions[i].when)} · {t.t(versions[i].what)}",
            index=list(versions).index(workspace.version.id),
        )
        if st.button(say(message("Show this version"))) and chosen is not None:
            workspace.go_to(chosen)
            st.rerun()


def _delete(workspace: Workspace) -> None:
    with st.popover(say(message("Delete for good"))):
        st.write(
            say(
                message(
                    "Deletes every file of this shop, what was read from it and all earlier versions "
                    "from this machine. Nothing brings them back."
                )
            )
        )
        if st.button(say(message("Delete everything"))):
            workspace.delete_for_good("everything")
            st.rerun()
