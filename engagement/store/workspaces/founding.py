"""Adding and removing shops: a workspace with a title, and the removal of everything that belongs to it."""

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
    """Create a workspace for a shop with this title. `who` becomes its owner, "" without logins."""
    title = titles.as_title(title)
    workspace = open_workspace(data_dir, _name(title))
    with workspace.storage.manifest.write() as connection:
        titles.write(connection, workspace.storage.id, title)
        audit.write(connection, workspace.storage.id, who, "founded", title=title)
    if who:
        workspace_members.invite(workspace.storage, who, "owner", who)
    return workspace


def close(data_dir: Path, workspace: Workspace, who: str = "", *, stays: bool = False) -> None:
    """Delete a shop: its data, links, contacts, members, settings and key.

    A workspace that `stays` is then empty, as when it was created, with a new key. The removal is recorded
    in the audits of the other shops of its owners, or of all shops without logins.
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
    """Return a name that no workspace has ever had: another process may still know a removed one."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_SLUG].strip("-") or "shop"
    return f"{slug}-{secrets.token_hex(3)}"


def _audited_workspaces(connection: sa.Connection, closed: int, who: str) -> list[int]:
    """Return the workspaces in whose audits the removal is recorded."""
    table = schema.membership
    if not who:
        return list(
            connection.scalars(sa.select(schema.workspace.c.id).where(schema.workspace.c.id != closed))
        )
    owners = sa.select(table.c.who).filter_by(workspace_id=closed, role="owner")
    owned = sa.select(table.c.workspace_id).where(table.c.role == "owner", table.c.who.in_(owners))
    return list(connection.scalars(owned.where(table.c.workspace_id != closed).distinct()))
