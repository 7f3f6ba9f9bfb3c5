"""Who may see this?"""

from engagement.app.router import require_router

require_router()

import streamlit as st

from engagement.app import demo, rooms, shop
from engagement.app.asking import asked
from engagement.app.components import empty, head, linkform, links, madelink, preview
from engagement.app.current import is_guarded, visitor
from engagement.app.escape import inert
from engagement.app.reader import say
from engagement.locale import message

preview.show(shop.current(), visitor().who)
head.show(
    message("Who may see this?"),
    [
        inert(shop.title()),
        message("a link opens totals, never a customer"),
        message("whoever has it needs no account"),
    ],
)
if not is_guarded():
    st.info(say(message("Links open where the dashboard is started with `engagement serve`.")))
    st.stop()
view = shop.view(asked())
if not view.keys():
    empty.show(
        message("There is nothing to share yet"), message("Once there are data, a link can show them.")
    )
    st.stop()
who, workspace = visitor().who, shop.current()
form, listed = st.columns([6, 6], gap="large")
with form:
    sender = who or (demo.NAME if workspace.name == rooms.DEMO else "")
    asked_for = None if madelink.show(workspace) else linkform.show(view, sender, workspace)
    if asked_for is not None and asked_for.see:
        preview.make(workspace, asked_for.draft)
    elif asked_for is not None:
        madelink.make(workspace, asked_for.draft, who)
with listed:
    links.show(workspace, who)
