"""The list of mail schedules: recipients, next date, results, and a button to end each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.mail import due_periods, letter_words, mailman, schedule_form
from engagement.app.ui import doing
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say
from engagement.app.who.current import owner_in
from engagement.app.workspaces import open_workspaces
from engagement.locale import message
from engagement.locale.translator import translator
from engagement.store.mail import mail_recipients, schedules, sendings
from engagement.store.sharing import links

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.locale import Message
    from engagement.store import Workspace
    from engagement.store.mail.mail_recipients import Recipient
    from engagement.store.mail.schedules import MailSchedule
    from engagement.store.mail.sendings import Sending

_FAULTS: Final[Mapping[str, Message]] = {
    "connect": message("the mail server does not answer"),
    "secure": message("the mail server offers no encryption that can be trusted"),
    "login": message("the mail server does not know the user or the password"),
    "sender": message("the mail server does not take mail from this sender"),
    "recipient": message("the mail server refuses the address"),
    "content": message("the mail server refuses the mail"),
    "print": message("this machine has no browser that prints the PDF"),
    "link": message("its link cannot be made beside the other links of the shop"),
}
#: Longer than any session with a mail server.
_IN_DOUBT: Final = timedelta(minutes=10)


def show(workspace: Workspace, planned: Sequence[MailSchedule]) -> None:
    """List the schedules, the newest first."""
    if not planned:
        st.header(say(message("Nothing is sent by mail")), anchor=False)
        return
    count = len(planned)
    st.header(say(message("{count} schedule", "{count} schedules", n=count, count=count)), anchor=False)
    people = mail_recipients.all_recipients(workspace.storage, workspace.key)
    shop_sendings = sendings.all_sendings(workspace.storage)
    for schedule in planned:
        recipients = [recipient for recipient in people if recipient.schedule_id == schedule.id]
        _show_schedule(workspace, schedule, recipients, shop_sendings)


def _show_schedule(
    workspace: Workspace,
    schedule: MailSchedule,
    people: Sequence[Recipient],
    sendings: Mapping[tuple[int, str], Sending],
) -> None:
    plan, now = schedule.plan, datetime.now(UTC)
    with st.container(key=f"rule_mail_{schedule.id}", gap="xxsmall"):
        st.markdown(f"**{inert(plan.title)}** :small[{say(_next(workspace, schedule, people, now))}]")
        st.caption(" · ".join(_what(schedule)))
        for recipient in people:
            _recipient(workspace, schedule, recipient, sendings, now)
        with st.container(horizontal=True, vertical_alignment="center"):
            _add(workspace, schedule)
            _end(workspace, schedule)


def _next(
    workspace: Workspace, schedule: MailSchedule, people: Sequence[Recipient], now: datetime
) -> Message:
    """Return in words what is sent next, or why nothing is."""
    if not mailman.may_send(workspace.name, schedule):
        return message("nothing is sent: whoever set it up is no owner any more")
    if schedules.secrets_of(schedule, workspace.key) is None:
        return message("nothing is sent: the shop's key is another one now")
    if not any(recipient.state == "confirmed" for recipient in people):
        return message("nobody has confirmed yet")
    link = schedules.newest_link(workspace.storage, schedule)
    if link is not None and link.state == "revoked":
        return message("the newest link was revoked; next on {moment}", moment=_local(schedule, now))
    return message("next on {moment}", moment=_local(schedule, now))


def _local(schedule: MailSchedule, now: datetime) -> datetime:
    """Return the next due moment in the shop's time zone."""
    return (
        due_periods.upcoming(schedule.plan, now)
        .astimezone(due_periods.zone_of(schedule.plan.zone))
        .replace(tzinfo=None)
    )


def _what(schedule: MailSchedule) -> list[str]:
    plan = schedule.plan
    form = (
        message("PDF with a password")
        if plan.form == "pdf"
        else message("a link, open for {n} day", "a link, open for {n} days", n=plan.days)
    )
    parts = [say(letter_words.KINDS[plan.kind]), say(letter_words.EVERY[plan.step]), say(form)]
    parts += [translator(plan.language).name, inert(plan.zone)]
    if plan.alerts:
        parts.append(say(message("with alerts")))
    if schedule.who:
        made_on = schedule.made_at.date()
        parts.append(say(message("created by {who} on {day}", who=inert(schedule.who), day=made_on)))
    return parts


