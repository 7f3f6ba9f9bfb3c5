"""The chosen figure of a page: value, trend, breakdown, and evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.choosing import chosen_period
from engagement.app.figure_pages import (
    breakdown,
    evidence_dialog,
    large_figure,
    lookalikes,
    pick,
    repeat_spend_parts,
    trend_section,
)
from engagement.app.ui import head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.metrics.model import View


def show(view: View, keys: Sequence[str], page: str) -> None:
    """Let the reader choose one of `keys` and show it; the choice is remembered for the `page`."""
    key = pick.show(view, keys, page)
    head.heard(view.metric(key).name)
    looked_at = chosen_period.view_at(view) or view
    main, aside = st.columns([8, 4], gap="medium")
    with main:
        large_figure.show(looked_at, key)
        trend_section.show(view, key)
        if key == repeat_spend_parts.KEY and view.k is None:
            repeat_spend_parts.show(view)
        breakdown.show_selected(looked_at, key)
    with aside:
        evidence_dialog.show(looked_at, key)
        lookalikes.show(view, key)
