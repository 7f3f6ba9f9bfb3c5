"""Recipients of a schedule: each address is asked to confirm first, and can unsubscribe at any time.

Addresses are stored encrypted, beside the pseudonym by which they are deleted when their person is erased. Of
the two secrets in a mail (to confirm, to unsubscribe) only hashes are stored.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal, cast

import msgspec
import sqlalchemy as sa

from engagement.locale import message
from engagement.sources.people.identities import pseudonym
from engagement.store.database import schema
from engagement.store.journal import audit
from engagement.store.mail import sealed
from engagement.store.manifest import manifest as m
from engagement.store.manifest import owner_choices
from engagement.store.manifest.as_text import hash_of, instant_of
from engagement.store.objects.errors import StoreError
from engagement.store.persons import suppressed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engagement.store.mail.schedules import MailSchedule
    from engagement.store.manifest.manifest import Manifest
    from engagement.store.manifest.workspace_storage import WorkspaceStorage

RecipientState = Literal["asked", "confirmed", "stopped"]

MOST: Final = 20
#: The most confirmations that a shop may request per day, and the most for one address.
_MOST_A_DAY: Final = 50
_MOST_ASKS: Final = 3
_PAUSE: Final = timedelta(hours=1)
#: How long a confirmation is open, and how long people who unsubscribed are not asked again.
CONFIRM_WITHIN: Final = timedelta(days=7)
_REST: Final = timedelta(days=30)
_SECRET_BYTES: Final = 32
#: Only characters that every mail server accepts unquoted, so that no text can contain several addresses;
#: and no question mark, without which there can be no encoded word.
_ADDRESS: Final = re.compile(
    r"(?=.{3,254}\Z)[a-z0-9.!#$%&'*+/=^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}",
    re.ASCII,
)
_REQUEST_COUNT: Final = "mail asked"


class _Sealed(msgspec.Struct, frozen=True):
    address: str
    stop: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """One address of one schedule. `address` and `stop`, the unsubscribe secret, are "" once it unsubscribed.

    `asks` counts the requests for confirmation. Instants are in UTC.
    """

    id: int
    schedule_id: int
    person_key: int
    address: str
    stop: str
    state: RecipientState
    asks: int
    asked_at: datetime
    confirm_until: datetime | None
    confirmed_at: datetime | None
    stopped_at: datetime | None


def address_of(text: str) -> str:
    """Return an address as it is stored, in lower case. Raises `StoreError` for invalid text."""
    address = text.strip().lower()
    if not _ADDRESS.fullmatch(address) or ".." in address or address.startswith(".") or ".@" in address:
        raise StoreError(message("{address} is no e-mail address.", address=address[:80]))
    return address


def ask(
    storage: WorkspaceStorage,
    key: bytes,
    schedule: MailSchedule,
    addresses: Sequence[str],
    who: str,
    now: datetime,
) -> int:
    """Add addresses, each to be asked for confirmation by mail; existing ones are unchanged.

    Return the number of new ones. Raises `StoreError`, before anything is stored, for invalid addresses,
    for people who were erased or unsubscribed recently, and for too many addresses.
    """
    wanted = list(dict.fromkeys(map(address_of, addresses)))
    keys = {address: pseudonym(f"email:{address}", key) for address in wanted}
    table = schema.mail_recipient
    with storage.manifest.write() as connection:
        rows = connection.execute(sa.select(table).filter_by(workspace_id=storage.id)).all()
        existing = {row.person_key: row for row in rows if row.mail_schedule_id == schedule.id}
        _refuse(connection, storage.id, key, keys, rows, now)
        new = [a for a in wanted if keys[a] not in existing or existing[keys[a]].stopped_at]
        if len(existing.keys() | set(keys.values())) > MOST:
            raise StoreError(message("One schedule reaches at most {most} addresses.", most=MOST))
        _count(connection, storage.id, len(new), now)
        for address in new:
            if keys[address] in existing:
                connection.execute(sa.delete(table).filter_by(id=existing[keys[address]].id))
            stop = secrets.token_urlsafe(_SECRET_BYTES)
            m.insert(
                connection,
                table,
                workspace_id=storage.id,
                mail_schedule_id=schedule.id,
                person_key=keys[address],
                sealed=sealed.close(key, _Sealed(address, stop)),
                state="asked",
                asks=1,
                asked_at=now.isoformat(),
                stop_hash=hash_of(stop),
            )
        if new:
            audit.write(connection, storage.id, who, "mail_asked", title=schedule.plan.title, count=len(new))
    return len(new)


def _refuse(
    connection: sa.Connection,
    workspace: int,
    key: bytes,
    keys: Mapping[str, int],
    rows: Sequence[sa.Row[Any]],
    now: datetime,
) -> None:
    """Raise `StoreError` for an address of a person who was erased, or who unsubscribed recently."""
    erased = suppressed.codes(connection, workspace)
    resting = {
        row.person_key
        for row in rows
        if row.stopped_at and datetime.fromisoformat(row.stopped_at) > now - _REST
    }
    for address, person in keys.items():
        if suppressed.code(key, person) in erased:
            raise StoreError(message("{address} was erased, and is not written to.", address=address))
        if person in resting:
            raise StoreError(
                message("{address} has unsubscribed. It can be asked again after 30 days.", address=address)
            )


def resend_confirmation(storage: WorkspaceStorage, recipient: Recipient, now: datetime) -> None:
    """Ask for confirmation once more. Raises `StoreError` where it was asked too often or just now."""
    table = schema.mail_recipient
    with storage.manifest.write() as connection:
        of_recipient = (
            table.c.id == recipient.id,
            table.c.workspace_id == storage.id,
            table.c.state == "asked",
        )
        row = connection.execute(sa.select(table).where(*of_recipient)).one_or_none()
        if row is None or row.asks >= _MOST_ASKS or datetime.fromisoformat(row.asked_at) > now - _PAUSE:
            raise StoreError(
                message("An address is asked {most} times at most, an hour apart.", most=_MOST_ASKS)
            )
        _count(connection, storage.id, 1, now)
        update = sa.update(table).where(*of_recipient)
        connection.execute(update.values(asks=row.asks + 1, asked_at=now.isoformat()))


def all_recipients(storage: WorkspaceStorage, key: bytes) -> list[Recipient]:
    """Return all addresses of a shop's schedules, in the order in which they were added."""
    table = schema.mail_recipient
    ask_for = sa.select(table).filter_by(workspace_id=storage.id).order_by(table.c.id)
    with storage.manifest.read() as connection:
        rows = connection.execute(ask_for).all()
    return [_record(row, key) for row in rows]


