"""Choosing among the shops that a reader may enter."""

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
    """Look at another workspace from the next run on; what was picked among this one's values stays here.

    The address follows once the page of this one is off the screen: never does it name one over another.
    """
    st.session_state[SWITCHED] = name
    within_run.forget()
    question.ask(replace(question.current_question(), filters=(), currency=None))


def choose() -> None:
    """Let the reader choose among the shops that they may enter and the demo, once there is one of theirs."""
    name = visitor().workspace
    names = workspaces_to_choose()
    called = {n: called_briefly(n) for n in names}
    chosen = st.selectbox(
        say(message("Shop")),
        names,
        index=names.index(name),
        format_func=lambda n: called.get(n, n),
        label_visibility="collapsed",
        key=f"shop_{name}_{len(names)}",
    )
    if chosen and chosen != name:
        switch(chosen)
        st.rerun()
