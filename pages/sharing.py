"""Who may see this?"""

from engagement.app.navigation.router import require_router

require_router()

import streamlit as st

from engagement.app.navigation import current_shop, nothing_yet
from engagement.app.navigation.question import current_question
from engagement.app.sharing import link_form, link_list, made_link, program_tokens, recipients_preview
from engagement.app.ui import head
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say
from engagement.app.who.current import is_guarded, visitor
from engagement.app.workspaces import demo, open_workspaces
from engagement.locale import message

recipients_preview.show(current_shop.current(), visitor().who)
head.show(
    message("Who may see this?"),
    [
        inert(current_shop.title()),
        message("a link opens totals, never a customer"),
        message("whoever has it needs no account"),
    ],
)
if not is_guarded():
    st.info(say(message("Links open where the dashboard is started with `engagement serve`.")))
    st.stop()
view = current_shop.view(current_question())
if not view.keys():
    nothing_yet.show(
        message("There is nothing to share yet"), message("Once there are data, a link can show them.")
    )
    program_tokens.show(current_shop.current())
    st.stop()
who, workspace = visitor().who, current_shop.current()
form, listed = st.columns([6, 6], gap="large")
with form:
    sender = who or (demo.NAME if workspace.name == open_workspaces.DEMO else "")
    asked_for = None if made_link.show(workspace) else link_form.show(view, sender, workspace)
    if asked_for is not None and asked_for.see:
        recipients_preview.make(workspace, asked_for.draft)
    elif asked_for is not None:
        made_link.make(workspace, asked_for.draft, who)
with listed:
    link_list.show(workspace, who)
    program_tokens.show(workspace)
