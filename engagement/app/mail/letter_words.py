"""The texts of letters. None has a figure: these are behind a link, or in a PDF with a password."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.app.mail.letters import Letter
from engagement.app.sharing import link_draft
from engagement.charts.base import period_axis
from engagement.locale import message
from engagement.locale.translator import translator
from engagement.metrics.sums.periods import as_date
from engagement.planning.review_words import STATUSES, name_of_figure
from engagement.reports.link_page import terms_notes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from engagement.app.mail.due_periods import DuePeriod
    from engagement.locale import Message
    from engagement.locale.translator import Translator
    from engagement.metrics.model import View
    from engagement.planning.statements import Statement
    from engagement.store.mail.schedules import MailPlan
    from engagement.store.sharing.links import Link

EVERY: Final[Mapping[str, Message]] = {
    "week": message("every week"),
    "month": message("every month"),
    "quarter": message("every quarter"),
}
KINDS: Final[Mapping[str, Message]] = {
    "review": message("The review"),
    "report": message("All figures"),
}


def confirming(plan: MailPlan, shop: str, address: str, until: datetime) -> Letter:
    """Return the letter that asks an address to confirm a schedule's mail, until a moment (UTC)."""
    t = translator(plan.language)
    about_reports = message(
        "{shop} wants to send you “{title}” {every}: how engaged its customers are, in totals.",
        shop=shop,
        title=plan.title,
        every=EVERY[plan.step],
    )
    day = link_draft.last_day(until)
    lines = (
        about_reports,
        message("It is sent only once you have confirmed this address, until {day}.", day=day),
        message("You do not want it, or do not know the shop? Then do nothing: you get nothing."),
    )
    return Letter(
        plan.language,
        t.t(message("Please confirm: “{title}” by mail", title=plan.title)),
        [t.t(line) for line in lines],
        [t.t(message("Somebody of the shop typed this address in."))],
        way=(t.t(message("Confirm this address")), address),
    )


def of_period(
    plan: MailPlan,
    shop: str,
    period: DuePeriod,
    link: Link,
    pdf: bytes | None,
    address: str,
    stop: str,
    goals: Sequence[Message] = (),
) -> Letter:
    """Return the letter of a period: with a link at `address` and its terms, or with the PDF attached.

    `goals` say how the goals stand at its end, which are in neither (`goals_in_words`).
    """
    t = translator(plan.language)
    named = period_name(plan, period, t)
    about = message("{title}: {period}", title=plan.title, period=named)
    lines = list(_linked(plan, link, named) if pdf is None else _attached(plan, link, named))
    filename = f"engagement-{as_date(period.last_day).isoformat()}.pdf"
    return Letter(
        plan.language,
        t.t(about),
        [*(t.t(line) for line in lines[:1]), *_bullets(goals, t), *(t.t(line) for line in lines[1:])],
        [t.t(_why(shop))],
        way=(t.t(message("Open it")), address) if pdf is None else None,
        stop=stop,
        attached=None if pdf is None else (filename, pdf),
    )


def of_changes(
    plan: MailPlan,
    shop: str,
    changes: Sequence[Statement],
    address: str,
    stop: str,
    view: View | None = None,
) -> Letter:
    """Return the letter of an alert; `address` is that of the review, `stop` the one to unsubscribe at.

    Figures are called as in `view`, which says what is an estimate there.
    """
    t = translator(plan.language)
    subject = message("{title}: something has changed", title=plan.title)
    return Letter(
        plan.language,
        t.t(subject),
        [*_with_heading(changes, shop, plan, t, view)],
        [t.t(_why(shop)), t.t(message("At most one such mail comes in a day."))],
        way=(t.t(message("See it in the review (for the team, after logging in)")), address),
        stop=stop,
    )


def goals_in_words(statements: Sequence[Statement], view: View) -> Sequence[Message]:
    """Return a heading and how each goal stands, without a number of the shop's; nothing without goals."""
    lines = [_of_goal(statement, view) for statement in statements]
    return [message("How the goals stand at its end:"), *lines] if lines else []


def period_name(plan: MailPlan, period: DuePeriod, t: Translator) -> str:
    """Return what a period is called: "October 2026"."""
    return period_axis.name(as_date(period.first_day), plan.step, t)


def _linked(plan: MailPlan, link: Link, named: str) -> Iterator[Message]:
    if plan.kind == "review":
        yield message("The review of {period} is ready: what changed, and what it rests on.", period=named)
    else:
        yield message("All figures up to the end of {period} are ready.", period=named)
    if link.password_hash is not None:
        yield message("It asks for the password that you were told.")
    yield from terms_notes(
        link.terms.k, link.made_at.date(), link_draft.last_day_of(link), follows=link.follows
    )


def _attached(plan: MailPlan, link: Link, named: str) -> Iterator[Message]:
    if plan.kind == "review":
        yield message("The review of {period} is attached: what changed, and what it rests on.", period=named)
    else:
        yield message("All figures up to the end of {period} are attached.", period=named)
    yield message("The PDF opens with the password that you were told.")
    yield message("It holds totals, never a customer, and no group smaller than {k}.", k=link.terms.k)


def _with_heading(
    changes: Sequence[Statement], shop: str, plan: MailPlan, t: Translator, view: View | None
) -> Iterator[str]:
    """Yield what has left its usual range, then the goals that have ended; only the first is beyond noise.

    A total is met or missed by the count itself, so nothing is said of variation there.
    """
    headings = {
        False: message("The newest data of {shop} show a change beyond normal variation:", shop=shop),
        True: message("With the newest data of {shop}, goals have come to their end:", shop=shop),
    }
    for is_goal, heading in headings.items():
        lines = [_changed(change, plan, t, view) for change in changes if (change.kind == "goal") is is_goal]
        if lines:
            yield t.t(heading)
            yield from (f"• {t.t(line)}" for line in lines)


def _changed(statement: Statement, plan: MailPlan, t: Translator, view: View | None) -> Message:
    if statement.kind == "goal":
        return _of_goal(statement, view)
    name = name_of_figure(statement.key, view)
    period = period_axis.name(as_date(statement.first_day), plan.step, t)
    return message("{name} has left its usual range in {period}.", name=name, period=period)


def _of_goal(statement: Statement, view: View | None) -> Message:
    return message(
        "{name}: the goal for {day} is {status}.",
        name=name_of_figure(statement.key, view),
        day=as_date(statement.due),
        status=STATUSES[statement.status or "early"],
    )


def _bullets(lines: Sequence[Message], t: Translator) -> Iterator[str]:
    """Yield the first line, a heading, and the others as items."""
    for number, line in enumerate(lines):
        yield f"• {t.t(line)}" if number else t.t(line)


def _why(shop: str) -> Message:
    return message("You get this because you confirmed this address for {shop}.", shop=shop)
