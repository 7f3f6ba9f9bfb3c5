"""Schedules of a shop: what is sent by mail, when, and in which form.

For each period a link is made. A mail contains only the link's bundle, which is guarded like that of any
link, ends with it, and counts as published.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec
import sqlalchemy as sa

from engagement.locale import message
from engagement.store.database import schema
from engagement.store.journal import audit
from engagement.store.mail import sealed
from engagement.store.manifest import manifest as m
from engagement.store.objects.errors import StoreError
from engagement.store.sharing import links

if TYPE_CHECKING:
    from engagement.store.manifest.workspace_storage import WorkspaceStorage
    from engagement.store.sharing.links import Link

#: The most schedules of a shop.
MOST: Final = 20


class MailPlan(msgspec.Struct, frozen=True):
    """What is sent: the review, or all figures, after each whole period, at an hour of the shop's day.

    `zone` is a name of the time zone database. `form`: the mail contains the address of the period's link,
    or its figures are attached as a PDF with a password. The link is open for `days`. With `alerts`,
    figures outside their limits and goals that were met or missed are mailed, too.
    """

    title: str
    kind: Literal["review", "report"]
    step: Literal["week", "month", "quarter"]
    hour: int
    zone: str
    language: str
    form: Literal["link", "pdf"]
    days: int = 30
    alerts: bool = False


class MailSecrets(msgspec.Struct, frozen=True):
    """The password of links or attachments ("" for none), and the token of the link of a `period`."""

    password: str
    period: str = ""
    token: str = ""


class MailLook(msgspec.Struct, frozen=True):
    """The state of the last check for alerts: the data that were checked, and the changes already known.

    `told` are the changes of the alert of `day` (days since 1970-01-01, in the schedule's zone), stored so
    that they can be sent again if sending failed.
    """

    data: str
    known: tuple[str, ...] = ()
    day: int = 0
    told: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class MailSchedule:
    """One schedule; `who` made it, `secrets_of` opens `sealed`. `link_id` is that of the newest period."""

    id: int
    link_id: int | None
    plan: MailPlan
    sealed: str
    looked: MailLook | None
    made_at: datetime
    who: str


def make(storage: WorkspaceStorage, key: bytes, plan: MailPlan, password: str, who: str) -> MailSchedule:
    """Store a new schedule and return it. Raises `StoreError` where there are too many."""
    with storage.manifest.write() as connection:
        count_query = (
            sa.select(sa.func.count()).select_from(schema.mail_schedule).filter_by(workspace_id=storage.id)
        )
        if (connection.scalar(count_query) or 0) >= MOST:
            raise StoreError(message("There are {most} schedules already: remove one first.", most=MOST))
        schedule_id = m.insert(
            connection,
            schema.mail_schedule,
            workspace_id=storage.id,
            plan=msgspec.to_builtins(plan),
            sealed=sealed.close(key, MailSecrets(password)),
            made_at=datetime.now(UTC).isoformat(),
            who=who,
        )
        audit.write(connection, storage.id, who, "mail_planned", title=plan.title)
    return next(schedule for schedule in all_schedules(storage) if schedule.id == schedule_id)


def all_schedules(storage: WorkspaceStorage) -> list[MailSchedule]:
    """Return all schedules of a shop, newest first, without those that a newer version wrote."""
    table = schema.mail_schedule
    ask = sa.select(table).filter_by(workspace_id=storage.id).order_by(table.c.id.desc())
    with storage.manifest.read() as connection:
        rows = connection.execute(ask).all()
    return [schedule for row in rows if (schedule := _record(row)) is not None]


def newest_link(storage: WorkspaceStorage, schedule: MailSchedule) -> Link | None:
    """Return the link of the newest period, whatever its state; None before the first."""
    return None if schedule.link_id is None else links.by_id(storage.manifest, schedule.link_id)


def secrets_of(schedule: MailSchedule, key: bytes) -> MailSecrets | None:
    """Return the secrets of a schedule; None where they were sealed under another key."""
    return sealed.unseal(key, schedule.sealed, MailSecrets)


def begin_period(
    storage: WorkspaceStorage, schedule: MailSchedule, key: bytes, secrets: MailSecrets, link: Link
) -> bool:
    """Store the link of a new period; False if another process was faster or the schedule was removed."""
    table = schema.mail_schedule
    is_unchanged = (
        table.c.id == schedule.id,
        table.c.workspace_id == storage.id,
        table.c.sealed == schedule.sealed,
    )
    with storage.manifest.write() as connection:
        new = sa.update(table).where(*is_unchanged).values(sealed=sealed.close(key, secrets), link_id=link.id)
        return bool(connection.execute(new).rowcount)


def remove(storage: WorkspaceStorage, schedule: MailSchedule, who: str) -> None:
    """Remove a schedule with its recipients, if it exists."""
    with storage.manifest.write() as connection:
        delete = sa.delete(schema.mail_schedule).filter_by(workspace_id=storage.id, id=schedule.id)
        if connection.execute(delete).rowcount:
            audit.write(connection, storage.id, who, "mail_dropped", title=schedule.plan.title)


def note_look(
    storage: WorkspaceStorage, schedule: MailSchedule, before: MailLook | None, now: MailLook
) -> bool:
    """Store the state of a check; False where another process has checked since `before`."""
    table = schema.mail_schedule
    of_schedule = (table.c.id == schedule.id, table.c.workspace_id == storage.id)
    with storage.manifest.write() as connection:
        row = connection.execute(sa.select(table).where(*of_schedule)).one_or_none()
        stored = None if row is None else _record(row)
        if stored is None or stored.looked != before:
            return False
        connection.execute(sa.update(table).where(*of_schedule).values(looked=msgspec.to_builtins(now)))
    return True


def _record(row: sa.Row[Any]) -> MailSchedule | None:
    try:
        plan = msgspec.convert(row.plan, MailPlan)
        looked = None if row.looked is None else msgspec.convert(row.looked, MailLook)
    except msgspec.ValidationError:
        return None
    made_at = datetime.fromisoformat(row.made_at)
    return MailSchedule(row.id, row.link_id, plan, row.sealed, looked, made_at, row.who)
