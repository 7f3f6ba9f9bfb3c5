"""A small invented shop with members and links, for tests that talk to the real server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from engagement.app.who import passwords
from engagement.store import open_workspace
from engagement.store.database import schema
from engagement.store.sharing import links, workspace_members
from engagement.store.sharing.terms import Terms
from tests.store.shop import add, orders

if TYPE_CHECKING:
    from pathlib import Path

    from engagement.store.sharing.links import Link

PASSWORD = "blue candle, 12 steps"  # noqa: S105 - invented


@dataclass(frozen=True)
class Made:
    """A link and the token that opens it."""

    link: Link
    token: str

    @property
    def base(self) -> str:
        return f"/v/{self.link.public}"


def make(data_dir: Path, name: str = "shop", **others: object) -> Made:
    """Make a link to one workspace that stands for a day."""
    storage = open_workspace(data_dir, name).storage
    given = {
        "title": "Autumn",
        "expires_at": datetime.now(UTC) + timedelta(days=1),
        "terms": Terms(pages=("overview", "purchases")),
        **others,
    }
    return Made(*links.make_link(storage, given.pop("terms"), **given))


@dataclass(frozen=True)
class House:
    """All that the tests ask for."""

    data_dir: Path
    open: Made
    other: Made
    locked: Made
    expired: Made
    revoked: Made


def furnish(data_dir: Path) -> House:
    """Fill a data folder."""
    workspace = open_workspace(data_dir, "shop")
    add(workspace, "autumn.csv", {"orders": orders(range(1, 400))})
    for who, role in (
        ("ann@example.com", "owner"),
        ("eva@example.com", "editor"),
        ("vic@example.com", "viewer"),
    ):
        workspace_members.invite(workspace.storage, who, role)
    workspace_members.invite(open_workspace(data_dir, "acme").storage, "olga@example.com", "owner")
    expired, revoked = make(data_dir), make(data_dir)
    links.revoke(workspace.storage, revoked.link.id)
    past = (datetime.now(UTC) - timedelta(minutes=1)).isoformat()
    with workspace.storage.manifest.write() as connection:
        ended = sa.update(schema.link).where(schema.link.c.id == expired.link.id)
        connection.execute(ended.values(expires_at=past))
    return House(
        data_dir=data_dir,
        open=make(data_dir),
        other=make(data_dir, "acme"),
        locked=make(data_dir, password_hash=passwords.hashed(PASSWORD)),
        expired=expired,
        revoked=revoked,
    )
