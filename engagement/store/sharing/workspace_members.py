"""Members: who may enter a workspace, by the e-mail address of their login.

Nobody becomes an owner by being the first visitor: an address is invited by an owner or on the command
line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

import sqlalchemy as sa

from engagement.locale import message
from engagement.store.database import schema
from engagement.store.journal import audit
from engagement.store.manifest.as_text import instant_of
from engagement.store.objects.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from engagement.store.manifest.manifest import Manifest
    from engagement.store.manifest.workspace_storage import WorkspaceStorage

MemberRole = Literal["owner", "editor", "viewer"]
ROLES: Final[tuple[MemberRole, ...]] = get_args(MemberRole)

_ADDRESS: Final = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+\.[^\s@,;<>\".]+")
_LONGEST: Final = 254


@dataclass(frozen=True, slots=True)
class Member:
    """A person who may enter. Instants are in UTC; `seen_at` is None before the first visit."""

    who: str
    role: MemberRole
    invited_at: datetime
    invited_by: str
    seen_at: datetime | None


def address(text: str) -> str:
    """Return an e-mail address as it is stored: lower case, without blanks around it. Refuse invalid text."""
    address = text.strip().lower()
    if len(address) > _LONGEST or not _ADDRESS.fullmatch(address):
        raise StoreError(message("This is no e-mail address."))
    return address


def members(storage: WorkspaceStorage) -> list[Member]:
    """Return all members of a workspace, owners first, then by address."""
    ask = sa.select(schema.membership).filter_by(workspace_id=storage.id)
    with storage.manifest.read() as connection:
        members = [_record(row) for row in connection.execute(ask)]
    return sorted(members, key=lambda member: (ROLES.index(member.role), member.who))


def roles_of(manifest: Manifest, who: str) -> Mapping[str, MemberRole]:
    """Return the workspaces of a person by name, each with the role."""
    table = schema.membership
    ask = sa.select(schema.workspace.c.name, table.c.role).join_from(table, schema.workspace)
    with manifest.read() as connection:
        rows = connection.execute(ask.where(table.c.who == who).order_by(schema.workspace.c.name))
        return {row.name: row.role for row in rows}


def invite_first_owners(storage: WorkspaceStorage, who: Collection[str]) -> None:
    """Add the first owners if there is no owner yet; people who were removed since stay out."""
    if all(member.role != "owner" for member in members(storage)):
        for address in sorted(who):
            invite(storage, address, "owner")


def invite(storage: WorkspaceStorage, who: str, role: MemberRole, by: str = "") -> None:
    """Add a person as `role`, or change a member's role. The last owner stays an owner."""
    who = address(who)
    table = schema.membership
    with storage.manifest.write() as connection:
        before = connection.scalar(sa.select(table.c.role).filter_by(workspace_id=storage.id, who=who))
        if before is None:
            connection.execute(
                sa.insert(table).values(
                    workspace_id=storage.id,
                    who=who,
                    role=role,
                    invited_at=datetime.now(UTC).isoformat(),
                    invited_by=by,
                )
            )
            audit.write(connection, storage.id, by, "invited", member=who, role=role)
        elif before != role:
            if role != "owner":
                _keep_an_owner(connection, storage, but=who)
            connection.execute(
                sa.update(table)
                .where(table.c.workspace_id == storage.id, table.c.who == who)
                .values(role=role)
            )
            audit.write(connection, storage.id, by, "role", member=who, role=role)


def remove(storage: WorkspaceStorage, who: str, by: str = "") -> None:
    """Remove a member; their next request is refused. The last owner cannot be removed."""
    table = schema.membership
    with storage.manifest.write() as connection:
        _keep_an_owner(connection, storage, but=who)
        removed = connection.execute(
            sa.delete(table).where(table.c.workspace_id == storage.id, table.c.who == who)
        ).rowcount
        if removed:
            audit.write(connection, storage.id, by, "dismissed", member=who)


def record_visit(storage: WorkspaceStorage, who: str) -> None:
    """Record a member's visit; once within an hour."""
    now, table = datetime.now(UTC), schema.membership
    of_member = sa.and_(
        table.c.workspace_id == storage.id,
        table.c.who == who,
        sa.or_(table.c.seen_at.is_(None), table.c.seen_at <= (now - audit.VISIT).isoformat()),
    )
    with storage.manifest.read() as connection:
        if connection.scalar(sa.select(table.c.who).where(of_member)) is None:
            return
    with storage.manifest.write() as connection:
        if connection.execute(sa.update(table).where(of_member).values(seen_at=now.isoformat())).rowcount:
            audit.write(connection, storage.id, who, "opened")


def _keep_an_owner(connection: sa.Connection, storage: WorkspaceStorage, *, but: str) -> None:
    table = schema.membership
    owners = sa.select(table.c.who).filter_by(workspace_id=storage.id, role="owner")
    if set(connection.scalars(owners)) == {but}:
        raise StoreError(message("This is the only owner. Make somebody else an owner first."))


def _record(row: sa.Row[Any]) -> Member:
    return Member(
        who=row.who,
        role=row.role,
        invited_at=datetime.fromisoformat(row.invited_at),
        invited_by=row.invited_by,
        seen_at=instant_of(row.seen_at),
    )
