"""The first people of a list on screen, each with the way to their own page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from engagement.app.customer_lists.formats import CONSENT_WORDS
from engagement.app.navigation import page_links
from engagement.app.ui import head
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.metrics.customers.groups import GROUPS
from engagement.metrics.lists import consent
from engagement.metrics.lists.listed_people import NEVER
from engagement.metrics.views.trend_and_breakdown import short_code

if TYPE_CHECKING:
    from engagement.app.customer_lists.listed import Listed

_SHOWN: Final = 25
#: The part of the address that names a customer, by the pseudonym.
WHO: Final = "who"


def in_address(key: int) -> str:
    """Return a pseudonym in the form used in addresses."""
    return f"{key:016x}"


def from_address(text: str | None) -> int | None:
    """Return the pseudonym that an address names; None where it names none."""
    try:
        key = int(text or "", 16)
    except ValueError:
        return None
    return key if 0 <= key < 1 << 63 else None


def show(people: Listed) -> None:
    """Show the customers who ordered most recently."""
    t, listed_people = words(), people.people
    places = listed_people.latest_first(_SHOWN)
    head.section(
        message("The customers in the list"),
        message(
            "Those who ordered last, {count} at most; the files have all. Addresses stand only in files.",
            count=_SHOWN,
        ),
        key="people",
    )
    ways_to_reach = {True: say(message("e-mail")), False: say(message("telephone"))}
    rows = []
    for place in places.tolist():
        day, group = int(listed_people.last_day[place]), int(listed_people.group[place])
        reached = people.by_mail[place] or people.by_phone[place]
        rows.append(
            (
                _link(int(listed_people.key[place])),
                "–" if day == NEVER else t.day_short(day),
                t.number(int(listed_people.orders[place]), 0),
                t.money(int(listed_people.spend[place]) / listed_people.minor, listed_people.currency),
                "–" if group < 0 else say(GROUPS[group].name),
                say(CONSENT_WORDS[consent.STATES[people.state[place]]]),
                ways_to_reach[bool(people.by_mail[place])] if reached else "–",
            )
        )
    names = (
        message("Customer"),
        message("Last order"),
        message("Orders"),
        message("Spent"),
        message("Group"),
        message("Consent"),
        message("Can be reached by"),
    )
    frame = pd.DataFrame(rows, columns=[say(name) for name in names])
    with st.container(key="list_people"):
        st.table(frame, border="horizontal", hide_index=True)


def _link(key: int) -> str:
    return f"[{short_code(key)}]({page_links.href('customer', {WHO: in_address(key)})})"
