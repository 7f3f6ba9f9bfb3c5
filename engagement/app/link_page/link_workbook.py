"""The report of a link as an Excel workbook: the content of its page, with all rows of each table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engagement.locale.translator import translator
from engagement.reports.link_page import NOT_VERIFIED, review_of, title_of
from engagement.reports.report_contents import contents
from engagement.reports.report_request import ReportRequest
from engagement.reports.tables.rounded_tables import counted_until, rounded_tables, rounding_note
from engagement.reports.workbook import xlsx

if TYPE_CHECKING:
    from engagement.metrics.publishing.recipients_view import PublishedView
    from engagement.reports.link_page import LinkDescription


def link_workbook(link: LinkDescription, view: PublishedView, language: str) -> bytes:
    """Return the workbook (.xlsx) of a link's published view."""
    t = translator(language)
    report = contents(view, None, t, review_of(link, view, t), notes=link.notes)
    until = counted_until(view)
    rounded = [] if until is None else [*rounded_tables(view, t, link.notes)]
    request = ReportRequest(
        whom="others", question=view.question, language=language, title=title_of(link, t), k=view.k
    )
    beside = [t.t(NOT_VERIFIED)]
    if until is not None and rounded:
        beside.append(t.t(rounding_note(view.k, until)))
    return xlsx(replace(report, tables=[*report.tables, *rounded]), request, beside)
