"""Finding a customer by an address, a customer number or an order number. The text is not stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.customer_lists.shown import WHO, in_address
from engagement.app.navigation import page_links, session_of_shop
from engagement.app.ui.reader import say
from engagement.locale import message
from engagement.metrics.lists.one_customer import by_order_number, known_keys
from engagement.metrics.views.trend_and_breakdown import short_code
from engagement.store.erasing import one_person

if TYPE_CHECKING:
    from engagement.metrics.views.owners import OwnersView
    from engagement.store import Workspace

_FOUND: Final = "customer_found"


def show(workspace: Workspace, view: OwnersView) -> None:
    """Ask for a customer; open the only match, else let the reader choose."""
    with st.form("customer_find", border=False, clear_on_submit=True):
        typed = st.text_input(
            say(message("E-mail address, phone number, customer number or order number")),
            placeholder="ava@example.com",
        )
        if st.form_submit_button(say(message("Search"))):
            keys = matching_customers(workspace, view, typed or "")
            session_of_shop.keep(workspace, _FOUND, keys)
            if len(keys) == 1:
                session_of_shop.drop(_FOUND)
                page_links.go("customer", {WHO: in_address(keys[0])})
    keys = session_of_shop.remembered(workspace, _FOUND)
    session_of_shop.drop(_FOUND)
    if keys is None:
        return
    if not keys:
        st.write(say(message("Nobody is found under this. Try another address or number.")))
        return
    st.write(say(message("This may mean several customers:")))
    for key in keys:
        page_links.to("customer", short_code(key), {WHO: in_address(key)})


def matching_customers(workspace: Workspace, view: OwnersView, text: str) -> list[int]:
    """Return the pseudonyms in the data of the address, customer number or order number in `text`."""
    if not text.strip():
        return []
    people = one_person.find(workspace.storage, workspace.key, [text.strip()])
    keys = {key for person in people for key in person.keys}
    return sorted({*known_keys(view.data, keys), *by_order_number(view.data, text)})
