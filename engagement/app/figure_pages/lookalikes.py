"""Numbers that are easily taken for one another, side by side, with what sets them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.figures.formula import formula
from engagement.app.ui.reader import say, words
from engagement.locale import message

if TYPE_CHECKING:
    from engagement.metrics.model import View

_NEAR: Final = {
    "repeat_within_90_days": ("repeat_purchase_rate", "returning_customer_rate"),
    "repeat_purchase_rate": ("returning_customer_rate", "repeat_within_90_days"),
    "returning_customer_rate": ("repeat_purchase_rate", "repeat_within_90_days"),
    "average_order_value": ("median_order_value", "typical_basket"),
    "median_order_value": ("average_order_value", "typical_basket"),
    "typical_basket": ("average_order_value", "median_order_value"),
    "guest_checkout_rate": ("orders_without_customer",),
}


def show(view: View, key: str) -> None:
    """Show the neighbours of a figure, each with what it counts."""
    neighbours = [near for near in _NEAR.get(key, ()) if near in view.keys()]  # noqa: SIM118 - a method
    if not neighbours:
        return
    t = words()
    with st.container(key=f"rule_near_{key}"):
        st.subheader(say(message("Related")), anchor=False)
        for near in neighbours:
            metric, reading = view.metric(near), view.reading(near)
            value = "–" if reading.value is None else t.value(reading.value, reading.unit, reading.currency)
            st.markdown(f"{say(metric.name)} **{value}**")
            st.caption(formula(metric))
