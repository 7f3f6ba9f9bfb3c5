"""The customers behind a chosen cell or step: how many, and the first of them as codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.readable import screen
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.locale.translator import day_to_date
from engagement.readable.sheet import SheetColumn, filled

if TYPE_CHECKING:
    from engagement.metrics.views.behind_cells import CustomersBehind


def show(customers: CustomersBehind, name: str, key: str, currency: str | None) -> None:
    """Show the panel. `name` is what the cell or step is called, `key` the prefix of widget keys."""
    t = words()
    with st.container(key=f"panel_{key}", gap="xxsmall"):
        st.subheader(inert(name), anchor=False)
        count = customers.customers
        st.caption(
            say(
                message("{count} customer", "{count} customers", n=count, count=count)
                if count == len(customers.rows)
                else message(
                    "{count} customers; the {shown} who ordered last are listed.",
                    count=count,
                    shown=len(customers.rows),
                )
            )
        )
        if not count:
            return
        rows = customers.rows
        sheet = filled(
            [
                SheetColumn(say(message("Customer (code)")), "text", rows["customer"].tolist()),
                SheetColumn(say(message("First order")), "day", [day_to_date(d) for d in rows["first_day"]]),
                SheetColumn(say(message("Last order")), "day", [day_to_date(d) for d in rows["last_day"]]),
                SheetColumn(say(message("Orders")), "number", rows["orders"].tolist(), 0),
                SheetColumn(say(message("Spend")), "money", rows["spend"].tolist(), currencies=currency),
            ]
        )
        screen.show(sheet, t.t(name), key)
