"""Actions of buttons on the store: success redraws the page, failure shows the store's sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.ui.reader import say
from engagement.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable


def do(change: Callable[[], object]) -> None:
    """Run a change and redraw the page; show the sentence of a `StoreError`."""
    try:
        change()
    except StoreError as fault:
        st.error(say(fault.sentence))
    else:
        st.rerun()
