"""Downloads of a page, or of all figures, as a report: for the team, or to send."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.figures.figure_places import page_of
from engagement.app.figures.table_places import TABLES_ON
from engagement.app.navigation import audited, current_shop, router, saved_segments, session_of_shop
from engagement.app.sharing import sent_report
from engagement.app.ui import download
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor
from engagement.locale import message
from engagement.metrics.segments.description import to_text
from engagement.metrics.views.overview import overview_keys, totals
from engagement.metrics.views.owners import OwnersView
from engagement.money.exchange_rates import rates_to_json
from engagement.readable.files import XLSX
from engagement.reports import printing
from engagement.reports.report_files import report_bytes
from engagement.reports.report_request import ReadFile, ReportRequest
from engagement.store import StoreError
from engagement.store.planning import day_notes, kept_goals
from engagement.store.sharing.terms import PAGES, PAGES_OF_FIGURES, USUAL_K
from engagement.store.versions import overview_figures

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engagement.metrics.model import View
    from engagement.planning.statements import Review

_FORMS: Final = (
    (message("Page (.html)"), ".html", "text/html"),
    (message("PDF"), ".pdf", "application/pdf"),
    (message("Workbook (.xlsx)"), ".xlsx", XLSX),
)
_WHOM: Final = {"us": message("For us"), "others": message("To send")}
_WHAT: Final = {"page": message("This page"), "all": message("All figures")}
_OVERVIEW: Final = "overview"
_REVIEW: Final = "review"
#: The report that this session has made to send.
_SENT: Final = "report_to_send"
#: Said in the place of a PDF.
NO_PRINTER: Final = message(
    "A PDF is printed by Chromium, Chrome or Edge, and this server has none; the page (.html) prints as well."
)


def show(view: View, page: str, review: Review | None = None) -> None:
    """Show the downloads of a page; for the page *Review*, of its `review`. Files are made on request."""
    if not isinstance(view, OwnersView):
        return
    with st.popover(say(message("Report")), key="report_menu"):
        # A report splits by one dimension.
        _choices(view.ask(replace(view.question, and_by=None)), page, review)


def _choices(view: OwnersView, page: str, review: Review | None) -> None:
    all_pages = st.segmented_control(
        say(message("What it holds")), list(_WHAT), default="page", required=True, key="report_what",
        format_func=lambda option: say(_WHAT[option]),
    ) == "all"  # fmt: skip
    whom = "us"
    if visitor().may_own:
        whom = st.segmented_control(
            say(message("For whom")), list(_WHOM), default="us", required=True, key="report_whom",
            format_func=lambda option: say(_WHOM[option]),
        )  # fmt: skip
    request = _request(view, page, review, all_pages=all_pages)
    if whom == "us":
        st.caption(say(message("It contains internal figures: do not send it to others.")))
        _files(lambda ending: partial(report_bytes, view, request, ending))
    else:
        _to_send(request, _pages(page, all_pages=all_pages))


def _request(view: OwnersView, page: str, review: Review | None, *, all_pages: bool) -> ReportRequest:
    workspace = current_shop.current()
    rates = workspace.rates()
    names = {entry.stem: entry.name for entry in router.ENTRIES}
    title = current_shop.title()
    return ReportRequest(
        whom="us",
        question=view.question,
        language=words().language,
        title=title if all_pages or page == _OVERVIEW else f"{title}: {say(names[page])}",
        by=view.question.by,
        files=tuple(ReadFile(dataset.file, dataset.content_digest) for dataset in workspace.datasets()),
        rates=None if rates is None else rates_to_json(rates),
        review=None if review is None else review.grain,
        notes=day_notes.all_notes(workspace.storage),
        edits={} if review is None else review.edits,
        goals=() if review is None else kept_goals.all_goals(workspace.storage),
        segments={} if review is None else _segment_texts(),
        only=None if all_pages else _only(view, page, review),
    )


def _segment_texts() -> dict[str, str]:
    """Return the definitions of the shop's saved segments, which goals refer to by name."""
    return {name: to_text(segment) for name, segment in saved_segments.saved().items()}


def _only(view: OwnersView, page: str, review: Review | None) -> Sequence[str]:
    """Return the figures and tables of a page; for a review, the key figures and those of its statements."""
    if page in {_OVERVIEW, _REVIEW}:
        chosen_figures = overview_figures.chosen_figures(current_shop.current().storage)
        of_sentences = () if review is None else (statement.key for statement in review.standing())
        shown = (*totals(view), *(chosen_figures or overview_keys(view)), *of_sentences)
        return tuple(dict.fromkeys(shown))
    keys_of_page = (key for key in view.keys() if page_of(key) == page)  # noqa: SIM118 - a method
    return (*keys_of_page, *TABLES_ON.get(page, ()))


def _pages(page: str, *, all_pages: bool) -> Sequence[str]:
    """Return the pages of a link that shows the same; none where links never show the page."""
    if all_pages or page == _REVIEW:
        return PAGES_OF_FIGURES
    return (page,) if page in PAGES else ()


def _to_send(request: ReportRequest, pages: Sequence[str]) -> None:
    workspace = current_shop.current()
    if not pages:
        st.caption(say(message("This page is for internal use only: nothing of it is shown to others.")))
        return
    st.caption(
        say(
            message(
                "It holds what a link would show: nothing of fewer than {k} people, weighed against all "
                "that links have told. It is listed under Sharing and counts as told.",
                k=USUAL_K,
            )
        )
    )
    ready: sent_report.ReportLink | None = None
    stored = session_of_shop.remembered(workspace, _SENT)
    key = (workspace.version.id, request)
    if stored is not None and stored[0] == key and sent_report.stands(workspace, stored[1]):
        ready = stored[1]
    if ready is None:
        if st.button(say(message("Prepare it")), key="report_prepare"):
            _prepare(request, pages)
        return
    _files(lambda ending: partial(sent_report.content, workspace, ready, ending))


def _prepare(request: ReportRequest, pages: Sequence[str]) -> None:
    if not visitor().may_own:
        raise PermissionError("only an owner makes a report to send")
    workspace = current_shop.current()
    try:
        with st.spinner(say(message("Totals are computed, small groups folded together"))):
            ready = sent_report.begin(workspace, pages, request, visitor().who)
    except StoreError as refused:
        st.error(say(refused.sentence))
        return
    session_of_shop.keep(workspace, _SENT, ((workspace.version.id, request), ready))
    st.rerun()


def _files(content: Callable[[str], Callable[[], bytes]]) -> None:
    """Show the download buttons of a report's formats, with PDF where this server can print one.

    `content` returns, for an ending, the function that makes the file.
    """
    prints = printing.browser() is not None
    with st.container(key="report_files", horizontal=True, gap="small"):
        for label, ending, kind in _FORMS:
            if ending != ".pdf" or prints:
                download.button(
                    say(label), audited.exported_report(content(ending)), f"engagement{ending}", kind,
                    key=f"report_{ending[1:]}",
                )  # fmt: skip
    if not prints:
        st.caption(say(NO_PRINTER))