def waits_for(manifest: Manifest, token: str, now: datetime) -> bool:
    """Return whether this secret would confirm an address now."""
    table = schema.mail_recipient
    with manifest.read() as connection:
        return connection.scalar(sa.select(table.c.id).where(*_confirms(token, now))) is not None


def confirm(manifest: Manifest, token: str, now: datetime) -> bool:
    """Confirm the address of a secret; it works once. Return False for an unknown secret."""
    table = schema.mail_recipient
    with manifest.write() as connection:
        row = connection.execute(sa.select(table).where(*_confirms(token, now))).one_or_none()
        if row is None:
            return False
        update = sa.update(table).where(table.c.id == row.id)
        connection.execute(
            update.values(
                state="confirmed", confirmed_at=now.isoformat(), confirm_hash=None, confirm_until=None
            )
        )
        audit.write(
            connection, row.workspace_id, "", "mail_confirmed", title=_title(connection, row.mail_schedule_id)
        )
    return True


def may_stop(manifest: Manifest, token: str) -> bool:
    """Return whether this is the unsubscribe secret of an address, also of an unsubscribed one."""
    with manifest.read() as connection:
        query = sa.select(schema.mail_recipient.c.id).filter_by(stop_hash=hash_of(token))
        return connection.scalar(query) is not None


