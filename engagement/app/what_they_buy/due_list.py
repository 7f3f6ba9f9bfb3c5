"""Who is due to buy a product again, and the way to the list of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.navigation import page_links
from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.metrics.products import tables
from engagement.readable.named_tables import of_named

if TYPE_CHECKING:
    import pandas as pd

    from engagement.locale import Message
    from engagement.metrics.model import View

#: The number of products with a link to their own list, those with most customers due.
_LINKED: Final = 3


def show(view: View) -> None:
    """Show the table `due_products`."""
    frame, t = view.table(tables.DUE.name), words()
    head.section(
        message("Due to buy again"),
        message(
            "Of products that half of the buyers order again. Due: since the last order of it at least as "
            "many days have passed as half of them take, and at most twice as many."
        ),
        key="due",
    )
    sheet = of_named(tables.DUE, frame, t, grain=view.question.grain, currency=None)
    parts = conclusions(frame)
    st.write(" ".join(say(part) for part in parts))
    if frame.empty:
        return
    waiting = frame[frame["due"] > 0]
    if len(waiting) > 1:
        page_links.to("mailing", say(message("All who are due")), {"list": "due"})
    for product in waiting["product"].head(_LINKED):
        label = say(message("Who is due: {product}", product=inert(str(product))))
        page_links.to("mailing", label, {"list": f"due:{product}"})
    figure.show(None, "due", " ".join(t.t(part) for part in parts), sheet, frame)


def conclusions(frame: pd.DataFrame) -> list[Message]:
    """Say how many are due, for how many products."""
    if frame.empty:
        return [message("Of no product have half of the buyers, ten or more, ordered it again yet.")]
    due, past = (int(frame[name].sum()) for name in ("due", "past"))
    return [
        message(
            "Due: {due}. Past it: {past}. Products that half of the buyers order again: {count}.",
            due=due,
            past=past,
            count=len(frame),
        )
    ]
