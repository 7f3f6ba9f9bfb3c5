"""What is kept about your customers?"""

from engagement.app.router import require_router

require_router()

import streamlit as st

from engagement.app import shop
from engagement.app.components import (
    head,
    privacy_person,
    privacy_places,
    privacy_proofs,
    privacy_retention,
)
from engagement.app.current import visitor
from engagement.app.escape import inert
from engagement.app.reader import say
from engagement.locale import message

workspace = shop.current()
head.show(
    message("What is kept about your customers?"),
    [
        inert(shop.title()),
        message("codes in the place of addresses"),
        message("nothing is sent to a third party"),
    ],
)
if not visitor().may_own:
    privacy_places.show()
    st.caption(say(message("Erasing, handing out and keeping for a time are up to an owner.")))
    st.stop()
main, side = st.columns([7, 5], gap="large")
with main:
    privacy_person.show(workspace)
    privacy_retention.show(workspace)
    privacy_proofs.show(workspace)
with side:
    privacy_places.show()
