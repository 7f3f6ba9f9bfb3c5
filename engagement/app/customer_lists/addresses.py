"""The switch for storing contacts (off by default), and deleting them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.navigation import page_links, session_of_shop
from engagement.app.ui import doing
from engagement.app.ui.reader import say
from engagement.app.who.current import visitor
from engagement.locale import message
from engagement.store.persons import contacts

if TYPE_CHECKING:
    from engagement.store import Workspace

#: Sources of consent, shown for a list without any.
WHO_SAYS: Final = message(
    "No file says that any of them agreed. The list of customers says it: in Shopify Customers, Export; in "
    "Mailchimp Audience, Export; in Klaviyo a list, Export. Upload it under Your data."
)


def show(workspace: Workspace) -> None:
    """Show the switch or, once it is on, the button that stops storing and deletes the contacts."""
    if not contacts.are_stored(workspace.storage):
        _off(workspace)
        return
    if not contacts.count(workspace.storage):
        st.write(say(message("No address is kept yet. Upload your order files again to have theirs.")))
        page_links.to("data", say(message("Upload files")))
    _stop(workspace)


def _off(workspace: Workspace) -> None:
    with st.container(key="rule_contacts"):
        st.header(say(message("No addresses are kept")), anchor=False)
        st.write(
            say(
                message(
                    "Engagement does not need addresses and keeps none, so files for Klaviyo, Mailchimp and "
                    "Meta stay empty. If you want them, e-mail addresses can be kept from now on, and "
                    "telephone numbers of customers without one, in a table apart: no page, link or log "
                    "shows them, only an owner can download them, and you can delete them at any time."
                )
            )
        )
        if st.button(
            say(message("Keep addresses from now on")), key=session_of_shop.key(workspace, "mailing_on")
        ):
            doing.do(lambda: contacts.begin(workspace.storage, visitor().who))


def _stop(workspace: Workspace) -> None:
    with st.container(key="rule_stop"):
        st.header(say(message("Keep no addresses any more")), anchor=False)
        with st.popover(say(message("Stop and delete"))):
            st.write(say(message("Deletes all kept addresses at once and keeps none any more.")))
            if st.button(
                say(message("Delete all addresses")), key=session_of_shop.key(workspace, "mailing_off")
            ):
                doing.do(lambda: contacts.end(workspace.storage, visitor().who))
