"""The panel of a chosen part: its value beside the overall one, and the rows behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.figures.value import value_with_interval
from engagement.app.readable import screen
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor
from engagement.locale import message
from engagement.readable.canonical_rows import of_rows

if TYPE_CHECKING:
    from engagement.metrics.model import Reading, View

#: The number of rows shown; the downloads have all of them.
_ROWS: Final = 100


def show(part: View, key: str, name: str, of_all: Reading, what: str = "part") -> None:
    """Show the panel of a part. `part` is the view filtered to it, `name` its name as plain text.

    `of_all` is the reading of all parts together, `what` a word for the keys of widgets.
    """
    reading, t = part.reading(key), words()
    with st.container(key=f"panel_{what}_{key}", gap="xxsmall"):
        st.subheader(inert(name), anchor=False)
        st.markdown(f"{say(part.metric(key).name)}: **{value_with_interval(reading)}**")
        if of_all.value is not None:
            beside = t.value(of_all.value, of_all.unit, of_all.currency)
            st.caption(say(message("All together: {value}", value=beside)))
        if visitor().is_guest:
            return
        rows = of_rows(part.rows(key, limit=_ROWS), t)
        if rows.height:
            count = reading.rows_used
            first = message("The first {shown} of {count} rows behind it:", shown=rows.height, count=count)
            st.caption(say(first if count > rows.height else message("The rows behind it:")))
            screen.show(rows, name, f"{what}_{key}")
