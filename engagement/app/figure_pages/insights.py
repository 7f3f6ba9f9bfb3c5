"""What stands out: at most three sentences with a number, their evidence and the way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.figures import finding_counts
from engagement.app.figures.dimensions import compare_of, value_of
from engagement.app.figures.figure_places import page_of
from engagement.app.navigation import page_links
from engagement.app.ui.address import to_address
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor
from engagement.locale import message
from engagement.metrics.views.findings import Apart, Differs, Moved, standing_out
from engagement.metrics.views.findings_words import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.locale import Message
    from engagement.metrics.model import View


def show(view: View, keys: Sequence[str]) -> None:
    """Show up to three findings, or that nothing moved beyond noise."""
    found = standing_out(view, keys)
    if not found:
        st.write(say(message("No real change, and no segment stands out.")))
        return
    grid = st.grid(3, min_column_width=225)
    for number, finding in enumerate(found):
        with grid.container(key=f"say_{number}", gap="xxsmall"):
            if isinstance(finding, Moved):
                _moved(view, finding)
            elif isinstance(finding, Apart):
                _apart(view, finding)
            else:
                _differs(view, finding)


def _moved(view: View, finding: Moved) -> None:
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


def _apart(view: View, finding: Apart) -> None:
    reading, t = finding.reading, words()
    st.caption(say(message("Difference")))
    st.subheader(say(sentence(view, finding, t)), anchor=False)
    low, high = (t.value(x or 0, reading.unit, reading.currency) for x in (reading.low, reading.high))
    said = message("95%: {low} to {high} times. A link, not proof of a cause.", low=low, high=high)
    st.caption(say(said))
    _way(view, finding.key, None, say(message("See what is compared")))


def _differs(view: View, finding: Differs) -> None:
    st.caption(say(message("Difference")))
    segment = inert(value_of(finding.by, finding.segment))
    st.subheader(say(sentence(view, finding, words(), segment)), anchor=False)
    _counts(finding_counts.of_difference(view, finding))
    st.caption(
        say(
            message(
                "Still stands after comparing all {n} segments. A link, not proof of a cause.",
                n=finding.compared,
            )
        )
    )
    _way(view, finding.key, finding.by, compare_of(finding.by))


def _counts(said: Message | None) -> None:
    if said is not None:
        st.caption(say(said))


def _way(view: View, key: str, by: str | None, label: str) -> None:
    # The question of a link stays in the link: a guest's address names nothing of it.
    question = {} if visitor().is_guest else to_address(view.question)
    page_links.to(page_of(key), label, question | {"figure": key} | ({"by": by} if by else {}))
