"""The totals of a page in one line: revenue, orders, customers, each with its change in per cent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.readable.growth import growth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.metrics.model import Reading, View


def show(view: View, keys: Sequence[str]) -> None:
    """Show totals.

    They are complete counts of the files, so have no interval, and no colour on their change. What they are
    compared with is said once where it is the same for those that follow: the line is short enough then.
    """
    if not keys:
        return
    readings = [view.reading(key) for key in keys]
    grown = [growth(read, view.change(key), words()) for key, read in zip(keys, readings, strict=True)]
    with st.container(key="totals", horizontal=True, gap="medium"):
        for key, reading, own, following in zip(keys, readings, grown, [*grown[1:], None], strict=True):
            is_said_later = own is not None and following is not None and own.against == following.against
            change = own and (own.percent if is_said_later else words().t(own.sentence))
            st.markdown(_total_with_change(say(view.metric(key).name), reading, change), width="content")


def _total_with_change(name: str, reading: Reading, change: str | None) -> str:
    t = words()
    value = "–" if reading.value is None else inert(t.value(reading.value, reading.unit, reading.currency))
    return f"{name} **{value}**" + (f" :small[:gray[{inert(change)}]]" if change else "")
