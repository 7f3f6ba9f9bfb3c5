"""Instead of an empty chart: what is missing, which file gives it, how to export it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.navigation import page_links
from engagement.app.ui.reader import say
from engagement.locale import message

if TYPE_CHECKING:
    from engagement.locale import Message


#: What is missing, and how to get it, where no order names its customer.
CUSTOMERS: Final = (
    message("No orders with a customer yet"),
    message("In Shopify choose Orders, Export, all orders, plain CSV; other shops have the like."),
)


def show(what: Message, how: Message) -> None:
    """Say what is missing and how to get it, with the way to the page that takes files."""
    with st.container(key="lack_page"):
        st.header(say(what), anchor=False)
        st.write(say(how))
        page_links.to("data", say(message("Upload files")))