def stop(manifest: Manifest, token: str, now: datetime) -> bool:
    """Unsubscribe the address of a secret from all schedules of its shop; False for an unknown secret.

    The address is deleted; its pseudonym stays, so that it is not asked again soon.
    """
    table = schema.mail_recipient
    with manifest.write() as connection:
        recipient = connection.execute(sa.select(table).filter_by(stop_hash=hash_of(token))).one_or_none()
        if recipient is None:
            return False
        same = sa.update(table).where(
            table.c.workspace_id == recipient.workspace_id,
            table.c.person_key == recipient.person_key,
            table.c.state != "stopped",
        )
        changed = connection.execute(
            same.values(
                state="stopped",
                sealed="",
                confirm_hash=None,
                confirm_until=None,
                stopped_at=now.isoformat(),
            )
        )
        if changed.rowcount:
            title = _title(connection, recipient.mail_schedule_id)
            audit.write(connection, recipient.workspace_id, "", "mail_stopped", title=title)
    return True


def remove(storage: WorkspaceStorage, recipient: Recipient, who: str, title: str) -> None:
    """Remove an address from a schedule with this title; one that has unsubscribed is remembered as such."""
    with storage.manifest.write() as connection:
        delete = sa.delete(schema.mail_recipient).filter_by(workspace_id=storage.id, id=recipient.id)
        if connection.execute(delete.where(schema.mail_recipient.c.state != "stopped")).rowcount:
            audit.write(connection, storage.id, who, "mail_removed", title=title)


def keys_of(storage: WorkspaceStorage) -> frozenset[int]:
    """Return the pseudonyms of all recipients of a shop's schedules, past ones included."""
    with storage.manifest.read() as connection:
        ask_for = sa.select(schema.mail_recipient.c.person_key).filter_by(workspace_id=storage.id)
        return frozenset(connection.scalars(ask_for))


def forget(connection: sa.Connection, workspace: int, is_one: Callable[[int], bool]) -> int:
    """Delete the addresses of erased people; return how many were deleted."""
    table = schema.mail_recipient
    rows = connection.execute(sa.select(table.c.id, table.c.person_key).filter_by(workspace_id=workspace))
    recipient_ids = [row.id for row in rows if is_one(row.person_key)]
    return (
        connection.execute(sa.delete(table).where(table.c.id.in_(recipient_ids))).rowcount
        if recipient_ids
        else 0
    )


def _confirms(token: str, now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    table = schema.mail_recipient.c
    return (
        table.confirm_hash == hash_of(token),
        table.state == "asked",
        table.confirm_until > now.isoformat(),
    )


def _count(connection: sa.Connection, workspace: int, new: int, now: datetime) -> None:
    """Count the addresses asked on a day; refuse more than a person would add."""
    day = now.date().isoformat()
    before = owner_choices.read(connection, workspace, _REQUEST_COUNT) or {}
    count = new + (before.get("count", 0) if before.get("day") == day else 0)
    if count > _MOST_A_DAY:
        raise StoreError(message("At most {most} addresses are asked in one day.", most=_MOST_A_DAY))
    if new:
        owner_choices.write(connection, workspace, _REQUEST_COUNT, value={"day": day, "count": count})


def _title(connection: sa.Connection, schedule: int) -> str:
    plan = connection.scalar(sa.select(schema.mail_schedule.c.plan).filter_by(id=schedule))
    return str((plan or {}).get("title", ""))


def _record(row: sa.Row[Any], key: bytes) -> Recipient:
    opened = sealed.unseal(key, row.sealed, _Sealed) or _Sealed("", "")
    return Recipient(
        id=row.id,
        schedule_id=row.mail_schedule_id,
        person_key=row.person_key,
        address=opened.address,
        stop=opened.stop,
        # Recipients in unknown states get no mail.
        state=cast("RecipientState", row.state) if row.state in {"asked", "confirmed"} else "stopped",
        asks=row.asks,
        asked_at=datetime.fromisoformat(row.asked_at),
        confirm_until=instant_of(row.confirm_until),
        confirmed_at=instant_of(row.confirmed_at),
        stopped_at=instant_of(row.stopped_at),
    )
