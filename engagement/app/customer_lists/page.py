"""The page Lists: the choice of a list, how many consented, its files, and its first people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.customer_lists import addresses, choices, list_files, shown
from engagement.app.customer_lists.listed import listed
from engagement.app.navigation import page_links
from engagement.app.ui import head
from engagement.app.ui.reader import say, words
from engagement.locale import message

if TYPE_CHECKING:
    from engagement.app.customer_lists.listed import Listed
    from engagement.locale import Message
    from engagement.metrics.views.owners import OwnersView
    from engagement.store import Workspace

#: Figures that are unlocked if the data identify customers.
KEYS: Final = ("repeat_purchase_rate",)
_TABLE: Final = "orders"


def show(workspace: Workspace, view: OwnersView) -> None:
    """Show the page. The view must have customers."""
    head.section(
        message("Pick the customers"),
        message("Of all orders up to the last day, with the filters above."),
        key="pick",
    )
    choice = choices.pick(view, choices.from_address(st.query_params.get(choices.LIST)))
    if choice is None:
        st.write(say(message("There is nothing to pick from here.")))
        return
    page_links.keep(choices.in_address(choice))
    try:
        people = listed(view.scope(_TABLE), workspace.storage, choice)
        title = choices.name(choice, words())
    except (ValueError, KeyError):
        st.write(say(message("The address names a list that does not exist.")))
        return
    _count(people, title)
    if len(people):
        list_files.show(workspace, view, choice, people)
        shown.show(people)


def _count(people: Listed, title: Message) -> None:
    t, agreed = words(), int(people.agreed.sum())
    head.section(title, key="list")
    counted = (
        (message("Customers"), len(people)),
        (message("Agreed to be written to"), agreed),
        (message("Without consent"), len(people) - agreed),
        (message("Address or number kept"), int(people.reachable.sum())),
    )
    grid = st.grid(4, min_column_width=120)
    for name, count in counted:
        with grid.container(gap=None):
            st.caption(say(name))
            st.markdown(f"**{t.number(count, 0)}**")
    if len(people) and not agreed:
        st.write(say(addresses.WHO_SAYS))
