"""The link of a period, which a schedule mails as an address or as a PDF."""

from __future__ import annotations

import io
import unicodedata
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from engagement.app.figures.figure_places import page_of
from engagement.app.guests import background_publishing, conflicts
from engagement.app.mail import letter_words
from engagement.app.sharing import link_draft
from engagement.app.ui.address import to_address
from engagement.app.who import passwords
from engagement.locale.translator import translator
from engagement.metrics.comparing.named_periods import end_of
from engagement.metrics.model import Question, Window
from engagement.metrics.publishing.recipients_view import PublishedView
from engagement.metrics.sums.periods import period_of
from engagement.metrics.views.owners import open_view
from engagement.planning.former_reviews import edits_of
from engagement.planning.statements import question_of
from engagement.reports.printing import pdf
from engagement.reports.report_files import make_html
from engagement.reports.report_request import ReadFile, ReportRequest
from engagement.store import StoreError
from engagement.store.mail import schedules, sealed
from engagement.store.planning import day_notes
from engagement.store.sharing import links
from engagement.store.sharing.terms import PAGES_OF_FIGURES, Terms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from engagement.app.mail.due_periods import DuePeriod
    from engagement.metrics.publishing.recipients_view import PublishedView
    from engagement.metrics.views.owners import OwnersView
    from engagement.planning.statements import Edit
    from engagement.store import Workspace
    from engagement.store.mail.schedules import MailPlan, MailSchedule, MailSecrets
    from engagement.store.sharing.links import Link

#: The pages with figures of all kinds of data.
_ALWAYS: Final = frozenset({"overview", "definitions"})


def owners(workspace: Workspace) -> OwnersView:
    """Return the owner's view of the current version."""
    version = workspace.version
    return open_view(version.digest, version.tables, Question(), workspace.rates())


def reaches(view: OwnersView, day: int) -> bool:
    """Return whether the data reach a day (since 1970-01-01)."""
    end = end_of(view.data)
    return end is not None and end >= day


def of_period(
    workspace: Workspace, schedule: MailSchedule, period: DuePeriod, now: datetime
) -> tuple[Link, MailSecrets] | None:
    """Return the link of a period and its secrets, made at the first call.

    None before the data reach its end.

    Raises `StoreError` where it is in conflict with other links of the shop.
    """
    key = workspace.key
    mail_secrets = schedules.secrets_of(schedule, key)
    if mail_secrets is None:
        return None
    if mail_secrets.period == period.name and schedule.link_id is not None:
        link = schedules.newest_link(workspace.storage, schedule)
        return None if link is None or link.state != "stands" else (link, mail_secrets)
    view = owners(workspace)
    if not reaches(view, period.last_day):
        return None
    new_link = _make(workspace, schedule, period, view, mail_secrets, now)
    if new_link is None:
        return None
    _let_go(workspace, schedule)
    background_publishing.up_to_date(workspace, new_link[0])  # so that it opens at once
    return new_link


def sealed_pdf(workspace: Workspace, plan: MailPlan, link: Link, password: str) -> bytes:
    """Return the report of a link as a PDF encrypted with a password (AES-256).

    Raises `PrintError` where no browser can print it, and `StoreError` where the extra [mail] is missing or
    the link was closed meanwhile.
    """
    try:
        from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - needs the extra [mail]
    except ImportError as fault:
        raise sealed.lacking() from fault
    view = background_publishing.taken_along(workspace, link)
    request = ReportRequest(
        whom="others",
        question=view.question,
        language=plan.language,
        title=link.title,
        k=link.terms.k,
        files=tuple(ReadFile("", dataset.content_digest) for dataset in workspace.datasets()),
        review=plan.step if plan.kind == "review" else None,
        notes=day_notes.shared_notes(workspace.storage),
        edits=_edits(workspace, plan, view),
    )
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(make_html(view, request)))))
    writer.encrypt(unicodedata.normalize("NFKC", password), algorithm="AES-256")
    encrypted = io.BytesIO()
    writer.write(encrypted)
    return encrypted.getvalue()


def _make(
    workspace: Workspace,
    schedule: MailSchedule,
    period: DuePeriod,
    view: OwnersView,
    mail_secrets: MailSecrets,
    now: datetime,
) -> tuple[Link, MailSecrets] | None:
    plan, storage = schedule.plan, workspace.storage
    question = _question(plan, period, view)
    pages = _pages(view.ask(question))
    refused = conflicts.conflict(workspace, question, links.links(storage), pages=pages)
    if refused is not None:
        raise StoreError(refused)
    period_name = letter_words.period_name(plan, period, translator(plan.language))
    is_open = plan.form == "link" and mail_secrets.password
    link, token = links.make_link(
        storage,
        Terms(
            pages=pages,
            question=to_address(question),
            review=plan.step if plan.kind == "review" else None,
        ),
        title=f"{plan.title}: {period_name}",
        who=schedule.who,
        expires_at=link_draft.end_of((now + timedelta(days=plan.days)).date()),
        follows=False,
        password_hash=passwords.hashed(mail_secrets.password) if is_open else None,
    )
    secrets = schedules.MailSecrets(mail_secrets.password, period.name, token)
    if not schedules.begin_period(storage, schedule, workspace.key, secrets, link):
        links.revoke(storage, link.id, schedule.who)  # another process was faster
        return None
    return link, secrets


def _question(plan: MailPlan, period: DuePeriod, view: OwnersView) -> Question:
    if plan.kind == "review":
        return question_of(plan.step, Window(period.first_day, period.last_day))
    return Question(days=view.usual_days(), as_of=period.last_day, grain=plan.step)


def _edits(workspace: Workspace, plan: MailPlan, view: PublishedView) -> Mapping[str, Edit]:
    """Return the shop's edits of the sentences of the period's review."""
    last = view.question.as_of
    if plan.kind != "review" or last is None:
        return {}
    return edits_of(workspace.storage, f"{plan.step}.{period_of(last, plan.step)}")


def _pages(view: OwnersView) -> tuple[str, ...]:
    filled = _ALWAYS | {page_of(key) for key in view.keys()}  # noqa: SIM118 - a method
    return tuple(page for page in PAGES_OF_FIGURES if page in filled)


def _let_go(workspace: Workspace, schedule: MailSchedule) -> None:
    """Revoke the schedule's newest link if it has expired."""
    before = schedules.newest_link(workspace.storage, schedule)
    if before is not None and before.state == "expired":
        links.revoke(workspace.storage, before.id, schedule.who)
