"""One file: what it was recognised as, counts that add up, what was set aside and why, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from engagement.app.asking import doubts, read_again
from engagement.app.data import brand, shared_sales
from engagement.app.figures.kinds import KIND_NAMES
from engagement.app.navigation import audited
from engagement.app.ui import doing, download
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor
from engagement.app.workspaces import what_changed
from engagement.locale import Message, message
from engagement.readable.export import to_csv
from engagement.readable.platforms import platform_name
from engagement.sources.importing.report import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.app.workspaces.intake import IntakeResult
    from engagement.sources.model.account import Report
    from engagement.store import Dataset, Workspace

_SHOWN: Final = 50

_CONFIDENCE: Final = {
    "exact": ("blue", message("recognised")),
    "generic": ("gray", message("recognised by its shape")),
    "asked": ("gray", message("read as you said")),
}
#: The labels of the account's counts, by their name in the report.
_COUNTS: Final = {
    "orders": message("Orders"),
    "customers": message("Customers"),
    "orders_without_customer": message("Orders without customer"),
    "cancelled": message("Cancelled"),
    "refunded": message("Refunded"),
    "responses": message("Answers"),
    "answers": message("Answers"),
    "posts": message("Posts"),
    "days": message("Days"),
    "contacts": message("Contacts"),
    "subscribed": message("Agreed to e-mails"),
}


def show_taken(taken: Sequence[IntakeResult]) -> None:
    """Show which files of the last drop were not read, or were there already."""
    for number, file in enumerate(taken):
        if file.outcome is None and file.fault is not None and not file.questions:
            with st.container(key=f"lack_taken_{number}", gap="xxsmall"):
                st.markdown(f"**{inert(file.file)}** :orange-badge[{say(message('not imported'))}]")
                st.write(say(file.fault))
        elif file.outcome is not None and file.outcome.unchanged:
            with st.container(key=f"here_taken_{number}", gap="xxsmall"):
                st.markdown(f"**{inert(file.file)}** :gray-badge[{say(message('already imported'))}]")
                st.write(say(message("This file was uploaded before; nothing changed.")))


def show(workspace: Workspace, dataset: Dataset) -> None:
    """Show the card of a file that is part of the data."""
    for part, report in enumerate(dataset.reports):
        with st.container(key=f"here_{dataset.id}_{part}"):
            _title(workspace, dataset, report, removable=part == 0)
            st.markdown(_understood(dataset, report))
            _account(report)
            elsewhere = doubts.warnings_asked(report)
            for sentence in _notes(workspace, report):
                if sentence not in elsewhere:
                    st.caption(say(sentence))
            doubts.ask(workspace, dataset, report)
            if part == 0:
                shared_sales.ask(workspace, dataset)
            _set_aside(workspace, dataset, part, report)
            _columns(report)
            if part == len(dataset.reports) - 1:
                brand.ask(workspace, dataset)
                read_again.offer(dataset)


def _notes(workspace: Workspace, report: Report) -> list[Message]:
    """Return the notes of a file that hold beside the other files of the shop."""
    other_formats = (
        {other.format for d in workspace.datasets() for other in d.reports} if report.lacks else ()
    )
    return sentences(report, other_formats)


def _title(workspace: Workspace, dataset: Dataset, report: Report, *, removable: bool) -> None:
    left, right = st.columns([8, 2], vertical_alignment="center", wrap=False)
    colour, badge = _CONFIDENCE[report.confidence]
    name = (
        inert(say(platform_name(report.platform)))
        if report.confidence == "exact"
        else say(KIND_NAMES[report.kind])
    )
    left.markdown(f"**{name}** :{colour}-badge[{say(badge)}]")
    if removable and right.container(horizontal_alignment="right").button(
        say(message("Remove")), key=f"remove_{dataset.id}", type="tertiary",
        help=say(message("Takes the file out of all metrics. Undo brings it back.")),
    ):  # fmt: skip
        with st.spinner(say(message("Removing {file}", file=inert(dataset.file)))):
            doing.do(lambda: what_changed.note(workspace, workspace.remove(dataset.id, visitor().who)))


def _understood(dataset: Dataset, report: Report) -> str:
    t = words()
    where = inert(dataset.file)
    if report.sheet:
        where = say(message("{file}, sheet {sheet}", file=where, sheet=inert(report.sheet)))
    parts = [where]
    if report.first_day is not None and report.last_day is not None:
        first, last = t.day_short(report.first_day), t.day_short(report.last_day)
        parts.append(say(message("{first} to {last}", first=first, last=last)))
    if report.currencies:
        parts.append(", ".join(_currency(code) for code in report.currencies))
    if report.date_order in {"day", "month"}:
        parts.append(say(_DATES[report.date_order]))
    if report.decimal in {",", "."}:
        parts.append(say(_DECIMALS[report.decimal]))
    parts.append(report.encoding.upper())
    return " · ".join(parts)


_DATES: Final = {"day": message("dates read day first"), "month": message("dates read month first")}
_DECIMALS: Final = {",": message("decimal comma"), ".": message("decimal point")}


def _currency(code: str) -> str:
    return say(message("no currency named")) if code == "XXX" else inert(code)


def _account(report: Report) -> None:
    t = words()
    figures: list[tuple[Message, int]] = [
        (message("Rows in the file"), report.rows_in),
        (message("Kept"), report.rows_kept),
        (message("Set aside"), report.rows_set_aside),
    ]
    figures += [(_COUNTS[name], count) for name, count in report.counts.items() if name in _COUNTS and count]
    grid = st.grid(4, min_column_width=120)
    for name, count in figures:
        with grid.container(gap=None):
            st.caption(say(name))
            st.markdown(f"**{t.number(count)}**")


def _set_aside(workspace: Workspace, dataset: Dataset, part: int, report: Report) -> None:
    if not report.rows_set_aside:
        return
    summary = ", ".join(
        say(message("{count} × {reason}", count=count, reason=reason)) for reason, count in report.reasons
    )
    rows = report.rows_set_aside
    title = message(
        "{count} row set aside: {reasons}",
        "{count} rows set aside: {reasons}",
        n=rows,
        count=rows,
        reasons=summary,
    )
    with st.expander(say(title), key=f"aside_{dataset.id}_{part}"):
        st.table(_table(report), hide_index=True, border="horizontal")
    with st.container(horizontal=True, vertical_alignment="center"):
        download.button(
            say(message("Download all {count}", count=rows)),
            audited.exported_aside(lambda: _rejects(workspace, dataset.id, part)),
            f"set-aside-{dataset.id}.csv",
            key=f"rejects_{dataset.id}_{part}",
        )
        st.caption(say(message("The file has an Error column. Correct it and upload it here again.")))


def _table(report: Report) -> pd.DataFrame:
    t = words()
    return pd.DataFrame(
        [
            (t.number(row.line), inert(row.column or "–"), inert(row.value or "–", 60), say(row.reason))
            for row in report.set_aside[:_SHOWN]
        ],
        columns=[say(m) for m in (message("Line"), message("Column"), message("Value"), message("Why"))],
    )


def _rejects(workspace: Workspace, dataset: int, part: int) -> bytes:
    rows = workspace.rejects(dataset, part)
    return b"" if rows is None else to_csv(rows.to_pandas())


def _columns(report: Report) -> None:
    if not report.columns_ignored:
        return
    used = ", ".join(inert(name) for name in report.columns_used)
    ignored = ", ".join(inert(name) for name in report.columns_ignored)
    with st.expander(say(message("Columns used and not used")), type="compact"):
        st.markdown(say(message("Used: {columns}", columns=used)))
        st.markdown(say(message("Not used: {columns}", columns=ignored)))
