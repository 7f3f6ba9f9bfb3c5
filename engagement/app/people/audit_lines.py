"""The audit in words: who did what and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from engagement.app.customer_lists.choices import from_address, name
from engagement.app.customer_lists.formats import BY_KEY
from engagement.app.people.team import ROLES
from engagement.app.readable import screen
from engagement.app.ui.reader import say, words
from engagement.locale import Message, message
from engagement.metrics.views.registry import DEFINITIONS
from engagement.readable.one_line import plain
from engagement.store.journal import audit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.store import Workspace
    from engagement.store.journal.audit import AuditEntry

_WORDS: Final[Mapping[str, Message]] = {
    "opened": message("Opened the dashboard"),
    "removed": message("Removed a file"),
    "deleted": message("Deleted data for good"),
    "undone": message("Went to another version of the data"),
    "shared": message("Shared the link {title}"),
    "changed_link": message("Changed the link {title}"),
    "revoked": message("Revoked the link {title}"),
    "link_opened": message("Somebody opened the link {title}"),
    "exported": message("Downloaded the rows behind {figure}"),
    "exported_report": message("Downloaded the report of all figures"),
    "exported_aside": message("Downloaded the rows that were set aside of a file"),
    "exported_person": message("Downloaded all that is kept about one person"),
    "exported_addresses": message("Downloaded addresses for a mailing"),
    "kept_addresses": message("Began to keep addresses for mailings"),
    "deleted_addresses": message("Deleted the addresses for mailings"),
    "kept_for": message("Changed for how long rows are kept"),
    "said_of_sales": message("Said whether sales in two files are the same"),
    "invited": message("Invited {member}: {role}"),
    "role": message("Changed what {member} may do: {role}"),
    "dismissed": message("Removed {member} from the team"),
    "founded": message("Added the shop {title}"),
    "renamed": message("Renamed the shop: {title}"),
    "closed": message("Removed the shop {title} and all that belonged to it"),
    "saved_segment": message("Saved the segment {title}"),
    "removed_segment": message("Removed the segment {title}"),
    "chose_figures": message("Chose the figures of the Overview"),
    "kept_note": message("Wrote a note on a day"),
    "removed_note": message("Removed a note on a day"),
    "kept_goal": message("Set a goal: {figure}"),
    "removed_goal": message("Removed a goal: {figure}"),
    "kept_review": message("Kept a review"),
    "removed_review": message("Removed a review"),
    "made_token": message("Made the token {title}"),
    "revoked_token": message("Revoked the token {title}"),
    "mail_planned": message("Set up what is sent by mail: {title}"),
    "mail_dropped": message("Ended what was sent by mail: {title}"),
    "mail_confirmed": message("Confirmed an address for {title}"),
    "mail_stopped": message("Unsubscribed from {title}"),
    "mail_removed": message("Removed an address from {title}"),
    "sent_file": message("A program sent files with the token {title}"),
}
_COUNTED: Final[Mapping[str, Message]] = {
    "uploaded": message("Added {count} file", "Added {count} files"),
    "erased": message("Erased {count} person", "Erased {count} people"),
    "mail_asked": message("Asked {count} address for {title}", "Asked {count} addresses for {title}"),
    "mail_sent": message("Sent {title} to {count} address", "Sent {title} to {count} addresses"),
    "mail_failed": message(
        "Could not send {title} to {count} address", "Could not send {title} to {count} addresses"
    ),
}
_SHOWN: Final = 500


def show(workspace: Workspace) -> None:
    """Show the newest lines as a table; older than 90 days there are none."""
    t = words()
    with st.container(key="rule_audit"):
        st.header(say(message("Who did what")), anchor=False)
        st.caption(
            say(
                message(
                    "Kept for {days} days. Of a link it says that it was opened, never by whom.",
                    days=audit.KEPT_DAYS,
                )
            )
        )
        rows = [
            (t.moment(noted.when), t.t(sentence_of(noted)), _who(noted))
            for noted in audit.entries(workspace.storage.manifest, workspace.storage.id, _SHOWN)
        ]
        if not rows:
            st.write(say(message("Nothing yet.")))
            return
        names = [say(name) for name in (message("When (UTC)"), message("What"), message("Who"))]
        screen.plain_grid(pd.DataFrame(rows, columns=names))


def _who(noted: AuditEntry) -> str:
    if noted.what in {"mail_sent", "mail_failed"}:
        return say(message("the server, on schedule"))
    if noted.what in {"link_opened", "mail_confirmed", "mail_stopped"}:
        return say(message("a recipient"))
    return plain(noted.who) if noted.who else say(message("somebody at this computer"))


def _of_list(about: Mapping[str, str | int]) -> Message:
    """Return which list was downloaded, in which format, and whether with those without consent."""
    choice, list_format = from_address(str(about.get("list"))), BY_KEY.get(str(about.get("format")))
    count = int(about.get("count", 0))
    values: dict[str, object] = {
        "list": "–" if choice is None else name(choice, words()),
        "format": "–" if list_format is None else list_format.name,
        "count": count,
    }
    everybody = message(
        "Downloaded a list of customers, also without consent: {list} · {format} · {count} row",
        "Downloaded a list of customers, also without consent: {list} · {format} · {count} rows",
        n=count,
        **values,
    )
    agreed = message(
        "Downloaded a list of customers: {list} · {format} · {count} row",
        "Downloaded a list of customers: {list} · {format} · {count} rows",
        n=count,
        **values,
    )
    return everybody if about.get("all") else agreed


def sentence_of(noted: AuditEntry) -> Message:
    """Return the sentence of an audit entry."""
    about = noted.about
    if noted.what in _COUNTED:
        count = int(about.get("count", 1))
        return _COUNTED[noted.what].filled(count, count=count, title=about.get("title", ""))
    if noted.what == "exported_list":
        return _of_list(about)
    sentence = _WORDS.get(noted.what)
    if sentence is None:
        return message("Did something that this version has no words for")
    named: dict[str, object] = {"title": "", "member": "", "role": "", "figure": "", **about}
    role = next((name for role, name in ROLES.items() if role == about.get("role")), None)
    figure = DEFINITIONS.get(str(about.get("figure")))
    if role is not None:
        named["role"] = role
    if figure is not None:
        named["figure"] = figure.metric.name
    return sentence.filled(**named)
