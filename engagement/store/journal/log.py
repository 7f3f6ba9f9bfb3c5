"""The log of a workspace: what was done to its data, by whom and when, and what that changed.

Every version records its origin. Undo and redo steps are recorded separately, and so is what a version
changed, once that has been computed. All of it is deleted with the versions concerned.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from engagement.locale import message
from engagement.store.database import schema
from engagement.store.journal import audit
from engagement.store.manifest import queries
from engagement.store.manifest.records import LogEntry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.store.manifest.workspace_storage import WorkspaceStorage

_WORDS: Final = {
    "undo": message("Undone: {what}"),
    "redo": message("Done again: {what}"),
    "go": message("Went back to: {what}"),
}


def entries(storage: WorkspaceStorage) -> list[LogEntry]:
    """Return all changes, newest first, as far back as the history goes."""
    with storage.manifest.read() as connection:
        versions = {v.id: v for v in queries.versions(connection, storage.id, storage.objects)}
        notes = {
            row.version_id: row.note
            for row in connection.execute(
                sa.select(schema.version_note).where(schema.version_note.c.version_id.in_(versions))
            )
        }
        steps = connection.execute(
            sa.select(schema.step).filter_by(workspace_id=storage.id).order_by(schema.step.c.id)
        ).all()
    found = [LogEntry(v.when, v.who, v.what, v.id, notes.get(v.id, {})) for v in reversed(versions.values())]
    for step in steps:
        about = versions[step.version_id]
        what = _WORDS[step.action].filled(what=about.what)
        found.append(LogEntry(datetime.fromisoformat(step.made_at), step.who, what, about.id))
    return sorted(found, key=lambda entry: entry.when, reverse=True)


def note(storage: WorkspaceStorage, version: int, changes: Mapping[str, Any]) -> None:
    """Store what a version changed; nothing if the version was deleted in the meantime."""
    with storage.manifest.write() as connection:
        version_exists = sa.select(schema.version.c.id).filter_by(id=version, workspace_id=storage.id)
        if connection.scalar(version_exists) is not None:
            connection.execute(sa.delete(schema.version_note).filter_by(version_id=version))
            connection.execute(sa.insert(schema.version_note).values(version_id=version, note=dict(changes)))


def stepped(
    connection: sa.Connection, storage: WorkspaceStorage, action: str, version: int, who: str
) -> None:
    """Record a step: `undo` of a version, `redo` of one, `go` to one."""
    values = {"workspace_id": storage.id, "version_id": version, "action": action, "who": who}
    connection.execute(sa.insert(schema.step).values(**values, made_at=datetime.now(UTC).isoformat()))
    audit.write(connection, storage.id, who, "undone")
