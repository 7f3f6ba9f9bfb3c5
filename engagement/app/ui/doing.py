"""What a button does to the store: done, the page is drawn anew; not done, the store's sentence says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.ui.reader import say
from engagement.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable


def do(change: Callable[[], object]) -> None:
    """Make a change that the store may refuse: somebody else was quicker, the disk is full."""
    try:
        change()
    except StoreError as fault:
        st.error(say(fault.sentence))
    else:
        st.rerun()
