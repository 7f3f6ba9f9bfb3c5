"""A note on a figure whose data end long before the others'."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.ui.reader import say, words
from engagement.locale import message

if TYPE_CHECKING:
    from engagement.locale import Message
    from engagement.metrics.model import Metric, Reading


def show(metric: Metric, reading: Reading) -> None:
    """Say "answers to 12 Mar 2023" below a figure; nothing where its data are as new as the others."""
    if reading.ends is not None:
        st.caption(say(_until(metric.table, words().day_short(reading.ends))))


def _until(table: str, day: str) -> Message:
    sentences = {
        "orders": message("orders to {day}", day=day),
        "responses": message("answers to {day}", day=day),
        "posts": message("posts to {day}", day=day),
    }
    return sentences.get(table, message("data to {day}", day=day))
