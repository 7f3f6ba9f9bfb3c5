"""The page of one customer: their code, figures, rhythm, and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.customer_lists.formats import CONSENT_WORDS
from engagement.app.customer_lists.listed import of_keys
from engagement.app.customer_lists.shown import WHO, from_address
from engagement.app.navigation import page_links
from engagement.app.one_customer import tables
from engagement.app.ui import head
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.metrics.customers.groups import GROUPS
from engagement.metrics.lists import consent
from engagement.metrics.lists.listed_people import NEVER
from engagement.metrics.lists.one_customer import customer
from engagement.metrics.views.trend_and_breakdown import short_code
from engagement.store.persons import suppressed

if TYPE_CHECKING:
    from engagement.app.customer_lists.listed import Listed
    from engagement.locale import Message
    from engagement.metrics.lists.one_customer import Customer
    from engagement.metrics.views.owners import OwnersView
    from engagement.store import Workspace


def show(workspace: Workspace, view: OwnersView) -> None:
    """Show the customer in the address, or why none is shown."""
    address_value = st.query_params.get(WHO)
    if address_value is None:
        return
    key = from_address(address_value)
    if key is not None and _was_erased(workspace, key):
        st.info(say(message("This customer was erased. Nothing is kept of them any more.")))
        return
    shown = None if key is None else customer(view.scope("orders"), key)
    if shown is None or not shown.is_known:
        st.write(say(message("Nobody in this shop has this code.")))
        return
    head.section(message("Customer {code}", code=short_code(shown.key)), key="customer")
    _figures(shown, of_keys(view.scope("orders"), workspace.storage, shown.people.key))
    _rhythm(shown)
    tables.show(shown)
    page_links.to("privacy", say(message("Hand out or erase what is kept of somebody")))


def _was_erased(workspace: Workspace, key: int) -> bool:
    storage = workspace.storage
    with storage.manifest.read() as connection:
        return suppressed.code(workspace.key, key) in suppressed.codes(connection, storage.id)


def _figures(customer: Customer, listed: Listed) -> None:
    t, people = words(), customer.people
    group = int(people.group[0])
    last, first = int(people.last_day[0]), int(people.first_day[0])
    figures: list[tuple[Message, str]] = [
        (message("Group"), "–" if group < 0 else say(GROUPS[group].name)),
        (message("Orders"), t.number(int(people.orders[0]), 0)),
        (message("Spent"), t.money(int(people.spend[0]) / people.minor, people.currency)),
        (message("First order"), "–" if first == NEVER else t.day_short(first)),
        (message("Last order"), "–" if last == NEVER else t.day_short(last)),
        (message("Consent"), say(CONSENT_WORDS[consent.STATES[listed.state[0]]])),
        (message("Can be reached by"), _reached(listed)),
    ]
    grid = st.grid(4, min_column_width=140)
    for name, value in figures:
        with grid.container(gap=None):
            st.caption(say(name))
            st.markdown(f"**{value}**")


def _reached(listed: Listed) -> str:
    if listed.by_mail[0]:
        return say(message("e-mail address"))
    return say(message("phone number")) if listed.by_phone[0] else say(message("no address"))


def _rhythm(customer: Customer) -> None:
    if customer.rhythm is None:
        st.write(say(message("Fewer than three orders: no rhythm of their own yet.")))
        return
    days_since, usual = customer.rhythm
    days = round(usual)
    late = message(
        "Later than usual. Days since the last order: {since}. Nine of ten gaps last at most: {days}.",
        since=days_since,
        days=days,
    )
    in_time = message(
        "Within the usual. Days since the last order: {since}. Nine of ten gaps last at most: {days}.",
        since=days_since,
        days=days,
    )
    st.write(say(late if days_since > usual else in_time))
