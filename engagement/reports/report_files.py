"""From a view to the bytes of a report, in the form that its name asks for."""

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
from engagement.reports.tables.rounded_tables import how_rounded, rounded_tables, told_until
from engagement.store.sharing.terms import PAGES_OF_FIGURES, Terms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from engagement.locale.translator import Translator
    from engagement.metrics.model import View
    from engagement.reports.report_asked import ReportAsked
    from engagement.reports.report_contents import ReportContents


def stays_in_the_house(asked: ReportAsked) -> bool:
    """Whether the question names customers' groups or products, which nothing that is sent may do."""
    named = [*(by for by, _ in asked.question.filters), *([] if asked.by is None else [asked.by])]
    return any(knows(by) or by in OF_PRODUCTS for by in named)


def as_read_by(view: View, asked: ReportAsked) -> View:
    """Return the view of whom the report is for: of others, what a link with the same question would show."""
    if asked.whom == "us" or not isinstance(view, OwnersView):
        return view
    asking = view.ask(replace(view.question, by=asked.by))
    return PublishedView(publish(asking, Terms(pages=PAGES_OF_FIGURES, k=asked.k)))


def make_html(view: View, asked: ReportAsked, report: Mapping[str, Any] | None = None) -> str:
    """Return the report as one page that needs nothing else; `view` is that of whom it is for.

    `report` is what `machine_part.answered` returns, where that is known already.
    """
    report = answered(view, asked) if report is None else report
    beside = _of_rounding(view, translator(asked.language))
    return html(_contents(view, asked, report), report, asked, view, beside)


def _contents(view: View, asked: ReportAsked, report: Mapping[str, Any]) -> ReportContents:
    t = translator(asked.language)
    held = contents(view, asked.by, t, sentences_of(report), asked.notes, asked.only)
    rounded = list(rounded_tables(view, t)) if isinstance(view, PublishedView) else []
    return replace(held, tables=[*held.tables, *rounded])


def _of_rounding(view: View, t: Translator) -> list[str]:
    """Say how the counts of the tables of customers are rounded, where there are any."""
    day = told_until(view) if isinstance(view, PublishedView) else None
    return [] if day is None or not isinstance(view, PublishedView) else [t.t(how_rounded(view.k, day))]


def made(view: View, asked: ReportAsked, ending: str) -> bytes:
    """Return the report as .html, .xlsx or .pdf; `PrintError` where no browser can print."""
    from engagement.reports import printing, workbook  # noqa: PLC0415 - only what the form needs

    if ending == ".xlsx":
        beside = _of_rounding(view, translator(asked.language))
        return workbook.xlsx(_contents(view, asked, reviewed(view, asked)), asked, beside)
    page = make_html(view, asked)
    return printing.pdf(page) if ending == ".pdf" else page.encode()