def _recipient(
    workspace: Workspace,
    schedule: MailSchedule,
    recipient: Recipient,
    sendings: Mapping[tuple[int, str], Sending],
    now: datetime,
) -> None:
    with st.container(
        key=f"mail_to_{recipient.id}", horizontal=True, vertical_alignment="center", gap="small"
    ):
        name = inert(recipient.address) if recipient.address else say(message("an address that was deleted"))
        last = max(
            (sent for (recipient_id, _), sent in sendings.items() if recipient_id == recipient.id),
            key=lambda s: s.begun_at,
            default=None,
        )
        st.markdown(f"{name}  \n:small[{' · '.join(map(say, _status(recipient, last, now)))}]")
        if recipient.state == "asked" and st.button(
            say(message("Ask again")), key=f"mail_again_{recipient.id}", type="tertiary"
        ):
            doing.do(lambda: _resend_confirmation(workspace, recipient))
        if recipient.state != "stopped" and st.button(
            say(message("Remove")), key=f"mail_remove_{recipient.id}", type="tertiary"
        ):
            title = schedule.plan.title
            doing.do(
                lambda: mail_recipients.remove(workspace.storage, recipient, owner_in(workspace.name), title)
            )


def _status(recipient: Recipient, last: Sending | None, now: datetime) -> list[Message]:
    """Return the state of a recipient, and the result of the last mail, in words."""
    if recipient.state == "stopped":
        return [message("has unsubscribed")]
    if recipient.confirmed_at is not None:
        parts = [message("confirmed on {day}", day=recipient.confirmed_at.date())]
    elif recipient.confirm_until is not None and recipient.confirm_until <= now:
        parts = [message("has not confirmed in time")]
    else:
        parts = [message("not confirmed yet")]
    return [*parts, *([] if last is None else [_became(last, now)])]


def _became(last: Sending, now: datetime) -> Message:
    fault = _FAULTS.get(last.fault, message("it did not go out"))
    if last.state == "sent":
        return message("sent on {moment} (UTC)", moment=last.begun_at)
    if last.state == "failed" and last.next_at is not None:
        return message("not sent: {fault}; tried again on {moment} (UTC)", fault=fault, moment=last.next_at)
    if last.state in {"failed", "given_up"}:
        return message("not sent: {fault}", fault=fault)
    if last.state == "begun" and now - last.begun_at < _IN_DOUBT:
        return message("being sent")
    return message(
        "begun on {moment} (UTC), and whether it arrived is not known; it is not sent twice",
        moment=last.begun_at,
    )


def _resend_confirmation(workspace: Workspace, recipient: Recipient) -> None:
    owner_in(workspace.name)
    mail_recipients.resend_confirmation(workspace.storage, recipient, datetime.now(UTC))
    mailman.mailman(open_workspaces.data_dir()).wake()


def _add(workspace: Workspace, schedule: MailSchedule) -> None:
    with st.popover(say(message("Add addresses"))), st.form(f"mail_add_{schedule.id}", border=False):
        text = st.text_area(say(message("E-mail addresses, one per line")), key=f"mail_more_{schedule.id}")
        if st.form_submit_button(say(message("Ask them")), key=f"mail_ask_{schedule.id}"):
            doing.do(lambda: _ask(workspace, schedule, text or ""))


def _ask(workspace: Workspace, schedule: MailSchedule, text: str) -> None:
    owner, now = owner_in(workspace.name), datetime.now(UTC)
    wanted = schedule_form.listed(text)
    mail_recipients.ask(workspace.storage, workspace.key, schedule, wanted, owner, now)
    mailman.mailman(open_workspaces.data_dir()).wake()


def _end(workspace: Workspace, schedule: MailSchedule) -> None:
    with st.popover(say(message("End it"))):
        st.write(
            say(message("Nothing more is sent, all addresses are deleted, and the newest link is revoked."))
        )
        if st.button(say(message("End this schedule")), key=f"mail_end_{schedule.id}"):
            doing.do(lambda: _drop(workspace, schedule))


def _drop(workspace: Workspace, schedule: MailSchedule) -> None:
    owner, storage = owner_in(workspace.name), workspace.storage
    link = schedules.newest_link(storage, schedule)
    schedules.remove(storage, schedule, owner)
    if link is not None and link.state != "revoked":
        links.revoke(storage, link.id, owner)
