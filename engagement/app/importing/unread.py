"""The list on *Your data* of files that came without a person and could not be read, with the reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.ui import doing
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say
from engagement.app.who.current import visitor_in
from engagement.locale import message
from engagement.store.journal import unread_files

if TYPE_CHECKING:
    from engagement.store import Workspace


def show(workspace: Workspace) -> None:
    """Show the list, from which editors may remove files; nothing where it is empty."""
    waiting = unread_files.unread(workspace.storage)
    if not waiting or not visitor_in(workspace.name).may_edit:
        return
    with st.container(key="panel_unread"):
        st.subheader(
            say(
                message(
                    "{count} file was sent and not read",
                    "{count} files were sent and not read",
                    n=len(waiting),
                    count=len(waiting),
                )
            ),
            anchor=False,
        )
        for unread_file in waiting:
            st.markdown(f"**{inert(unread_file.file)}** · {say(unread_file.sentence)}")
            st.caption(
                say(message("{moment}, from: {who}", moment=unread_file.at, who=inert(unread_file.by)))
            )
        st.caption(
            say(
                message(
                    "What is asked of such a file stands on this page for a day; after that, drop it here to "
                    "answer."
                )
            )
        )
        if st.button(say(message("I have seen this")), key="unread_seen"):
            doing.do(lambda: _forget(workspace, {file.file for file in waiting}))


def _forget(workspace: Workspace, files: set[str]) -> None:
    if not visitor_in(workspace.name).may_edit:
        raise PermissionError("only an owner or an editor takes files off the list")
    unread_files.forget(workspace.storage, files)
