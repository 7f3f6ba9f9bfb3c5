"""The mark of a backup: it identifies a folder as a backup and lists its contents for a restore.

It lists, by the digest of the manifest, the manifest's workspaces with the fingerprint of each key and
counts. While a folder's backup is renewed it lists both the old and the new manifest.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from engagement.store.database import schema
from engagement.store.manifest import queries

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    Marks = Mapping[str, "Mark"]

#: The file's name.
MARK: Final = "BACKUP"
_ABOUT: Final = "A backup made by engagement: the manifest and the objects belong together."


@dataclass(frozen=True, slots=True)
class Holding:
    """The contents of a manifest for one workspace."""

    files: int
    versions: int
    objects: int


@dataclass(frozen=True, slots=True)
class Mark:
    """The contents of one manifest. `keys`: fingerprints of the keys, by workspace.

    `holds` is None in a backup by an older version, which counted nothing.
    """

    made_at: datetime
    keys: Mapping[str, str]
    holds: Mapping[str, Holding] | None


def holdings(connection: sa.Connection) -> dict[str, Holding]:
    """Return the contents of a manifest, by workspace."""
    return {
        name: Holding(
            _count(connection, schema.dataset, name), _count(connection, schema.version, name), len(digests)
        )
        for name, digests in queries.needed(connection).items()
    }


def to_json(marks: Marks) -> str:
    """Return the text of the mark of these manifests, by their digest."""
    manifests = {
        digest: {
            "made_at": mark.made_at.isoformat(),
            "keys": dict(mark.keys),
            "holds": {name: asdict(holding) for name, holding in (mark.holds or {}).items()},
        }
        for digest, mark in marks.items()
    }
    return json.dumps({"about": _ABOUT, "manifests": manifests}, indent=1)


def read(folder: Path, manifest: str, made_at: datetime) -> Mark | None:
    """Return the contents of a folder's mark for the manifest with this digest; None if it is of another.

    `made_at` is when the manifest was written, for a mark without a time. Raises `OSError`, `ValueError`,
    `KeyError` or `TypeError` without a valid mark.
    """
    stored = json.loads((folder / MARK).read_bytes())
    if "manifests" not in stored:
        return Mark(made_at, dict(stored["keys"]), None)
    state = stored["manifests"].get(manifest)
    return None if state is None else _mark(state)


def _mark(state: Mapping[str, Any]) -> Mark:
    holds = {name: Holding(**holding) for name, holding in state["holds"].items()}
    return Mark(datetime.fromisoformat(state["made_at"]).astimezone(UTC), dict(state["keys"]), holds)


def _count(connection: sa.Connection, table: sa.Table, workspace: str) -> int:
    ask = sa.select(sa.func.count()).select_from(
        table.join(schema.workspace, schema.workspace.c.id == table.c.workspace_id)
    )
    return int(connection.scalar(ask.where(schema.workspace.c.name == workspace)) or 0)
