"""The audit: who did what and when, for the owner to read, for 90 days.

It contains counts, roles, titles of links and addresses of members. It never contains a customer's address,
a token, a file's name or a cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal

import sqlalchemy as sa

from engagement.store.database import schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.store.manifest.manifest import Manifest

KEPT_DAYS: Final = 90
#: Visits within this time are one line.
VISIT: Final = timedelta(hours=1)

What = Literal[
    "opened",
    "uploaded",
    "removed",
    "undone",
    "deleted",
    "shared",
    "changed_link",
    "revoked",
    "link_opened",
    "exported",
    "exported_aside",
    "exported_person",
    "exported_addresses",
    "exported_list",
    "exported_report",
    "erased",
    "kept_addresses",
    "deleted_addresses",
    "kept_for",
    "said_of_sales",
    "invited",
    "role",
    "dismissed",
    "founded",
    "renamed",
    "closed",
    "saved_segment",
    "removed_segment",
    "chose_figures",
    "kept_note",
    "removed_note",
    "kept_goal",
    "removed_goal",
    "kept_review",
    "removed_review",
    "made_token",
    "revoked_token",
    "sent_file",
    "mail_planned",
    "mail_dropped",
    "mail_asked",
    "mail_confirmed",
    "mail_stopped",
    "mail_removed",
    "mail_sent",
    "mail_failed",
]


#: The audit's names for the origin of a new version of the data.
_OF_VERSION: Final[Mapping[str, What]] = {
    "add": "uploaded",
    "anew": "uploaded",
    "remove": "removed",
    "sales": "said_of_sales",
    "erase": "deleted",
}


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the audit. `about` has its details.

    `count`: files added, people erased, rows of a list. `list`, `format`, `all`: who was on the list, for
    which tool it was made, and whether it included people without consent. `title`: of a link, a token, a
    shop, a segment or a mail schedule. `member`, `role`. `figure`: its key.
    """

    when: datetime
    who: str
    what: str
    about: Mapping[str, str | int]


def note(manifest: Manifest, workspace: int, who: str, what: What, **about: str | int) -> None:
    """Record an action of a person (`who`; "" for the user of this computer)."""
    with manifest.write() as connection:
        write(connection, workspace, who, what, **about)


def write(connection: sa.Connection, workspace: int, who: str, what: What, **about: str | int) -> None:
    """Write a line within a larger transaction."""
    line = {"workspace_id": workspace, "at": datetime.now(UTC).isoformat(), "who": who, "what": what}
    connection.execute(sa.insert(schema.audit).values(**line, about=about))


def note_visit(manifest: Manifest, workspace: int, who: str) -> None:
    """Record a visit without a login, at most once an hour."""
    an_hour_ago = (datetime.now(UTC) - VISIT).isoformat()
    lines = schema.audit.c
    before = sa.select(lines.id).where(
        lines.workspace_id == workspace, lines.who == who, lines.what == "opened", lines.at > an_hour_ago
    )
    with manifest.write() as connection:
        if connection.scalar(before.limit(1)) is None:
            write(connection, workspace, who, "opened")


def write_version(connection: sa.Connection, workspace: int, who: str, action: str, files: int) -> None:
    """Record the origin of a new version of the data, in the transaction that creates it."""
    if action in _OF_VERSION:
        write(connection, workspace, who, _OF_VERSION[action], count=files)


def entries(manifest: Manifest, workspace: int, most: int = 500) -> list[AuditEntry]:
    """Return the newest lines of a workspace, newest first."""
    ask = sa.select(schema.audit).filter_by(workspace_id=workspace).order_by(schema.audit.c.id.desc())
    with manifest.read() as connection:
        rows = connection.execute(ask.limit(most)).all()
    return [AuditEntry(datetime.fromisoformat(row.at), row.who, row.what, row.about) for row in rows]


def purge(manifest: Manifest, days: int = KEPT_DAYS) -> int:
    """Delete the lines of all workspaces that are older than `days` days; return how many."""
    before = (datetime.now(UTC) - timedelta(days=days)).isoformat()
    old = schema.audit.c.at < before
    with manifest.read() as connection:
        if connection.scalar(sa.select(schema.audit.c.id).where(old).limit(1)) is None:
            return 0  # without old lines no write lock is needed
    with manifest.write() as connection:
        return connection.execute(sa.delete(schema.audit).where(old)).rowcount
