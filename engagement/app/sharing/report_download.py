"""The whole reading as one file to take away: the same that `engagement report --for us` makes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.navigation import audited, current_shop
from engagement.app.ui import download
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.metrics.views.owners import OwnersView
from engagement.money.exchange_rates import rates_to_json
from engagement.readable.files import XLSX
from engagement.reports.report_asked import ReadFile, ReportAsked
from engagement.reports.report_files import made
from engagement.store.planning import day_notes

if TYPE_CHECKING:
    from engagement.metrics.model import View


def show(view: View) -> None:
    """Offer the report of the house's view in the reader's language; it is made when somebody asks for it."""
    if not isinstance(view, OwnersView):
        return
    view = view.ask(replace(view.question, and_by=None))  # a report splits by one dimension
    workspace = current_shop.current()
    rates = workspace.rates()
    asked = ReportAsked(
        whom="us",
        question=view.question,
        language=words().language,
        title=current_shop.title(),
        by=view.question.by,
        files=tuple(ReadFile(dataset.file, dataset.content_digest) for dataset in workspace.datasets()),
        rates=None if rates is None else rates_to_json(rates),
        notes=day_notes.all_notes(workspace.room),
    )
    with st.popover(say(message("Take it with you")), type="tertiary"):
        st.caption(
            say(
                message(
                    "One file of all figures, with the charts and tables behind them. It opens without a "
                    "network; it holds all that you may read, so send a link to whoever is not of the house."
                )
            )
        )
        with st.container(key="report_files", horizontal=True, gap="small"):
            for label, ending, kind in (
                (message("Report as a page"), ".html", "text/html"),
                (message("Report as a workbook"), ".xlsx", XLSX),
            ):
                content = audited.exported_report(partial(made, view, asked, ending))
                download.button(say(label), content, f"engagement{ending}", kind, key=f"report_{ending[1:]}")
