"""The choice of the rate by which posts or campaigns are ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.ui.reader import say
from engagement.locale import message
from engagement.readable.value_names import RATES

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd


def choose_rate(frame: pd.DataFrame, rates: Iterable[str], key: str) -> str:
    """Let the reader choose one of the `rates` for which some row of `frame` has a value; return its name."""
    available = [name for name in rates if frame[f"shrunk_{name}"].notna().any()]
    if len(available) == 1:
        return available[0]
    picked = st.segmented_control(
        say(message("Rate")),
        available,
        default=available[0],
        required=True,
        format_func=lambda name: say(RATES[name]),
        label_visibility="collapsed",
        key=key,
    )
    return str(picked or available[0])
