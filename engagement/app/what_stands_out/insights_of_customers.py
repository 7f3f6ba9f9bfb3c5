"""Findings about customers: a cohort, a gateway product, customers one order short."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.navigation import page_links
from engagement.app.ui.address import to_address
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.metrics.findings.findings import CohortFinding, GatewayFinding
from engagement.metrics.findings.findings_words import sentence

if TYPE_CHECKING:
    from engagement.metrics.findings.findings import OneShortFinding
    from engagement.metrics.model import View


def show(view: View, finding: CohortFinding | GatewayFinding | OneShortFinding) -> None:
    """Show a finding, its evidence, and a link to the page with its table."""
    st.caption(say(message("Customers")))
    st.subheader(say(sentence(view, finding, words())), anchor=False)
    if isinstance(finding, CohortFinding):
        _cohort(view, finding)
    elif isinstance(finding, GatewayFinding):
        _product(view, finding)
    else:
        _one_short(view, finding)


def _cohort(view: View, finding: CohortFinding) -> None:
    expected, t = finding.cohort.expected, words()
    low, high = (t.percent(x, 0) for x in (expected.low, expected.high))
    st.caption(say(message("Usual: {low} to {high}.", low=low, high=high)))
    page_links.to("retention", say(message("See all groups")), to_address(view.question) | {"grain": "month"})


def _product(view: View, finding: GatewayFinding) -> None:
    t = words()
    low, high = (t.signed(x, "share", None) for x in (finding.low, finding.high))
    sentence = message(
        "Difference, 95%: {low} to {high}. Still stands after comparing {n} products. A link, not proof of a "
        "cause.",
        low=low,
        high=high,
        n=finding.compared,
    )
    st.caption(say(sentence))
    page_links.to("products", say(message("See what customers begin with")), to_address(view.question))


def _one_short(view: View, finding: OneShortFinding) -> None:
    t = words()
    low, high = (t.percent(x, 0) for x in (finding.low, finding.high))
    st.caption(say(message("95%: {low} to {high}, of {n} customers.", low=low, high=high, n=finding.n)))
    page_links.to("retention", say(message("See every step")), to_address(view.question))
    page_links.to("mailing", say(message("See who they are")), {"list": f"orders:{finding.order}"})
