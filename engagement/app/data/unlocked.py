"""All figures by the kind of file that unlocks them: a link to each, or what would unlock it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.figures import unlocks
from engagement.app.figures.figure_places import page_of
from engagement.app.figures.kinds import KIND_NAMES
from engagement.app.navigation import page_links
from engagement.app.ui import download
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.readable.platforms import platform_name
from engagement.sources.recognition.blank_tables import template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.app.figures.unlocks import FiguresOfKind
    from engagement.locale import Message
    from engagement.metrics.model import Metric, View
    from engagement.sources.model.account import Report
    from engagement.store import Dataset


#: Where the map begins on its page.
ANCHOR: Final = "unlocks"


def show(view: View, datasets: Sequence[Dataset]) -> None:
    """Show, for each kind of file, the figures that are unlocked and those that are not."""
    reports = [report for dataset in datasets for report in dataset.reports]
    parts = unlocks.parts(view, reports)
    unlocked = sum(len(part.unlocked) for part in parts)
    locked = sum(len(part.locked) for part in parts)
    st.space("xsmall")
    with st.container(key="head_unlocks", gap=None):
        st.header(say(message("What your files unlock")), anchor=ANCHOR)
        st.caption(
            say(message("{count} of {of} metrics have what they need.", count=unlocked, of=unlocked + locked))
        )
    for part in parts:
        with st.container(key=f"{'here' if part.has_files else 'lack'}_unlock_{part.kind}"):
            left, right = st.columns([3, 9], gap="medium")
            with left.container(gap=None):
                _files(part, [report for report in reports if report.kind == part.kind])
            with right:
                if part.unlocked:
                    _names(part)
                if part.has_files:
                    _columns(part)
                elif part.locked:
                    _file(part)
                else:  # what it adds are tables, not figures
                    st.markdown(say(unlocks.EXPORT[part.kind]))
                    _template(part)


def _files(part: FiguresOfKind, reports: Sequence[Report]) -> None:
    """Show a kind of file, its platforms and days, and how many of its figures are unlocked."""
    t = words()
    st.markdown(f"**{say(KIND_NAMES[part.kind])}**")
    platforms = dict.fromkeys(say(platform_name(report.platform)) for report in reports)
    lines = [inert(", ".join(platforms))] if part.has_files else []
    days = [d for report in reports for d in (report.first_day, report.last_day) if d is not None]
    if days:
        first, last = t.day_short(min(days)), t.day_short(max(days))
        lines.append(say(message("{first} to {last}", first=first, last=last)))
    if not part.has_files:
        lines.append(say(message("No data yet")))
    total = len(part.unlocked) + len(part.locked)
    if total:
        lines.append(say(message("{count} of {of} metrics", count=len(part.unlocked), of=total)))
    st.caption("  \n".join(lines))


def _names(part: FiguresOfKind) -> None:
    """Show the unlocked figures, each with a link to its page."""
    with st.container(key=f"names_{part.kind}", horizontal=True, gap="small"):
        for metric in part.unlocked:
            page_links.to(page_of(metric.key), say(metric.name), {"figure": metric.key}, arrow=False)


def _columns(part: FiguresOfKind) -> None:
    """Show figures that files of a present kind lack columns for, and what would unlock them."""
    for sentence, metrics in part.groups:
        locked = say(_locked(len(metrics)))
        st.markdown(f":gray[{locked}] {_listed(metrics)}  \n:small[:gray[{say(sentence)}]]")
    if part.template_helps:
        _template(part)


def _file(part: FiguresOfKind) -> None:
    """Show what a file of a missing kind would unlock, and how to export it."""
    count = len(part.locked)
    st.markdown(say(unlocks.EXPORT[part.kind]))
    st.markdown(
        say(
            message(
                "It unlocks this metric: {figures}",
                "It unlocks these {count} metrics: {figures}",
                n=count,
                count=count,
                figures=_listed(part.locked),
            )
        )
    )
    with st.expander(say(message("What the file has to hold")), type="compact", key=f"holds_{part.kind}"):
        for sentence, metrics in part.groups:
            st.markdown(f"{_listed(metrics)}  \n:small[:gray[{say(sentence)}]]")
    _template(part)


def _locked(count: int) -> Message:
    return message("Locked:", "{count} locked:", n=count, count=count)


def _listed(metrics: Sequence[Metric]) -> str:
    return " · ".join(say(metric.name) for metric in metrics)


def _template(part: FiguresOfKind) -> None:
    label, key = say(message("Download a table to fill in")), f"unlock_template_{part.kind}"
    download.button(label, partial(template, part.kind), f"template-{part.kind}.csv", key=key)
