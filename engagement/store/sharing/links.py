"""Links: what the recipient of an address may see.

The token in the address is a secret of 256 bits, of which only the sha256 is stored; `public` names the
link in addresses and opens nothing. A link opens a bundle of aggregates, an object of its own; the newest
two are kept, to show what changed since.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal

import sqlalchemy as sa

from engagement.locale import message
from engagement.store.database import schema
from engagement.store.journal import audit
from engagement.store.manifest import manifest as m
from engagement.store.manifest.as_text import hash_of, instant_of, text_of
from engagement.store.objects.errors import StoreError
from engagement.store.sharing import bundles
from engagement.store.sharing.terms import Terms, terms_from_json, terms_to_json

if TYPE_CHECKING:
    from engagement.store.manifest.manifest import Manifest
    from engagement.store.manifest.workspace_storage import WorkspaceStorage

LinkState = Literal["stands", "expired", "revoked"]

_TOKEN_BYTES: Final = 32
_PUBLIC_BYTES: Final = 12
LONGEST_TITLE: Final = 120
LONGEST_NOTE: Final = 600
#: Visits within a minute count once.
_VISIT: Final = timedelta(minutes=1)
#: The number of wrong passwords without a delay; each further one locks the link for twice as long.
_FREE_TRIES: Final = 5
_FIRST_LOCK: Final = timedelta(seconds=30)
_LONGEST_LOCK: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Link:
    """One link. `pinned`: its fixed version; None if it follows the newest.

    `locked_until`: no password is checked before. Instants are in UTC.
    """

    id: int
    workspace_id: int
    workspace: str
    public: str
    title: str
    note: str
    terms: Terms
    pinned: int | None
    follows: bool
    password_hash: str | None
    locked_until: datetime | None
    made_at: datetime
    who: str
    expires_at: datetime | None
    revoked_at: datetime | None
    seen_at: datetime | None
    visits: int

    @property
    def state(self) -> LinkState:
        """Return whether the link opens anything now, and if not, why."""
        if self.revoked_at is not None:
            return "revoked"
        if self.expires_at is not None and self.expires_at <= datetime.now(UTC):
            return "expired"
        return "stands"


def make_link(
    storage: WorkspaceStorage,
    terms: Terms,
    *,
    title: str,
    who: str = "",
    note: str = "",
    expires_at: datetime | None,
    follows: bool = True,
    password_hash: str | None = None,
) -> tuple[Link, str]:
    """Make a link and return it with its token, which cannot be recovered later.

    A link that does not follow the newest data is fixed to the current version.
    """
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    with storage.manifest.write() as connection:
        pinned = None
        if not follows:
            pinned = connection.scalar(sa.select(schema.head.c.version_id).filter_by(workspace_id=storage.id))
        link_id = m.insert(
            connection,
            schema.link,
            workspace_id=storage.id,
            public=secrets.token_urlsafe(_PUBLIC_BYTES),
            token_hash=hash_of(token),
            title=_at_most(title, LONGEST_TITLE),
            note=_at_most(note, LONGEST_NOTE),
            terms=terms_to_json(terms),
            pinned=pinned,
            follows=follows,
            password_hash=password_hash,
            failures=0,
            made_at=datetime.now(UTC).isoformat(),
            who=who,
            expires_at=text_of(expires_at),
            visits=0,
        )
        audit.write(connection, storage.id, who, "shared", title=_at_most(title, LONGEST_TITLE))
        link = _one_link(connection, schema.link.c.id == link_id)
    assert link is not None  # noqa: S101 - it was written a line ago
    return link, token


def links(storage: WorkspaceStorage) -> list[Link]:
    """Return all links of a workspace, newest first, including closed ones."""
    ask = _select().where(schema.link.c.workspace_id == storage.id).order_by(schema.link.c.id.desc())
    with storage.manifest.read() as connection:
        return [_record(row) for row in connection.execute(ask)]


def by_token(manifest: Manifest, token: str) -> Link | None:
    """Return the link of a token, whatever its state; None for any other text.

    Every text takes the same path (hash, then look-up), so the time that it takes reveals nothing.
    """
    with manifest.read() as connection:
        return _one_link(connection, schema.link.c.token_hash == hash_of(token))


def by_public(manifest: Manifest, public: str) -> Link | None:
    """Return the link with this name in addresses, whatever its state."""
    with manifest.read() as connection:
        return _one_link(connection, schema.link.c.public == public)


def by_id(manifest: Manifest, link: int) -> Link | None:
    """Return a link, whatever its state."""
    with manifest.read() as connection:
        return _one_link(connection, schema.link.c.id == link)


def revoke(storage: WorkspaceStorage, link: int, who: str = "") -> None:
    """Close a link permanently and delete its bundles."""
    with storage.manifest.write() as connection:
        _change(connection, storage, link, revoked_at=datetime.now(UTC).isoformat(), password_hash=None)
        unneeded = bundles.forget(connection, schema.bundle.c.link_id == link)
        audit.write(connection, storage.id, who, "revoked", title=_title(connection, link))
    bundles.delete_unneeded(storage, unneeded)


def set_end(storage: WorkspaceStorage, link: int, expires_at: datetime | None, who: str = "") -> None:
    """Change the day on which a link ends, None for never; an ended link opens again."""
    with storage.manifest.write() as connection:
        _change(connection, storage, link, expires_at=text_of(expires_at))
        audit.write(connection, storage.id, who, "changed_link", title=_title(connection, link))


def note_visit(manifest: Manifest, link: Link) -> None:
    """Count that a link was opened; several times within a minute count once."""
    now = datetime.now(UTC)
    table, before = schema.link.c, (now - _VISIT).isoformat()
    if link.seen_at is not None and link.seen_at.isoformat() > before:
        return
    with manifest.write() as connection:
        lately = sa.or_(table.seen_at.is_(None), table.seen_at <= before)
        counted = connection.execute(
            sa.update(schema.link)
            .where(table.id == link.id, lately)
            .values(seen_at=now.isoformat(), visits=table.visits + 1)
        )
        if counted.rowcount:
            audit.write(connection, link.workspace_id, "", "link_opened", title=link.title)


def try_password(manifest: Manifest, link: int) -> datetime | None:
    """Count an attempt before the password is checked; return until when attempts are blocked, if so.

    Counting first means that simultaneous attempts gain nothing.
    """
    now = datetime.now(UTC)
    with manifest.write() as connection:
        link_record = _one_link(connection, schema.link.c.id == link)
        if link_record is None:
            return now + _LONGEST_LOCK
        if link_record.locked_until is not None and link_record.locked_until > now:
            return link_record.locked_until
        connection.execute(
            sa.update(schema.link)
            .where(schema.link.c.id == link)
            .values(failures=schema.link.c.failures + 1, failed_at=now.isoformat())
        )
    return None


def password_was_right(manifest: Manifest, link: int) -> None:
    """Reset the count of wrong passwords of a link."""
    with manifest.write() as connection:
        right = sa.update(schema.link).where(schema.link.c.id == link)
        connection.execute(right.values(failures=0, failed_at=None))


def _select() -> sa.Select[Any]:
    return sa.select(schema.link, schema.workspace.c.name).join_from(schema.link, schema.workspace)


def _one_link(connection: sa.Connection, where: sa.ColumnElement[bool]) -> Link | None:
    row = connection.execute(_select().where(where)).one_or_none()
    return None if row is None else _record(row)


def _record(row: sa.Row[Any]) -> Link:
    return Link(
        id=row.id,
        workspace_id=row.workspace_id,
        workspace=row.name,
        public=row.public,
        title=row.title,
        note=row.note,
        terms=terms_from_json(row.terms),
        pinned=row.pinned,
        follows=row.follows,
        password_hash=row.password_hash,
        locked_until=_locked_until(row.failures, instant_of(row.failed_at)),
        made_at=datetime.fromisoformat(row.made_at),
        who=row.who,
        expires_at=instant_of(row.expires_at),
        revoked_at=instant_of(row.revoked_at),
        seen_at=instant_of(row.seen_at),
        visits=row.visits,
    )


def _locked_until(failures: int, failed_at: datetime | None) -> datetime | None:
    beyond = failures - _FREE_TRIES
    if beyond < 0 or failed_at is None:
        return None
    # Capped before the power is taken: 2 to a large number overflows a timedelta.
    doubled: int = 1 << min(beyond, 10)
    return failed_at + min(_FIRST_LOCK * doubled, _LONGEST_LOCK)


def _change(connection: sa.Connection, storage: WorkspaceStorage, link: int, **values: object) -> None:
    table = schema.link.c
    is_open = sa.and_(table.id == link, table.workspace_id == storage.id, table.revoked_at.is_(None))
    if not connection.execute(sa.update(schema.link).where(is_open).values(values)).rowcount:
        raise StoreError(message("This link is closed already."))


def _title(connection: sa.Connection, link: int) -> str:
    title: str = connection.scalars(sa.select(schema.link.c.title).filter_by(id=link)).one()
    return title


def _at_most(text: str, most: int) -> str:
    return text.strip()[:most]
