"""Shops that come and go: a workspace made by a title, and one taken away with all that belongs to it."""

from __future__ import annotations

import re
import secrets
import shutil
import unicodedata
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from engagement.store.database import schema
from engagement.store.journal import audit
from engagement.store.sharing import workspace_members
from engagement.store.versions import changes, titles
from engagement.store.workspaces.opening import key_file_of, open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from engagement.store.workspaces.workspace import Workspace

_LONGEST_SLUG: Final = 40


def found_shop(data_dir: Path, title: str, who: str = "") -> Workspace:
    """Make a workspace for a shop of this title. `who` becomes its owner, "" where nobody logs in."""
    title = titles.as_title(title)
    workspace = open_workspace(data_dir, _name(title))
    with workspace.storage.manifest.write() as connection:
        titles.write(connection, workspace.storage.id, title)
        audit.write(connection, workspace.storage.id, who, "founded", title=title)
    if who:
        workspace_members.invite(workspace.storage, who, "owner", who)
    return workspace


def close(data_dir: Path, workspace: Workspace, who: str = "", *, stays: bool = False) -> None:
    """Destroy a shop: its data, links, contacts, members, settings and key.

    A workspace that `stays` is empty then, as when it was made, with a new key. That it went is
    written into the audits of the other shops of its owners, or of all where nobody logs in.
    """
    storage = workspace.storage
    title = titles.titles(storage.manifest).get(workspace.name, "")
    workspace.delete_for_good("everything", who)
    with storage.manifest.write() as connection:
        told_workspaces = _audited_workspaces(connection, storage.id, who)
        for table in reversed(schema.metadata.sorted_tables):
            if "workspace_id" in table.c:
                connection.execute(sa.delete(table).where(table.c.workspace_id == storage.id))
        if stays:
            changes.publish(connection, storage, None, "start", "", [], [], {})
        else:
            connection.execute(sa.delete(schema.workspace).filter_by(id=storage.id))
        for other in told_workspaces:
            audit.write(connection, other, who, "closed", title=title or workspace.name)
    key_file = key_file_of(data_dir, workspace.name)
    for key in key_file.parent.glob(f"{key_file.name}*"):  # and keys that were set aside
        key.unlink(missing_ok=True)
    storage.objects.sweep(set(), grace_seconds=0)
    storage.manifest.scrub()
    if stays:
        open_workspace(data_dir, workspace.name)
    else:
        shutil.rmtree(storage.objects.folder, ignore_errors=True)


def _name(title: str) -> str:
    """A name that no workspace has had: another process may still know one that went."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_SLUG].strip("-") or "shop"
    return f"{slug}-{secrets.token_hex(3)}"


def _audited_workspaces(connection: sa.Connection, closed: int, who: str) -> list[int]:
    """The workspaces in whose audits a closing is written."""
    table = schema.membership
    if not who:
        return list(
            connection.scalars(sa.select(schema.workspace.c.id).where(schema.workspace.c.id != closed))
        )
    owners = sa.select(table.c.who).filter_by(workspace_id=closed, role="owner")
    owned = sa.select(table.c.workspace_id).where(table.c.role == "owner", table.c.who.in_(owners))
    return list(connection.scalars(owned.where(table.c.workspace_id != closed).distinct()))
