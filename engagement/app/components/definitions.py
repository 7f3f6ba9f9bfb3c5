"""The definitions: per metric its formula, source, what counts and what does not, its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.components.keyfigure import value_with_interval
from engagement.app.formula import formula
from engagement.app.reader import say
from engagement.locale import message
from engagement.metrics.registry import DEFINITIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message
    from engagement.metrics.model import Metric, View

_FAMILIES: Final = {
    "purchases": message("Purchases"),
    "surveys": message("Surveys"),
    "social": message("Social"),
    "web": message("Web"),
    "email": message("E-mail"),
    "loyalty": message("Loyalty"),
    "joined": message("Joined"),
}


def show(view: View) -> None:
    """Show every metric, whether the data unlock it or not; of a link, those that it shows."""
    locked = view.locked()
    known = {*locked, *view.keys()}
    for family, name in _FAMILIES.items():
        members = [
            d.metric for d in DEFINITIONS.values() if d.metric.family == family and d.metric.key in known
        ]
        if members:
            st.header(say(name), anchor=family)
        for metric in members:
            _one(view, metric, locked)


def _one(view: View, metric: Metric, locked: Mapping[str, Message]) -> None:
    with st.container(key=f"rule_def_{metric.key}", gap="xxsmall"):
        left, right = st.columns([5, 7], gap="medium")
        with left:
            st.subheader(say(metric.name), anchor=metric.key)
            if metric.key in locked:
                st.caption(say(locked[metric.key]))
            else:
                st.markdown(f"**{value_with_interval(view.reading(metric.key))}**")
        with right:
            st.markdown(formula(metric))
            facts = (
                message("Counts: {what}", what=metric.counts),
                message("Leaves out: {what}", what=metric.leaves_out),
                message("Interval: {what}", what=metric.interval),
                message("From: {what}", what=metric.origin),
            )
            st.caption("  \n".join(say(fact) for fact in facts) + f"  \n`{metric.key}`")
