"""What is stored where, for how long, and who can see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.ui.reader import say
from engagement.locale import Message, message
from engagement.store.erasing.erasure import KEPT_VERSIONS
from engagement.store.journal import audit

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What; then where, for how long, who.
_PLACES: Final[Sequence[tuple[Message, Message]]] = (
    (
        message("The files that you upload"),
        message(
            "Not kept. They are read in a private folder and deleted. A file about which something is "
            "asked waits there for your answer, for a day at most."
        ),
    ),
    (
        message("Orders, answers, posts and visits"),
        message(
            "In the data folder, as tables. In the place of an e-mail address, a phone or customer number "
            "they hold a code that means nothing elsewhere. Comments are kept as they were written. The "
            "team sees them; an old version stays until {count} newer ones have come.",
            count=KEPT_VERSIONS,
        ),
    ),
    (
        message("Addresses for mailings"),
        message(
            "Not kept, unless an owner wants them under Customer lists. Then e-mail addresses, and telephone "
            "numbers of customers without one, in a table apart that no page, link or log shows and only an "
            "owner can download, until an owner deletes it."
        ),
    ),
    (
        message("Rows that could not be read"),
        message(
            "In the data folder, as they stood in the file, addresses included, so that you can correct "
            "them. They go with their file."
        ),
    ),
    (
        message("The key to the codes"),
        message(
            "In a folder of its own. Without it nobody can find out which code belongs to an address, so "
            "a backup of the data should not hold it: keep a copy elsewhere."
        ),
    ),
    (
        message("What links show"),
        message(
            "Totals of several customers, never a row, a comment or a code. They are deleted "
            "when the link expires or is revoked."
        ),
    ),
    (
        message("Addresses to which reports are mailed"),
        message(
            "Only those that an owner has typed in, sealed in the database and in no backup. They go when "
            "they unsubscribe, when an owner removes them, or with their person who is erased."
        ),
    ),
    (
        message("Who did what"),
        message(
            "Which of the team uploaded, shared, downloaded or erased something, for {count} days. Only an "
            "owner sees it. The server's own log holds no address and nothing from a file.",
            count=audit.KEPT_DAYS,
        ),
    ),
    (
        message("Backups"),
        message(
            "Made by whoever runs this server. Whoever is erased here still stands in a backup made before: "
            "delete old backups. One that is put back over these data is cleared of them once more."
        ),
    ),
    (
        message("What leaves this machine"),
        message(
            "What you download, what a link shows to whoever has the link, and what owners have sent by "
            "mail. Nothing else: no page loads anything from elsewhere, and nothing is sent to a third party."
        ),
    ),
)


def show() -> None:
    """Show an entry for each kind of data that is stored, or deliberately not."""
    with st.container(key="rule_places"):
        st.header(say(message("What is kept where")), anchor=False)
        st.caption(
            say(
                message(
                    "All of it lies in one data folder, or in the database and the bucket that whoever runs "
                    "this server has named in its place."
                )
            )
        )
        for what, how in _PLACES:
            with st.container(gap=None):
                st.markdown(f"**{say(what)}**")
                st.caption(say(how))
