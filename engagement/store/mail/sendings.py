"""The record of what was sent to whom: each mail at most once, even if a process is killed.

A sending is recorded before the mail server is contacted. If its result is unknown, it is never repeated:
the mail may have gone out, and a missing mail does less harm than a second one. Only mails that the mail
server has definitely refused are tried again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal, cast, get_args

import sqlalchemy as sa

from engagement.store.database import schema
from engagement.store.manifest.as_text import hash_of, instant_of

if TYPE_CHECKING:
    from engagement.store.mail.mail_recipients import Recipient
    from engagement.store.manifest.manifest import Manifest
    from engagement.store.manifest.workspace_storage import WorkspaceStorage

#: begun: the mail server may or may not have it; sent; failed: it is tried again; given_up: it is not tried
#: again; unknown: the connection broke when the server may have accepted it.
SendingState = Literal["begun", "sent", "failed", "given_up", "unknown"]

#: The minutes between tries; after the last try it is given up.
PAUSES: Final = (5, 15, 60, 180, 480, 1440)
#: The prefix of the names of sendings that ask for a confirmation.
CONFIRMATION: Final = "confirm."


@dataclass(frozen=True, slots=True)
class Sending:
    """One sending. `what` is unique for its recipient; `fault` is a keyword for the error."""

    recipient_id: int
    what: str
    state: SendingState
    tries: int
    begun_at: datetime
    next_at: datetime | None
    fault: str


def is_due(sending: Sending | None, now: datetime) -> bool:
    """Return whether a mail is still to be sent, for the first time or again."""
    if sending is None:
        return True
    return sending.state == "failed" and sending.next_at is not None and sending.next_at <= now


def claim(
    manifest: Manifest,
    recipient: Recipient,
    what: str,
    message_id: str,
    now: datetime,
    confirm: tuple[str, datetime] | None = None,
) -> bool:
    """Record that a mail is about to be sent; False if it must not be.

    It must not if another process sends or has sent it, or if its recipient has unsubscribed. `confirm` is
    the secret in a request for confirmation, and until when it is valid.
    """
    table, people = schema.mail_sending, schema.mail_recipient
    with manifest.write() as connection:
        state = connection.scalar(sa.select(people.c.state).filter_by(id=recipient.id))
        if state != ("confirmed" if confirm is None else "asked"):
            return False
        of_sending = (table.c.mail_recipient_id == recipient.id, table.c.what == what)
        row = connection.execute(sa.select(table).where(*of_sending)).one_or_none()
        if not is_due(None if row is None else _record(row), now):
            return False
        if confirm is not None:
            secret, until = confirm
            update = sa.update(people).where(people.c.id == recipient.id)
            connection.execute(update.values(confirm_hash=hash_of(secret), confirm_until=until.isoformat()))
        begun_state = {"state": "begun", "begun_at": now.isoformat(), "next_at": None, "fault": None}
        if row is None:
            new = {"mail_recipient_id": recipient.id, "what": what, "message_id": message_id, "tries": 1}
            connection.execute(sa.insert(table).values(**new, **begun_state))
        else:
            connection.execute(sa.update(table).where(*of_sending).values(tries=row.tries + 1, **begun_state))
    return True


def end(
    manifest: Manifest, recipient: Recipient, what: str, state: SendingState, now: datetime, fault: str = ""
) -> None:
    """Record the result of a claimed sending; after too many failures it is given up."""
    table = schema.mail_sending
    of_sending = (table.c.mail_recipient_id == recipient.id, table.c.what == what, table.c.state == "begun")
    with manifest.write() as connection:
        tries = connection.scalar(sa.select(table.c.tries).where(*of_sending)) or 0
        next_at = None
        if state == "failed" and tries > len(PAUSES):
            state = "given_up"
        elif state == "failed":
            next_at = (now + timedelta(minutes=PAUSES[tries - 1])).isoformat()
        update = sa.update(table).where(*of_sending)
        connection.execute(update.values(state=state, next_at=next_at, fault=fault or None))


def all_sendings(storage: WorkspaceStorage) -> dict[tuple[int, str], Sending]:
    """Return all sendings of a shop, by recipient and name."""
    table, people = schema.mail_sending, schema.mail_recipient
    ask = sa.select(table).join(people).where(people.c.workspace_id == storage.id).order_by(table.c.id)
    with storage.manifest.read() as connection:
        sendings = [_record(row) for row in connection.execute(ask)]
    return {(sending.recipient_id, sending.what): sending for sending in sendings}


def _record(row: sa.Row[Any]) -> Sending:
    # Sendings in unknown states are never repeated.
    is_known = row.state in get_args(SendingState)
    return Sending(
        recipient_id=row.mail_recipient_id,
        what=row.what,
        state=cast("SendingState", row.state) if is_known else "unknown",
        tries=row.tries,
        begun_at=datetime.fromisoformat(row.begun_at),
        next_at=instant_of(row.next_at),
        fault=row.fault or "",
    )
