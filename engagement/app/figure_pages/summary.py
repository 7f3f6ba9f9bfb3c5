"""The totals of a page in one line: revenue, orders, customers, each with its change in per cent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.readable.growth import growth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.metrics.model import View


def show(view: View, keys: Sequence[str]) -> None:
    """Show totals.

    They are complete counts of the files, so have no interval, and no colour on their change.
    """
    if not keys:
        return
    with st.container(key="totals", horizontal=True, gap="medium"):
        for key in keys:
            st.markdown(_total_with_change(view, key), width="content")


def _total_with_change(view: View, key: str) -> str:
    reading, t = view.reading(key), words()
    value = "–" if reading.value is None else inert(t.value(reading.value, reading.unit, reading.currency))
    parts = [f"{say(view.metric(key).name)} **{value}**"]
    grown = growth(reading, view.change(key), t)
    if grown is not None:
        parts.append(f":small[:gray[{inert(t.t(grown))}]]")
    return " ".join(parts)
