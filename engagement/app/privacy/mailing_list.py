"""Whom to write to: addresses of customers, picked by what they bought. Off until an owner wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from engagement.app.navigation import session_of_shop
from engagement.app.privacy.mailing import MailingSegment, recipients, taken
from engagement.app.ui import doing, download
from engagement.app.ui.export import to_csv
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor
from engagement.locale import message
from engagement.locale.translator import day_to_date
from engagement.store.persons import contacts

if TYPE_CHECKING:
    from collections.abc import Callable

    from engagement.locale.translator import Translator
    from engagement.store import Workspace


def show(workspace: Workspace) -> None:
    """Show the switch or, once it is on, whom one may write to and the way to stop."""
    if not contacts.kept(workspace.room):
        _off(workspace)
        return
    if contacts.count(workspace.room):
        _pick(workspace)
    else:
        st.write(say(message("No address is kept yet. Upload your order files again to have theirs.")))
    _stop(workspace)


def _off(workspace: Workspace) -> None:
    with st.container(key="rule_contacts"):
        st.header(say(message("The mailing list is off")), anchor=False)
        st.write(
            say(
                message(
                    "Engagement does not need addresses and keeps none. If you want to write to customers "
                    "that you pick here, such as those who bought twice and have been quiet since, their "
                    "addresses can be kept from now on, in a table apart: no page, link or log shows them, "
                    "only an owner can download them, and you can delete them at any time."
                )
            )
        )
        if st.button(
            say(message("Keep addresses from now on")), key=session_of_shop.key(workspace, "mailing_on")
        ):
            doing.do(lambda: contacts.begin(workspace.room, visitor().who))


def _pick(workspace: Workspace) -> None:
    with st.container(key="rule_segment"):
        st.header(say(message("Pick the customers")), anchor=False)
        segment = _segment()
        found, all_of_them = recipients(workspace, segment).num_rows, contacts.count(workspace.room)
        st.markdown(
            say(
                message(
                    "**{found}** of {count} address",
                    "**{found}** of {count} addresses",
                    n=all_of_them,
                    found=found,
                    count=all_of_them,
                )
            )
        )
        download.button(
            say(message("Download these addresses")), _csv(workspace, segment), "addresses.csv",
            key=f"addresses_{segment.orders}_{segment.quiet_days}",
        )  # fmt: skip
        st.caption(
            say(
                message(
                    "Write only to those who have agreed to it: this list does not know who has unsubscribed "
                    "elsewhere. Who downloads it is noted on the page People."
                )
            )
        )


def _segment() -> MailingSegment:
    first, second = st.columns(2)
    orders = first.number_input(say(message("Orders at least")), 0, 1000, 1, key="mailing_orders")
    quiet = second.number_input(
        say(message("No order for so many days")), 0, 3650, 0, key="mailing_quiet",
        help=say(message("Counted back from the last day of the orders; 0 asks for nothing.")),
    )  # fmt: skip
    return MailingSegment(int(orders), int(quiet) or None)


def _stop(workspace: Workspace) -> None:
    with st.container(key="rule_stop"):
        st.header(say(message("Keep no addresses any more")), anchor=False)
        with st.popover(say(message("Stop and delete"))):
            st.write(say(message("Deletes all kept addresses at once and keeps none any more.")))
            if st.button(
                say(message("Delete all addresses")), key=session_of_shop.key(workspace, "mailing_off")
            ):
                doing.do(lambda: contacts.end(workspace.room, visitor().who))


def _csv(workspace: Workspace, segment: MailingSegment) -> Callable[[], bytes]:
    t, who = words(), visitor().who
    return lambda: _table(workspace, segment, who, t)


def _table(workspace: Workspace, segment: MailingSegment, who: str, t: Translator) -> bytes:
    found = taken(workspace, segment, who)
    days = [None if day is None else day_to_date(day).isoformat() for day in found["last_day"].to_pylist()]
    columns = {
        t.t(message("E-mail address")): found["address"].to_pylist(),
        t.t(message("Orders")): found["orders"].to_pylist(),
        t.t(message("Last order")): days,
    }
    return to_csv(pd.DataFrame(columns))
