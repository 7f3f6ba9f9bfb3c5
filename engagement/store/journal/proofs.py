"""Proofs of permanent removals: counts and the time, for the person who asked.

A proof identifies nobody. A change that began before the newest proof must start again, because the data
were rewritten since.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

import sqlalchemy as sa

from engagement.store.database import schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.store.manifest.workspace_storage import WorkspaceStorage

ProofKind = Literal["person", "retention"]


@dataclass(frozen=True, slots=True)
class Proof:
    """One erasure of a person, or one purge of old rows.

    `rows` counts rows by table over all files; a row in two files counts twice. `rejects` are rows that
    had been set aside, `cells` texts that named the person. `before` and `after` are digests of all data.
    """

    id: int
    when: datetime
    who: str
    kind: ProofKind
    rows: Mapping[str, int]
    rejects: int
    cells: int
    files: int
    versions: int
    contacts: int
    bundles: int
    before: str
    after: str

    @property
    def is_empty(self) -> bool:
        """Return whether there was nothing to erase. Bundles of links are made again in any case."""
        return not (any(self.rows.values()) or self.rejects or self.cells or self.files or self.contacts)


def newest(connection: sa.Connection, workspace: int) -> int:
    """Return the id of the newest proof of a workspace; 0 without any."""
    ask = sa.select(sa.func.max(schema.proof.c.id)).filter_by(workspace_id=workspace)
    return connection.scalar(ask) or 0


def write(
    connection: sa.Connection, workspace: int, who: str, kind: ProofKind, counts: Mapping[str, Any]
) -> None:
    """Write a proof within the transaction of the removal."""
    values = {"workspace_id": workspace, "made_at": datetime.now(UTC).isoformat(), "who": who}
    connection.execute(sa.insert(schema.proof).values(**values, proof={"kind": kind, **counts}))


def entries(storage: WorkspaceStorage) -> list[Proof]:
    """Return all proofs of a workspace, newest first."""
    ask = sa.select(schema.proof).filter_by(workspace_id=storage.id).order_by(schema.proof.c.id.desc())
    with storage.manifest.read() as connection:
        rows = connection.execute(ask).all()
    return [Proof(row.id, datetime.fromisoformat(row.made_at), row.who, **row.proof) for row in rows]
