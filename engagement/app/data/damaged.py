"""Ways out where stored data are damaged: remove files, delete everything, restore a backup."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.navigation import session_of_shop
from engagement.app.privacy import erased
from engagement.app.ui import doing
from engagement.app.ui.reader import say
from engagement.app.who.current import visitor
from engagement.app.workspaces import open_workspaces
from engagement.locale import message
from engagement.store.upkeep import damage

if TYPE_CHECKING:
    from engagement.store import Workspace


def show() -> bool:
    """Show that the current shop's data are damaged, with ways out, and return True.

    False where they are not.
    """
    person = visitor()
    if person.kind != "house" or person.is_lost:
        return False
    workspace = open_workspaces.workspace(person.workspace)
    if not damage.is_damaged(workspace):
        return False
    st.error(
        say(
            message(
                "A part of this shop's stored data is missing or damaged. Undo the last change, or remove "
                "the file that it belongs to; whoever runs this server can also restore a backup."
            )
        )
    )
    if not person.may_edit:
        return True
    if st.button(say(message("Undo")), key=session_of_shop.key(workspace, "damaged_undo")):
        doing.do(lambda: workspace.undo(person.who))
    for dataset in workspace.datasets():
        if st.button(say(message("Remove {file}", file=dataset.file)), key=f"damaged_{dataset.id}"):
            doing.do(partial(workspace.remove, dataset.id, person.who))
    if person.may_own:
        with st.popover(say(message("Delete everything"))):
            if st.button(
                say(message("Delete everything")), key=session_of_shop.key(workspace, "damaged_delete")
            ):
                doing.do(partial(_delete_everything, workspace, person.who))
    return True


def _delete_everything(workspace: Workspace, who: str) -> None:
    workspace.delete_for_good("everything", who)
    erased.clear_up(workspace)
