"""A question for a file that looks like another shop's: to which shop it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.data import shopkeeping
from engagement.app.importing import jobs, waiting_files
from engagement.app.navigation import current_shop, shop_choice
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say
from engagement.app.who.current import visitor
from engagement.app.workspaces import open_workspaces
from engagement.locale import message
from engagement.store import StoreError

if TYPE_CHECKING:
    from engagement.app.importing.waiting_files import WaitingFile

#: What is chosen for a shop that is still to be made.
_NEW: Final = ""


def show() -> None:
    """Ask about each file that waits for this answer."""
    for waiting in waiting_files.mine().strangers():
        _ask(waiting)


def _ask(waiting: WaitingFile) -> None:
    key = f"whose_{waiting.digest[:12]}"
    with st.container(key=f"lack_{key}"):
        st.markdown(f"**{inert(waiting.name)}** :orange-badge[{say(message('needs your answer'))}]")
        signs = "; ".join(say(sign) for sign in waiting.unlike)
        looks = message("This looks like another shop's file: {signs}. No metric counts it yet.", signs=signs)
        st.write(say(looks))
        options = [current_shop.home(), *(name for name in visitor().editable if name != current_shop.home())]
        options += [_NEW] if visitor().may_found else []
        picked = st.radio(
            say(message("Whose file is it?")), options, index=None, format_func=_label, key=f"{key}_shop"
        )
        title = (
            st.text_input(say(message("Name of the new shop")), key=f"{key}_title") if picked == _NEW else ""
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            read = st.button(say(message("Import")), disabled=picked is None, key=f"{key}_read")
            leave = st.button(say(message("Skip")), type="tertiary", key=f"{key}_leave")
            st.caption(say(message("Until then the file waits in a private folder, for a day at most.")))
        if read and picked is not None:
            _read(waiting, picked, title or "")
        if leave:
            waiting_files.mine().delete([waiting.digest])
            st.rerun()


def _label(name: str) -> str:
    if name == _NEW:
        return say(message("It is a new shop's"))
    return say(message("It belongs to {shop}", shop=inert(current_shop.called_briefly(name))))


def _read(waiting: WaitingFile, name: str, title: str) -> None:
    """Import the file into the chosen shop (`name`, or a new one with `title`), and switch to it."""
    actor = visitor().who
    try:
        workspace = open_workspaces.workspace(name) if name else shopkeeping.create(title)
    except StoreError as fault:
        st.error(say(fault.sentence))
        return
    with waiting.path.open("rb") as file:
        jobs.all_jobs().start(workspace, [(waiting.name, file)], who=actor, recipe=waiting.recipe, sure=True)
    waiting_files.mine().delete([waiting.digest])
    shop_choice.switch(workspace.name)
    st.rerun()
