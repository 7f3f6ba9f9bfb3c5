"""A report as bytes: HTML, Excel workbook or PDF."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engagement.locale.translator import translator
from engagement.metrics.holding.contents import DIMENSIONS as OF_PRODUCTS
from engagement.metrics.publishing.bundle import publish
from engagement.metrics.publishing.recipients_view import PublishedView
from engagement.metrics.segments.dimensions import knows
from engagement.metrics.views.owners import OwnersView
from engagement.reports.machine_part import answered, reviewed, sentences_of
from engagement.reports.page import html
from engagement.reports.report_contents import contents
from engagement.reports.tables.rounded_tables import counted_until, rounded_tables, rounding_note
from engagement.store.sharing.terms import PAGES_OF_FIGURES, Terms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from engagement.locale.translator import Translator
    from engagement.metrics.model import View
    from engagement.reports.report_contents import ReportContents
    from engagement.reports.report_request import ReportRequest


def stays_in_the_house(request: ReportRequest) -> bool:
    """Return whether the request filters or splits by customer groups or products, so may not be sent."""
    dimensions = [
        *(dimension for dimension, _ in request.question.filters),
        *([] if request.by is None else [request.by]),
    ]
    return any(knows(dimension) or dimension in OF_PRODUCTS for dimension in dimensions)


def as_read_by(view: View, request: ReportRequest) -> View:
    """Return the view of the report's reader: for others, what a link with the same question would show."""
    if request.whom == "us" or not isinstance(view, OwnersView):
        return view
    asking = view.ask(replace(view.question, by=request.by))
    return PublishedView(publish(asking, Terms(pages=PAGES_OF_FIGURES, k=request.k)))


def make_html(view: View, request: ReportRequest, report: Mapping[str, Any] | None = None) -> str:
    """Return the report as one self-contained HTML page.

    `view` is what `as_read_by` returns; `report` what `machine_part.answered` returns, computed if None.
    """
    report = answered(view, request) if report is None else report
    notes = _rounding_notes(view, translator(request.language))
    return html(_contents(view, request, report), report, request, view, notes)


def _contents(view: View, request: ReportRequest, report: Mapping[str, Any]) -> ReportContents:
    t = translator(request.language)
    report_contents = contents(view, request.by, t, sentences_of(report), request.notes, request.only)
    rounded = list(rounded_tables(view, t, request.notes)) if isinstance(view, PublishedView) else []
    return replace(report_contents, tables=[*report_contents.tables, *rounded])


def _rounding_notes(view: View, t: Translator) -> list[str]:
    """Return the note on rounded counts; an empty list where the view has no rounded table."""
    day = counted_until(view) if isinstance(view, PublishedView) else None
    return [] if day is None or not isinstance(view, PublishedView) else [t.t(rounding_note(view.k, day))]


def report_bytes(view: View, request: ReportRequest, ending: str) -> bytes:
    """Return the report in the format of a file's `ending`: ".html", ".xlsx" or ".pdf".

    `view` is what `as_read_by` returns. Raises `PrintError` where no browser can print the PDF.
    """
    from engagement.reports import printing, workbook  # noqa: PLC0415 - only what the form needs

    if ending == ".xlsx":
        notes = _rounding_notes(view, translator(request.language))
        return workbook.xlsx(_contents(view, request, reviewed(view, request)), request, notes)
    page = make_html(view, request)
    return printing.pdf(page) if ending == ".pdf" else page.encode()
