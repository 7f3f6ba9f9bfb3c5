"""What is kept about your customers?"""

from engagement.app.navigation.router import require_router

require_router()

import streamlit as st

from engagement.app.navigation import current_shop
from engagement.app.privacy import person, places, proof_list, retention_choice
from engagement.app.ui import head
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say
from engagement.app.who.current import visitor
from engagement.locale import message

workspace = current_shop.current()
head.show(
    message("What is kept about your customers?"),
    [
        inert(current_shop.title()),
        message("codes in the place of addresses"),
        message("nothing is sent to a third party"),
    ],
)
if not visitor().may_own:
    places.show()
    st.caption(say(message("Erasing, handing out and keeping for a time are up to an owner.")))
    st.stop()
main, side = st.columns([7, 5], gap="large")
with main:
    person.show(workspace)
    retention_choice.show(workspace)
    proof_list.show(workspace)
with side:
    places.show()
