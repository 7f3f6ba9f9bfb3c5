"""Ways from one page to another, shown to whoever may go there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app import router
from engagement.app.visitor import visitor

if TYPE_CHECKING:
    from collections.abc import Mapping


def to(stem: str, label: str, address: Mapping[str, str] | None = None) -> None:
    """Show the way to a page, with what its address is to carry; nothing where there is none for them."""
    if any(entry.stem == stem for entry in router.entries(visitor())):
        st.page_link(router.path(stem), label=f":blue[{label} →]", query_params=dict(address or {}))
