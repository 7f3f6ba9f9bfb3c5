"""Tokens by which a program reads a shop's figures or sends it files.

A token is a secret of 256 bits, of which only the sha256 is stored: it is shown once, to the owner who
makes it. It gives access to one shop, for one use (its scope), until a day.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

import sqlalchemy as sa

from engagement.locale import message
from engagement.store.database import schema
from engagement.store.journal import audit
from engagement.store.manifest import manifest as m
from engagement.store.manifest.as_text import hash_of, instant_of
from engagement.store.objects.errors import StoreError

if TYPE_CHECKING:
    from engagement.store.manifest.manifest import Manifest
    from engagement.store.manifest.workspace_storage import WorkspaceStorage

#: read: all figures of the owner; aggregates: what a link would show; upload: only send files.
TokenScope = Literal["read", "aggregates", "upload"]
TokenState = Literal["stands", "expired", "revoked"]

#: The prefix of tokens, by which secret scanners recognise them.
PREFIX: Final = "engagement_"
_BYTES: Final = 32
LONGEST_TITLE: Final = 80
#: The most valid tokens of a shop.
MOST: Final = 50
#: Uses within a minute are recorded once.
_USE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Token:
    """One token of one shop, without its secret. `who` made it. Instants are in UTC."""

    id: int
    workspace_id: int
    workspace: str
    scope: TokenScope
    title: str
    made_at: datetime
    who: str
    expires_at: datetime
    revoked_at: datetime | None
    seen_at: datetime | None

    @property
    def state(self) -> TokenState:
        """Return whether it gives access now."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_at <= datetime.now(UTC) else "stands"


def make_token(
    storage: WorkspaceStorage, scope: TokenScope, *, title: str, who: str = "", expires_at: datetime
) -> tuple[Token, str]:
    """Make a token and return it with its secret, which cannot be recovered later.

    Raises `StoreError` if the shop has too many valid tokens, or the title is empty.
    """
    title = " ".join(title.split())[:LONGEST_TITLE]
    if not title:
        raise StoreError(message("Give the token a name, so that it can be told from others."))
    if sum(token.state == "stands" for token in tokens(storage)) >= MOST:
        raise StoreError(message("There are {most} tokens already. Revoke one first.", most=MOST))
    secret = PREFIX + secrets.token_urlsafe(_BYTES)
    with storage.manifest.write() as connection:
        token_id = m.insert(
            connection,
            schema.token,
            workspace_id=storage.id,
            token_hash=hash_of(secret),
            scope=scope,
            title=title,
            made_at=datetime.now(UTC).isoformat(),
            who=who,
            expires_at=expires_at.astimezone(UTC).isoformat(),
        )
        audit.write(connection, storage.id, who, "made_token", title=title)
        row = connection.execute(_select().where(schema.token.c.id == token_id)).one()
    return _record(row), secret


def tokens(storage: WorkspaceStorage) -> list[Token]:
    """Return all tokens of a shop, newest first, including invalid ones."""
    ask = _select().where(schema.token.c.workspace_id == storage.id).order_by(schema.token.c.id.desc())
    with storage.manifest.read() as connection:
        return [_record(row) for row in connection.execute(ask)]


def by_secret(manifest: Manifest, secret: str) -> Token | None:
    """Return the token of a secret, whatever its state; None for an unknown secret.

    Every text is hashed and looked up, so the time that the look-up takes reveals nothing about the secret.
    """
    hashed = hash_of(secret)
    with manifest.read() as connection:
        row = connection.execute(_select().where(schema.token.c.token_hash == hashed)).one_or_none()
    if row is None or not hmac.compare_digest(row.token_hash, hashed):
        return None
    return _record(row)


def revoke(storage: WorkspaceStorage, token: int, who: str = "") -> None:
    """Close a token permanently. Raises `StoreError` if it does not exist or is closed."""
    of_token = (schema.token.c.id == token, schema.token.c.workspace_id == storage.id)
    with storage.manifest.write() as connection:
        title = connection.scalar(sa.select(schema.token.c.title).where(*of_token))
        update = sa.update(schema.token).where(*of_token, schema.token.c.revoked_at.is_(None))
        if not connection.execute(update.values(revoked_at=datetime.now(UTC).isoformat())).rowcount:
            raise StoreError(message("This token is not there any more."))
        audit.write(connection, storage.id, who, "revoked_token", title=title or "")


def note_use(manifest: Manifest, token: Token) -> None:
    """Record that a token was used; several uses within a minute once."""
    now = datetime.now(UTC)
    if token.seen_at is not None and now - token.seen_at < _USE:
        return
    with manifest.write() as connection:
        used = sa.update(schema.token).where(schema.token.c.id == token.id)
        connection.execute(used.values(seen_at=now.isoformat()))


def valid_hashes(connection: sa.Connection) -> list[str]:
    """Return the hashes of all tokens that are not revoked."""
    return list(connection.scalars(sa.select(schema.token.c.token_hash).filter_by(revoked_at=None)))


def revoke_all_but(connection: sa.Connection, hashes: list[str]) -> None:
    """Revoke every token whose hash is not given: one that was revoked since must not become valid again."""
    others = sa.update(schema.token).where(
        schema.token.c.revoked_at.is_(None), schema.token.c.token_hash.not_in(hashes)
    )
    connection.execute(others.values(revoked_at=datetime.now(UTC).isoformat()))


def _select() -> sa.Select[Any]:
    return sa.select(schema.token, schema.workspace.c.name).join_from(schema.token, schema.workspace)


def _record(row: sa.Row[Any]) -> Token:
    # Unknown scopes get the least access.
    scope: TokenScope = next((name for name in get_args(TokenScope) if name == row.scope), "upload")
    return Token(
        id=row.id,
        workspace_id=row.workspace_id,
        workspace=row.name,
        scope=scope,
        title=row.title,
        made_at=datetime.fromisoformat(row.made_at),
        who=row.who,
        expires_at=datetime.fromisoformat(row.expires_at),
        revoked_at=instant_of(row.revoked_at),
        seen_at=instant_of(row.seen_at),
    )
