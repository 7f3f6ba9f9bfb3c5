"""Up to five findings, each a sentence with a number, its evidence and a link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.figures import finding_counts, key_figures
from engagement.app.figures.figure_places import page_of
from engagement.app.figures.split_names import compare_of, value_of
from engagement.app.navigation import page_links
from engagement.app.ui.address import to_address
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.app.what_stands_out import insights_of_customers
from engagement.app.who.current import visitor
from engagement.locale import message
from engagement.metrics.findings.findings import ChangeFinding, MonthFinding, RatioFinding, SegmentFinding
from engagement.metrics.findings.findings_words import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.locale import Message
    from engagement.metrics.findings.findings import Finding
    from engagement.metrics.model import View

_LOOKS_EVERY_SECONDS: Final = 1.0
#: Pixels that a finding needs at least: five stand side by side on a wide screen.
_WIDTH: Final = 205


def show(view: View, keys: Sequence[str]) -> None:
    """Show up to five findings, or that there is none; a notice while they are computed in the background."""
    findings = key_figures.standing_out_by_now(view, keys)
    if findings is None:
        st.fragment(_wait, run_every=_LOOKS_EVERY_SECONDS)(view, keys)
        return
    if not findings:
        st.write(say(message("No real change, and no segment stands out.")))
        return
    grid = st.grid(max(3, len(findings)), min_column_width=_WIDTH)
    for number, finding in enumerate(findings):
        with grid.container(key=f"say_{number}", gap="xxsmall"):
            _finding(view, finding)


def _wait(view: View, keys: Sequence[str]) -> None:
    if key_figures.standing_out_by_now(view, keys) is not None:
        st.rerun()
    with st.container(key="room_for_findings"):
        st.caption(say(message("Looking at all figures and splits …")))


def _finding(view: View, finding: Finding) -> None:
    if isinstance(finding, ChangeFinding):
        _moved(view, finding)
    elif isinstance(finding, RatioFinding):
        _show_difference(view, finding)
    elif isinstance(finding, SegmentFinding):
        _differs(view, finding)
    elif isinstance(finding, MonthFinding):
        _outside(view, finding)
    else:
        insights_of_customers.show(view, finding)


def _outside(view: View, finding: MonthFinding) -> None:
    reading, t = view.reading(finding.key), words()
    st.caption(say(message("Month")))
    st.subheader(say(sentence(view, finding, t)), anchor=False)
    low, high = (t.value(x, reading.unit, reading.currency) for x in (finding.low, finding.high))
    st.caption(say(message("Usual: {low} to {high}.", low=low, high=high)))
    _way(view, finding.key, None, say(message("See the trend")))


def _moved(view: View, finding: ChangeFinding) -> None:
    reading, change, t = view.reading(finding.key), finding.change, words()
    st.caption(say(message("Change")))
    st.subheader(say(sentence(view, finding, t)), anchor=False)
    if change.difference is not None and change.low is not None and change.high is not None:
        parts = [
            t.signed(x, reading.unit, reading.currency) for x in (change.difference, change.low, change.high)
        ]
        st.caption(
            say(
                message(
                    "Larger than chance alone would explain (difference {difference}, 95%: {low} to {high}).",
                    difference=parts[0],
                    low=parts[1],
                    high=parts[2],
                )
            )
        )
    _counts(finding_counts.of_change(view, finding))
    _way(view, finding.key, None, say(message("See the trend")))


def _show_difference(view: View, finding: RatioFinding) -> None:
    reading, t = finding.reading, words()
    st.caption(say(message("Difference")))
    st.subheader(say(sentence(view, finding, t)), anchor=False)
    low, high = (t.value(x or 0, reading.unit, reading.currency) for x in (reading.low, reading.high))
    interval = message("95%: {low} to {high} times. A link, not proof of a cause.", low=low, high=high)
    st.caption(say(interval))
    _way(view, finding.key, None, say(message("See what is compared")))


def _differs(view: View, finding: SegmentFinding) -> None:
    st.caption(say(message("Difference")))
    segment = inert(value_of(finding.by, finding.segment))
    st.subheader(say(sentence(view, finding, words(), segment)), anchor=False)
    reading, t = view.reading(finding.key), words()
    low, high = (t.signed(x, reading.unit, reading.currency) for x in (finding.low, finding.high))
    sentences = (
        message("Difference, 95%: {low} to {high}.", low=low, high=high),
        finding_counts.of_difference(view, finding),
        message(
            "Still stands after comparing all {n} segments. A link, not proof of a cause.",
            n=finding.compared,
        ),
    )
    st.caption(" ".join(say(each) for each in sentences if each is not None))
    _way(view, finding.key, finding.by, compare_of(finding.by))


def _counts(counts: Message | None) -> None:
    if counts is not None:
        st.caption(say(counts))


def _way(view: View, key: str, by: str | None, label: str) -> None:
    # The question of a link stays in the link: a guest's address names nothing of it.
    question = {} if visitor().is_guest else to_address(view.question)
    page_links.to(page_of(key), label, question | {"figure": key} | ({"by": by} if by else {}))
