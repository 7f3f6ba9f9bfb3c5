"""The choice among the visitor's shops."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from engagement.app.navigation import question
from engagement.app.navigation.current_shop import called_briefly, workspaces_to_choose
from engagement.app.ui.reader import say
from engagement.app.who import within_run
from engagement.app.who.current import visitor
from engagement.app.who.visitor import SWITCHED
from engagement.locale import message


def switch(name: str) -> None:
    """Make another workspace the current one from the next run on, without the filters of this one.

    The address changes once the page of this shop is off the screen, so that it never names a shop over the
    page of another.
    """
    st.session_state[SWITCHED] = name
    within_run.forget()
    question.ask(replace(question.current_question(), filters=(), currency=None))


def choose() -> None:
    """Show the choice among the visitor's shops and the demo; nothing while they have no shop."""
    name = visitor().workspace
    names = workspaces_to_choose()
    called = {n: called_briefly(n) for n in names}
    picked = st.selectbox(
        say(message("Shop")),
        names,
        index=names.index(name),
        format_func=lambda n: called.get(n, n),
        label_visibility="collapsed",
        key=f"shop_{name}_{len(names)}",
    )
    if picked and picked != name:
        switch(picked)
        st.rerun()
