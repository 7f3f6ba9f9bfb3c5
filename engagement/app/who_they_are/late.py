"""Customers who are later than their own rhythm lets one expect."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.navigation import page_links
from engagement.app.readable import figure
from engagement.app.readable.named_tables import of_named
from engagement.app.ui import head
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.metrics.customers import tables
from engagement.metrics.customers.late import FEWEST_ORDERS

if TYPE_CHECKING:
    from engagement.locale import Message
    from engagement.metrics.model import View


def show(view: View) -> None:
    """Show the table `late_customers` in words, with the way to their list for an owner."""
    frame, t = view.table(tables.LATE_CUSTOMERS.name), words()
    count, of = int(frame["customers"].iloc[0]), int(frame["of"].iloc[0])
    head.section(
        message("Later than usual"),
        message("Measured by each customer's own gaps between orders, not by one number for all."),
        key="late",
    )
    said = _said(count, of)
    with st.container(key="panel_late", gap="xxsmall"):
        st.subheader(say(said), anchor=False)
        if of:
            st.write(
                say(
                    message(
                        "They have waited longer for the next order than nine of ten of their gaps last. "
                        "What is usual comes from the customer's own gaps (the mean of their logarithms); "
                        "the fewer there are, the more those of all customers count. Orders of one day are "
                        "one visit."
                    )
                )
            )
            page_links.to("mailing", say(message("The list of these customers")), {"list": "late"})
    sheet = of_named(tables.LATE_CUSTOMERS, frame, t, grain=view.question.grain, currency=None)
    figure.show(None, "late", say(said), sheet, frame)


def _said(count: int, of: int) -> Message:
    if not of:
        return message("No customer has {count} orders yet, so nobody has a rhythm.", count=FEWEST_ORDERS)
    return message(
        "{count} of {of} customer with three orders or more is later than usual",
        "{count} of {of} customers with three orders or more are later than usual",
        n=of,
        count=count,
        of=of,
    )
