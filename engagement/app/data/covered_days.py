"""The days and kinds that the files cover, how many figures they unlock, and the most useful next file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.data.unlocked import ANCHOR
from engagement.app.figures import unlocks
from engagement.app.figures.kinds import KIND_NAMES
from engagement.app.navigation import current_shop
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.palette import palette
from engagement.charts.base.template import CONFIG
from engagement.charts.coverage import Covered, coverage
from engagement.charts.describe import describe_coverage
from engagement.locale import message
from engagement.locale.translator import day_to_date
from engagement.readable.platforms import platform_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from engagement.metrics.model import View
    from engagement.sources.model.account import Report
    from engagement.store import Dataset

#: What each kind of file would add.
_WOULD_GIVE: Final = {
    "orders": message("Would add purchases, repeat customers and order value."),
    "surveys": message("Would add promoters, effort and satisfaction."),
    "social": message("Would add reach, engagement and clicks."),
    "web": message("Would add conversion, abandonment and bounce."),
    "email": message("Would add opens, clicks and revenue per recipient."),
    "loyalty": message("Would compare members with other customers."),
    "costs": message("Would add margin and what a new customer costs."),
}


def show(view: View) -> None:
    """Show the kinds of files, their contents, and how many figures each unlocks."""
    reports = _reports(current_shop.current().datasets())
    unlocked_counts = {str(part.kind): len(part.unlocked) for part in unlocks.parts(view, reports)}
    grid = st.grid(len(_WOULD_GIVE), min_column_width=150)
    for kind, would in _WOULD_GIVE.items():
        reports_of_kind = [report for report in reports if report.kind == kind]
        with grid.container(key=f"{'here' if reports_of_kind else 'lack'}_{kind}", gap="xxsmall"):
            st.markdown(f"**{say(KIND_NAMES[kind])}**")
            if reports_of_kind:
                _covered_kind(reports_of_kind, unlocked_counts[kind])
            else:
                st.caption(say(message("No data yet")))
                st.caption(say(would))


def _covered_kind(reports: Sequence[Report], figures: int) -> None:
    t = words()
    platforms = ", ".join(dict.fromkeys(inert(say(platform_name(report.platform))) for report in reports))
    days = [d for report in reports for d in (report.first_day, report.last_day) if d is not None]
    sentences = (
        [say(message("{count} metric.", "{count} metrics.", n=figures, count=figures))] if figures else []
    )
    if days:
        first, last = t.month_year(min(days)), t.month_year(max(days))
        sentences.insert(0, say(message("{first} to {last}.", first=first, last=last)))
    st.caption(f"{platforms}  \n{' '.join(sentences)}")


def timeline(datasets: Sequence[Dataset]) -> None:
    """Show, per kind of file, which days it covers."""
    reports = _reports(datasets)
    rows = [Covered(say(KIND_NAMES[kind]), _spans(reports, kind)) for kind in _WOULD_GIVE]
    t = words()
    with st.container(key="panel_coverage"):
        st.header(say(message("What the files cover")), anchor=False)
        if any(row.spans for row in rows):
            drawn = coverage(rows, palette(theme()), t)
            st.plotly_chart(
                drawn, theme=None, config=CONFIG, key="coverage", alt=t.t(describe_coverage(rows, t))
            )
        else:
            none = message("No file is here yet.") if not datasets else message("No day is covered yet.")
            st.caption(say(none))


def next_file(view: View, datasets: Sequence[Dataset]) -> None:
    """Name the kind of file that would unlock most figures, and how to export it."""
    missing = [part for part in unlocks.parts(view, _reports(datasets)) if not part.unlocked and part.locked]
    if not missing:
        return
    best = max(missing, key=lambda part: len(part.locked))
    with st.container(key="rule_next"):
        st.header(say(message("The next file that helps most")), anchor=False)
        st.markdown(say(unlocks.EXPORT[best.kind]))
        count = len(best.locked)
        unlocking = message("It unlocks {count} metric.", "It unlocks {count} metrics.", n=count, count=count)
        st.caption(f"{say(unlocking)} [{say(message('All metrics, and what unlocks them'))}](#{ANCHOR})")


def _reports(datasets: Sequence[Dataset]) -> list[Report]:
    return [report for dataset in datasets for report in dataset.reports]


def _spans(reports: Sequence[Report], kind: str) -> tuple[tuple[date, date], ...]:
    return tuple(
        (day_to_date(report.first_day), day_to_date(report.last_day))
        for report in reports
        if report.kind == kind and report.first_day is not None and report.last_day is not None
    )
