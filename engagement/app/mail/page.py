"""The page Mail: owners set up schedules, see their results, and end them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.mail import mail_server, schedule_form, schedule_list
from engagement.app.navigation import current_shop, page_links
from engagement.app.ui import head
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say
from engagement.app.who.current import hosting, is_guarded
from engagement.locale import message
from engagement.settings import HOST, SMTP_HOST, SMTP_SENDER
from engagement.store import StoreError
from engagement.store.mail import schedules

if TYPE_CHECKING:
    from engagement.locale import Message


def show() -> None:
    """Show the page; its entry in the navigation lets only owners see it."""
    workspace = current_shop.current()
    head.show(
        message("Who gets it by mail?"),
        [
            inert(current_shop.title()),
            message("only addresses that have confirmed"),
            message("what a link would show"),
        ],
    )
    lacking = _lacking()
    planned = schedules.all_schedules(workspace.storage)
    form, listed = st.columns([6, 6], gap="large")
    with form:
        if workspace.name == current_shop.DEMO:
            st.write(say(message("The demo shop sends no mail: its customers are invented.")))
            page_links.to("data", say(message("Add your files")))
        elif lacking is not None:
            st.write(say(lacking))
        else:
            schedule_form.show(workspace)
    with listed:
        schedule_list.show(workspace, planned)


def _lacking() -> Message | None:
    """Return what has to be set before mail can be sent; None where nothing is missing."""
    if not is_guarded():
        return message("Mail is sent where the dashboard is started with `engagement serve`.")
    if not mail_server.is_named() or not hosting().site:
        return message(
            "Whoever runs this server names a mail server first: {host}, {sender} and {site}. Until then "
            "nothing is sent.",
            host=f"`{SMTP_HOST.name}`",
            sender=f"`{SMTP_SENDER.name}`",
            site=f"`{HOST.name}`",
        )
    try:
        mail_server.from_environment()
    except StoreError as fault:
        return fault.sentence
    return None
