"""Reports to send: the figures of a link with the same question, under the same guard, as files.

A link is made for each, whose address is not shown. So the guard weighs it against all earlier publications,
counts it from then on, and it is listed on *Sharing*.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from engagement.app.guests import background_publishing
from engagement.app.sharing import link_draft
from engagement.app.ui.address import from_address
from engagement.reports.report_files import report_bytes
from engagement.reports.report_request import ReadFile
from engagement.store import StoreError
from engagement.store.sharing import links

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.metrics.model import Question
    from engagement.reports.report_request import ReportRequest
    from engagement.store import Workspace
    from engagement.store.sharing.links import Link

#: How long the link of the same report is reused.
_DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class ReportLink:
    """The id of a report's link, and the report's request."""

    link: int
    request: ReportRequest


def begin(workspace: Workspace, pages: Sequence[str], request: ReportRequest, who: str) -> ReportLink:
    """Make and publish the link of a report, or find the open one of the same data.

    Raises `StoreError` where it is in conflict with other links of the shop.
    """
    draft = link_draft.Draft(
        title=request.title,
        pages=tuple(pages),
        question=request.question,
        last_day=link_draft.today() + timedelta(days=_DAYS),
        follows=False,
    )
    wrong = link_draft.faults(draft)
    if wrong:
        raise StoreError(wrong[0])
    link = _same(workspace, draft)
    if link is None:
        link, _ = link_draft.make(workspace, draft, who)
    if background_publishing.up_to_date(workspace, link) is None:
        raise StoreError(background_publishing.CLOSED)
    question: Question = from_address(link.terms.question)
    to_send = replace(
        request, whom="others", weighed=True, question=question, by=question.by,
        files=tuple(ReadFile("", file.sha256) for file in request.files),
    )  # fmt: skip
    return ReportLink(link.id, to_send)


def stands(workspace: Workspace, report: ReportLink) -> bool:
    """Return whether the link of a report is still open."""
    link = links.by_id(workspace.storage.manifest, report.link)
    return link is not None and link.state == "stands"


def content(workspace: Workspace, report: ReportLink, ending: str) -> bytes:
    """Return the report as a file with this ending.

    Raises `StoreError` where its link was closed meanwhile.
    """
    link = links.by_id(workspace.storage.manifest, report.link)
    if link is None or link.state != "stands":
        raise StoreError(background_publishing.CLOSED)
    view = background_publishing.taken_along(workspace, link)
    return report_bytes(view, replace(report.request, question=view.question, k=link.terms.k), ending)


def _same(workspace: Workspace, draft: link_draft.Draft) -> Link | None:
    """Return the open link that was made for the same report of the current data.

    None where there is none.
    """
    wanted, version = link_draft.terms(draft), workspace.version.id
    return next(
        (
            link
            for link in links.links(workspace.storage)
            if link.state == "stands"
            and link.terms == wanted
            and link.title == draft.title
            and link.pinned == version
        ),
        None,
    )
