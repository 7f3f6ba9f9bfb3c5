"""The log: who did what when and what that changed; undo, and deleting for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.data import upload_changes
from engagement.app.navigation import session_of_shop
from engagement.app.privacy import erased
from engagement.app.ui import doing
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor
from engagement.app.workspaces import what_changed
from engagement.locale import message

if TYPE_CHECKING:
    from engagement.locale import Message
    from engagement.store import LogEntry, Workspace

_SHOWN: Final = 6


def show(workspace: Workspace) -> None:
    """Show the log, with a button to return to any version."""
    versions = workspace.history()
    if len(versions) < 2:
        return
    current = workspace.version.id
    t = words()
    with st.container(key="rule_history"):
        st.header(say(message("Log")), anchor=False)
        entries = workspace.log()
        for entry in entries[:_SHOWN]:
            _entry(entry)
        if len(entries) > _SHOWN:
            with st.expander(say(message("Everything before")), type="compact"):
                for entry in entries[_SHOWN:]:
                    _entry(entry)
        shown = next(version for version in versions if version.id == current)
        st.caption(
            say(message("Shown now: {what}", what=f"{t.moment(shown.when)} · {inert(t.t(shown.what))}"))
        )
        with st.container(horizontal=True):
            if _button(workspace, message("Undo"), disabled=workspace.version.parent is None):
                doing.do(lambda: workspace.undo(visitor().who))
            _go_back(workspace)
            if visitor().may_own:
                _delete(workspace)


def _entry(entry: LogEntry) -> None:
    """Show an entry: when, who, what, which records changed, and which past figures moved."""
    t = words()
    actor = inert(entry.who) if entry.who else say(message("you"))
    changes = what_changed.read(entry.note)
    with st.container(gap=None):
        st.markdown(f"{t.moment(entry.when)} · {actor} · {inert(t.t(entry.what))}")
        if changes.records:
            st.caption(upload_changes.counted(changes))
        if changes.moved.of:
            with st.expander(_moves(changes.moved.of), type="compact"):
                upload_changes.show(changes)


def _moves(count: int) -> str:
    return say(message("{count} past value changed", "{count} past values changed", n=count, count=count))


def _go_back(workspace: Workspace) -> None:
    t = words()
    with st.popover(say(message("Go back to a version"))):
        versions = {version.id: version for version in workspace.history()}
        picked = st.radio(
            say(message("Version")),
            list(versions),
            format_func=lambda i: f"{t.moment(versions[i].when)} · {say(versions[i].what)}",
            index=list(versions).index(workspace.version.id),
        )
        if _button(workspace, message("Show this version")) and picked is not None:
            doing.do(lambda: workspace.go_to(picked, visitor().who))


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
        if _button(workspace, message("Delete everything")):
            doing.do(lambda: _delete_everything(workspace))


def _button(workspace: Workspace, label: Message, *, disabled: bool = False) -> bool:
    return st.button(
        say(label), key=session_of_shop.key(workspace, f"history_{label.text}"), disabled=disabled
    )


def _delete_everything(workspace: Workspace) -> None:
    workspace.delete_for_good("everything", visitor().who)
    erased.clear_up(workspace)
