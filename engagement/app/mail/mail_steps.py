"""The mails of a schedule in one round: confirmations, the newest period, an alert."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import msgspec

from engagement.app.mail import changes_told, due_periods, letter_words, period_link
from engagement.app.mail.mail_round import CONFIRM
from engagement.app.who.current import ASKED
from engagement.reports.printing import PrintError
from engagement.store.journal import audit
from engagement.store.mail import mail_recipients, schedules, sendings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engagement.app.mail.delivery import DeliveryResult
    from engagement.app.mail.mail_round import MailRound
    from engagement.store.mail.mail_recipients import Recipient
    from engagement.store.mail.schedules import MailSchedule

_SECRET_BYTES: Final = 32
#: Changes that are remembered as told.
_KNOWN: Final = 200
_log = logging.getLogger(__name__)


def ask_to_confirm(here: MailRound, schedule: MailSchedule, people: Sequence[Recipient]) -> None:
    """Ask each address to confirm that was not asked yet."""
    for one in people:
        what = f"{sendings.CONFIRMATION}{one.asks}"
        if one.state != "asked" or not here.waits(one, what):
            continue
        secret, until = secrets.token_urlsafe(_SECRET_BYTES), here.now + mail_recipients.CONFIRM_WITHIN
        address = f"{here.site}{CONFIRM}{secret}"
        letter = letter_words.confirming(schedule.plan, here.shop, address, until)
        here.send(one, what, letter, (secret, until))


def send_period(here: MailRound, schedule: MailSchedule, people: Sequence[Recipient]) -> None:
    """Send the newest due period to all who confirmed before, once the data reach the period's end."""
    plan, period = schedule.plan, due_periods.newest(schedule.plan, here.now)
    waiting = [
        one
        for one in people
        if one.confirmed_at is not None
        and one.state == "confirmed"
        and one.confirmed_at <= period.due_at
        and here.waits(one, period.name)
    ]
    if not waiting:
        return
    try:
        found = period_link.of_period(here.workspace, schedule, period, here.now)
        if found is None:
            return
        link, kept = found
        pdf = None
        if plan.form == "pdf":
            pdf = period_link.sealed_pdf(here.workspace, plan, link, kept.password)
    except Exception as fault:  # noqa: BLE001 - whatever it is, the page has to say that nothing was sent
        _log.warning("mail of schedule %d: %s", schedule.id, type(fault).__name__)
        for one in waiting:
            here.fail(one, period.name, "print" if isinstance(fault, PrintError) else "link")
        return
    address = f"{here.site}/s/{kept.token}"
    done = [
        here.send(
            one,
            period.name,
            letter_words.of_period(plan, here.shop, period, link, pdf, address, here.stops(one)),
        )
        for one in waiting
    ]
    _note(here, schedule, done)


def send_alert(here: MailRound, schedule: MailSchedule, people: Sequence[Recipient]) -> None:
    """Send what changed since the last round, once a day for each schedule; the first round sends nothing."""
    plan, storage = schedule.plan, here.workspace.storage
    if not plan.alerts or not any(one.state == "confirmed" for one in people):
        return
    today, before = due_periods.today(plan, here.now), schedule.looked
    data = here.workspace.version.digest
    if before is None or before.data != data:
        if before is not None and before.day == today:
            return  # tomorrow is another day
        found = changes_told.now_standing(period_link.owners(here.workspace), storage, plan)
        by_name = {changes_told.name_of(one): one for one in found}
        known = () if before is None else before.known
        new = [one for name, one in by_name.items() if before is not None and name not in known]
        now = schedules.MailLook(data, tuple(dict.fromkeys([*known, *by_name]))[-_KNOWN:])
        if new:
            now = msgspec.structs.replace(now, day=today, told=changes_told.as_json(new))
        if not schedules.note_look(storage, schedule, before, now):
            return
        before = now
    if before.day != today or not before.told:
        return
    what = f"alert.{today}"
    address = f"{here.site}/review?{ASKED}={quote(here.workspace.name)}"
    changes = changes_told.from_json(before.told)
    done = [
        here.send(one, what, letter_words.of_changes(plan, here.shop, changes, address, here.stops(one)))
        for one in people
        if one.state == "confirmed" and here.waits(one, what)
    ]
    _note(here, schedule, done)


def _note(here: MailRound, schedule: MailSchedule, done: Sequence[DeliveryResult | None]) -> None:
    storage, title = here.workspace.storage, schedule.plan.title
    sent = sum(one is not None and one.state == "sent" for one in done)
    failed = sum(one is not None and one.state != "sent" for one in done)
    if sent:
        audit.note(storage.manifest, storage.id, "", "mail_sent", title=title, count=sent)
    if failed:
        audit.note(storage.manifest, storage.id, "", "mail_failed", title=title, count=failed)


#: In this order: who has just confirmed is due from the next period on.
STEPS: Final[Sequence[Callable[[MailRound, MailSchedule, Sequence[Recipient]], None]]] = (
    ask_to_confirm,
    send_period,
    send_alert,
)
