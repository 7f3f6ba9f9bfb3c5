"""Customers who are later than their own rhythm lets one expect."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.figures.split_names import value_of
from engagement.app.navigation import page_links
from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.metrics.customers import tables
from engagement.metrics.customers.late import FEWEST_ORDERS
from engagement.readable.named_tables import of_named

if TYPE_CHECKING:
    import pandas as pd

    from engagement.locale import Message
    from engagement.metrics.model import View


def show(view: View) -> None:
    """Show the table `late_customers` in words, with the way to their list for an owner."""
    frame, t = view.table(tables.LATE_CUSTOMERS.name), words()
    count, total = int(frame["customers"].iloc[0]), int(frame["of"].iloc[0])
    head.section(
        message("Later than usual"),
        message("Measured by each customer's own gaps between orders, not by one number for all."),
        key="late",
    )
    conclusion = _conclusion(count, total)
    with st.container(key="panel_late", gap="xxsmall"):
        st.subheader(say(conclusion), anchor=False)
        if total:
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
            for sentence in _breakdown_sentences(view.table(tables.CUSTOMER_RHYTHM.name)):
                st.write(say(sentence))
            page_links.to("mailing", say(message("The list of these customers")), {"list": "late"})
    states = view.table(tables.CUSTOMER_RHYTHM.name)
    read = states.assign(state=[value_of("rhythm", state) for state in states["state"]])
    sheet = of_named(tables.CUSTOMER_RHYTHM, read, t, grain=view.question.grain, currency=None)
    figure.show(None, "late", say(conclusion), sheet, states)


def _breakdown_sentences(frame: pd.DataFrame) -> list[Message]:
    """Return sentences on late customers, on lost ones, and on those without a known rhythm."""
    counts = dict(zip(frame["state"], frame["customers"].astype(int), strict=True))
    late, lapsed, days = counts["late"], counts["lapsed"], float(frame["lapse_days"].iloc[0])
    sentences = []
    if math.isnan(days):
        sentences.append(
            message(
                "From when on customers have left is not known: the data would have to reach twice as far."
            )
        )
    else:
        sentences.append(
            message(
                "{late} of them are merely late: a reminder may still reach them. {lapsed} are past "
                "the shop's lapse point of {days} days: of such waits at most one in ten still ended in an "
                "order.",
                late=late,
                lapsed=lapsed,
                days=round(days),
            )
        )
    if counts["unknown"]:
        sentences.append(
            message(
                "Of {count} customer nothing is said: orders on fewer than three days have no rhythm.",
                "Of {count} customers nothing is said: orders on fewer than three days have no rhythm.",
                n=counts["unknown"],
                count=counts["unknown"],
            )
        )
    return sentences


def _conclusion(count: int, total: int) -> Message:
    if not total:
        return message("No customer has {count} orders yet, so nobody has a rhythm.", count=FEWEST_ORDERS)
    return message(
        "{count} of {of} customer with three orders or more is later than usual",
        "{count} of {of} customers with three orders or more are later than usual",
        n=total,
        count=count,
        of=total,
    )
