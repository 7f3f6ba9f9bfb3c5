"""What every reading page does first: the question, the view, the head, the filter bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app import filters, shop
from engagement.app.components import empty, head
from engagement.app.escape import inert
from engagement.app.reader import words
from engagement.locale import Message, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.metrics.model import View


def view_for(title: Message, keys: Sequence[str], missing: tuple[Message, Message]) -> tuple[View, list[str]]:
    """Draw a page's head and bar; return the view and those of `keys` that the data unlock.

    Where they unlock none of them, the page says what is `missing` (what, how to get it) and ends.
    """
    question = filters.asked()
    view = shop.view(question)
    here = [key for key in keys if key in view.keys()]  # noqa: SIM118 - a method, not a dict
    if not here:
        head.show(title, [inert(shop.title())])
        empty.show(*missing)
        st.stop()
    last_day = view.window(here[0]).last_day
    facts: list[Message | str] = [inert(shop.title())]
    facts.append(message("data to {day}", day=words().day(last_day)))
    facts.append(message("change is against the period before"))
    facts.append(message("small figures: 95 % interval"))
    head.show(title, facts)
    dimensions = list(dict.fromkeys(d for key in here for d in view.dimensions(key)))
    filters.bar(question, view, dimensions, last_day)
    return view, here
