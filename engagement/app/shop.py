"""Which shop is looked at: the reader's own, or the demo shop until there is one.

A guest looks at a link's bundle and at no shop: what belongs to the house raises for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app import demo, figures, guest
from engagement.app.reader import say
from engagement.app.rooms import DEMO, OWN, data_dir, workspace
from engagement.app.visitor import ASKED, hosting, visitor
from engagement.locale import message
from engagement.metrics.view import open_view

if TYPE_CHECKING:
    from engagement.metrics.model import Question, View
    from engagement.store import Workspace

__all__ = [
    "DEMO",
    "OWN",
    "apart",
    "choose",
    "current",
    "current_name",
    "data_dir",
    "files",
    "home",
    "switch",
    "title",
    "view",
    "workspace",
]


def current_name() -> str:
    """Return the workspace that the address asks for, if the reader may, else the first that holds data."""
    here = visitor()
    if here.kind != "house":
        raise PermissionError("only the house looks at a workspace")
    return here.workspace


def current() -> Workspace:
    """Return the workspace that is looked at."""
    return workspace(current_name())


def home() -> str:
    """Return the workspace that takes the reader's files; raise `PermissionError` where none may."""
    found = visitor().home
    if found is None:
        raise PermissionError("a reader adds no files")
    return found


def title() -> str:
    """Return the shop's name as people read it; for a guest, the link's."""
    return guest.link().title if visitor().is_guest else _title(current_name())


def view(question: Question) -> View:
    """Return the view of the current data for a question; equal data and question share one."""
    if visitor().is_guest:
        return guest.view(question)
    version, rates = current().version, current().rates()
    tables = tuple(sorted(version.tables.items()))
    figures.make_ready(version.digest, tables, sum(version.rows.values()), rates)
    return open_view(version.digest, dict(tables), question, rates)


def apart(question: Question) -> View:
    """Return the view in which every currency is apart, whatever rates there are."""
    version = current().version
    return open_view(version.digest, version.tables, question)


def files(kind: str) -> list[str]:
    """Return the names of the files that a kind of table was read from, newest first; a guest sees none."""
    if visitor().is_guest:
        return []
    return [d.file for d in current().datasets() if any(report.kind == kind for report in d.reports)]


def switch(name: str) -> None:
    """Look at another workspace from now on; the address says so, for F5 and for links."""
    st.session_state[ASKED] = name
    st.query_params[ASKED] = name


def choose() -> None:
    """Let the reader choose among the shops that they may enter and the demo, once there is one of theirs."""
    here = visitor()
    name = here.workspace
    names = [n for n in here.roles if hosting().logs_in or n in {name, DEMO} or workspace(n).datasets()]
    chosen = st.selectbox(
        say(message("Shop")),
        names,
        index=names.index(name),
        format_func=_short,
        label_visibility="collapsed",
        key=f"shop_{name}_{len(names)}",
    )
    if chosen and chosen != name:
        switch(chosen)
        st.rerun()
    if ASKED in st.session_state and st.query_params.get(ASKED) != name:
        st.query_params[ASKED] = name


def _short(name: str) -> str:
    if name == DEMO:
        return demo.NAME
    return say(message("Your shop")) if name == OWN else name


def _title(name: str) -> str:
    return say(message("{name} (demo)", name=demo.NAME)) if name == DEMO else _short(name)
