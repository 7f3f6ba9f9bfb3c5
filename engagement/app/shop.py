"""Which shop is looked at: the reader's own, or the demo shop until there is one."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app import demo, figures
from engagement.app.reader import say
from engagement.locale import message
from engagement.metrics.view import open_view
from engagement.store import open_workspace

if TYPE_CHECKING:
    from engagement.metrics.model import Question, View
    from engagement.store import Workspace

OWN: Final = "shop"
DEMO: Final = "demo"
_ADDRESS: Final = "shop"


def data_dir() -> Path:
    """Return the folder that holds everything: `DATA_DIR` of make, `--data-dir` of serve."""
    return Path(os.environ.get("ENGAGEMENT_DATA_DIR", "data"))


@lru_cache
def workspace(name: str) -> Workspace:
    """Open a workspace once per process; the demo shop is filled when it is first asked for."""
    opened = open_workspace(data_dir(), name)
    if name == DEMO:
        demo.fill(opened)
    return opened


def current_name() -> str:
    """Return the workspace that the address asks for, else the own one once it holds data."""
    chosen = st.query_params.get(_ADDRESS) or st.session_state.get(_ADDRESS)
    if chosen in {OWN, DEMO}:
        return str(chosen)
    return OWN if workspace(OWN).datasets() else DEMO


def current() -> Workspace:
    """Return the workspace that is looked at."""
    return workspace(current_name())


def title() -> str:
    """Return the shop's name as people read it."""
    return _title(current_name())


def view(question: Question) -> View:
    """Return the view of the current data for a question; equal data and question share one."""
    version, rates = current().version, current().rates()
    tables = tuple(sorted(version.tables.items()))
    figures.make_ready(version.digest, tables, sum(version.rows.values()), rates)
    return open_view(version.digest, dict(tables), question, rates)


def apart(question: Question) -> View:
    """Return the view in which every currency is apart, whatever rates there are."""
    version = current().version
    return open_view(version.digest, version.tables, question)


def files(kind: str) -> list[str]:
    """Return the names of the files that a kind of table was read from, newest first."""
    return [d.file for d in current().datasets() if any(report.kind == kind for report in d.reports)]


def switch(name: str) -> None:
    """Look at another workspace from now on; the address says so, for F5 and for links."""
    st.session_state[_ADDRESS] = name
    st.query_params[_ADDRESS] = name


def choose() -> None:
    """Let the reader choose between the own shop and the demo, once there is an own one."""
    name = current_name()
    names = [OWN, DEMO] if workspace(OWN).datasets() or name == OWN else [DEMO]
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
    if _ADDRESS in st.session_state and st.query_params.get(_ADDRESS) != name:
        st.query_params[_ADDRESS] = name


def _short(name: str) -> str:
    return say(message("Your shop")) if name == OWN else demo.NAME


def _title(name: str) -> str:
    return say(message("Your shop")) if name == OWN else say(message("{name} (demo)", name=demo.NAME))
