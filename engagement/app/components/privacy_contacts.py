"""E-mail addresses for mailings: off, unless an owner switches it on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from engagement.app import download
from engagement.app.components import doing
from engagement.app.export import to_csv
from engagement.app.mailing import Segment, taken
from engagement.app.reader import say, words
from engagement.app.visitor import visitor
from engagement.locale import message
from engagement.locale.translator import day_to_date
from engagement.store import contacts

if TYPE_CHECKING:
    from collections.abc import Callable

    from engagement.locale.translator import Translator
    from engagement.store import Workspace


def show(workspace: Workspace) -> None:
    """Show the switch and, once it is on, how many addresses there are and whom to write to."""
    with st.container(key="rule_contacts"):
        st.subheader(say(message("E-mail addresses for mailings")), anchor=False)
        if contacts.kept(workspace.room):
            _kept(workspace)
        else:
            _off(workspace)


def _off(workspace: Workspace) -> None:
    st.write(
        say(
            message(
                "Addresses are not kept. If you want to write to customers that you pick here, they can be "
                "kept from now on, in a table apart: no page, link or log shows them, only an owner can "
                "download them, and you can delete them at any time."
            )
        )
    )
    if st.button(say(message("Keep addresses from now on"))):
        doing.do(lambda: contacts.begin(workspace.room, visitor().who))


def _kept(workspace: Workspace) -> None:
    count = contacts.count(workspace.room)
    if count:
        st.write(
            say(message("{count} address is kept.", "{count} addresses are kept.", n=count, count=count))
        )
        segment = _segment()
        download.button(
            say(message("Download these addresses")), _csv(workspace, segment), "addresses.csv",
            key=f"addresses_{segment.orders}_{segment.quiet_days}",
        )  # fmt: skip
    else:
        st.write(say(message("None is kept yet. Upload your order files again to have theirs.")))
    with st.popover(say(message("Stop and delete"))):
        st.write(say(message("Deletes all kept addresses at once and keeps none any more.")))
        if st.button(say(message("Delete all addresses"))):
            doing.do(lambda: contacts.end(workspace.room, visitor().who))


def _segment() -> Segment:
    orders = st.number_input(say(message("Orders at least")), 0, 1000, 1, key="mailing_orders")
    quiet = st.number_input(
        say(message("No order for so many days")), 0, 3650, 0, key="mailing_quiet",
        help=say(message("Counted back from the last day of the orders; 0 asks for nothing.")),
    )  # fmt: skip
    return Segment(int(orders), int(quiet) or None)


def _csv(workspace: Workspace, segment: Segment) -> Callable[[], bytes]:
    t, who = words(), visitor().who
    return lambda: _table(workspace, segment, who, t)


def _table(workspace: Workspace, segment: Segment, who: str, t: Translator) -> bytes:
    found = taken(workspace, segment, who)
    days = [None if day is None else day_to_date(day).isoformat() for day in found["last_day"].to_pylist()]
    columns = {
        t.t(message("E-mail address")): found["address"].to_pylist(),
        t.t(message("Orders")): found["orders"].to_pylist(),
        t.t(message("Last order")): days,
    }
    return to_csv(pd.DataFrame(columns))
