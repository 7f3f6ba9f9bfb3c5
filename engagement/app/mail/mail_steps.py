"""The mails of a schedule in one round: confirmations, the newest period, an alert."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import msgspec

from engagement.app.mail import changes_told, due_periods, letter_words, period_link
from engagement.app.mail.mail_round import CONFIRM
from engagement.app.who.current import SHOP_PARAMETER
from engagement.reports.printing import PrintError
from engagement.store.journal import audit
from engagement.store.mail import mail_recipients, schedules, sendings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engagement.app.mail.delivery import DeliveryResult
    from engagement.app.mail.due_periods import DuePeriod
    from engagement.app.mail.mail_round import MailRound
    from engagement.locale import Message
    from engagement.store.mail.mail_recipients import Recipient
    from engagement.store.mail.schedules import MailSchedule

_SECRET_BYTES: Final = 32
#: The most changes that are remembered as reported.
_KNOWN: Final = 200
_log = logging.getLogger(__name__)


def ask_to_confirm(mail_round: MailRound, schedule: MailSchedule, people: Sequence[Recipient]) -> None:
    """Ask each address to confirm that was not asked yet."""
    for recipient in people:
        what = f"{sendings.CONFIRMATION}{recipient.asks}"
        if recipient.state != "asked" or not mail_round.waits(recipient, what):
            continue
        secret, until = secrets.token_urlsafe(_SECRET_BYTES), mail_round.now + mail_recipients.CONFIRM_WITHIN
        address = f"{mail_round.site}{CONFIRM}{secret}"
        letter = letter_words.confirming(schedule.plan, mail_round.shop, address, until)
        mail_round.send(recipient, what, letter, (secret, until))


def send_period(mail_round: MailRound, schedule: MailSchedule, people: Sequence[Recipient]) -> None:
    """Send the newest due period to all who confirmed before, once the data reach the period's end."""
    plan, period = schedule.plan, due_periods.newest(schedule.plan, mail_round.now)
    waiting = [
        person
        for person in people
        if person.confirmed_at is not None
        and person.state == "confirmed"
        and person.confirmed_at <= period.due_at
        and mail_round.waits(person, period.name)
    ]
    if not waiting:
        return
    try:
        link_and_secrets = period_link.of_period(mail_round.workspace, schedule, period, mail_round.now)
        if link_and_secrets is None:
            return
        link, link_secrets = link_and_secrets
        pdf, goals = None, _goals(mail_round, schedule, period)
        if plan.form == "pdf":
            pdf = period_link.sealed_pdf(mail_round.workspace, plan, link, link_secrets.password)
    except Exception as fault:  # noqa: BLE001 - whatever it is, the page has to say that nothing was sent
        _log.warning("mail of schedule %d: %s", schedule.id, type(fault).__name__)
        for recipient in waiting:
            mail_round.fail(recipient, period.name, "print" if isinstance(fault, PrintError) else "link")
        return
    address = f"{mail_round.site}/s/{link_secrets.token}"
    results = [
        mail_round.send(
            person,
            period.name,
            letter_words.of_period(
                plan, mail_round.shop, period, link, pdf, address, mail_round.stops(person), goals
            ),
        )
        for person in waiting
    ]
    _note(mail_round, schedule, results)


def _goals(mail_round: MailRound, schedule: MailSchedule, period: DuePeriod) -> Sequence[Message]:
    """Return how the goals stand at a period's end, for a review."""
    if schedule.plan.kind != "review":
        return ()
    view = period_link.owners(mail_round.workspace)
    standing = changes_told.goals_at(view, mail_round.workspace.storage, period.last_day)
    return letter_words.goals_in_words(standing, view)


def send_alert(mail_round: MailRound, schedule: MailSchedule, people: Sequence[Recipient]) -> None:
    """Send what changed since the last round, once a day for each schedule; the first round sends nothing."""
    plan, storage = schedule.plan, mail_round.workspace.storage
    if not plan.alerts or not any(item.state == "confirmed" for item in people):
        return
    today, before = due_periods.today(plan, mail_round.now), schedule.looked
    data = mail_round.workspace.version.digest
    if before is None or before.data != data:
        if before is not None and before.day == today:
            return  # tomorrow is another day
        standing = changes_told.now_standing(period_link.owners(mail_round.workspace), storage, plan)
        by_name = {changes_told.name_of(item): item for item in standing}
        known_names = () if before is None else before.known
        new = [item for name, item in by_name.items() if before is not None and name not in known_names]
        now = schedules.MailLook(data, tuple(dict.fromkeys([*known_names, *by_name]))[-_KNOWN:])
        if new:
            now = msgspec.structs.replace(now, day=today, told=changes_told.as_json(new))
        if not schedules.note_look(storage, schedule, before, now):
            return
        before = now
    if before.day != today or not before.told:
        return
    what = f"alert.{today}"
    address = f"{mail_round.site}/review?{SHOP_PARAMETER}={quote(mail_round.workspace.name)}"
    changes, view = changes_told.from_json(before.told), period_link.owners(mail_round.workspace)
    results = [
        mail_round.send(
            item,
            what,
            letter_words.of_changes(plan, mail_round.shop, changes, address, mail_round.stops(item), view),
        )
        for item in people
        if item.state == "confirmed" and mail_round.waits(item, what)
    ]
    _note(mail_round, schedule, results)


def _note(mail_round: MailRound, schedule: MailSchedule, results: Sequence[DeliveryResult | None]) -> None:
    storage, title = mail_round.workspace.storage, schedule.plan.title
    sent = sum(result is not None and result.state == "sent" for result in results)
    failed = sum(result is not None and result.state != "sent" for result in results)
    if sent:
        audit.note(storage.manifest, storage.id, "", "mail_sent", title=title, count=sent)
    if failed:
        audit.note(storage.manifest, storage.id, "", "mail_failed", title=title, count=failed)


#: In this order: people who have just confirmed get mail from the next period on.
STEPS: Final[Sequence[Callable[[MailRound, MailSchedule, Sequence[Recipient]], None]]] = (
    ask_to_confirm,
    send_period,
    send_alert,
)
