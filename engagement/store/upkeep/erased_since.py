"""What a newer manifest adds to an older one: people erased since, and permanently deleted files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa

from engagement.store.database import schema
from engagement.store.manifest import copying
from engagement.store.sharing import tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.store.manifest.manifest import Manifest


@dataclass(frozen=True, slots=True)
class ErasedSince:
    """For one workspace: `codes` of erased people, proofs, and its files' contents by id."""

    codes: frozenset[str]
    proofs: tuple[Mapping[str, object], ...]
    files: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class ManifestErasures:
    """For a whole manifest, by workspace. `ids`: the highest id that each table has assigned."""

    workspaces: Mapping[str, ErasedSince] = field(default_factory=dict)
    ids: Mapping[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Return whether it contains anything that a restore must repeat."""
        return any(erased.files or erased.codes for erased in self.workspaces.values())

    def deleted(self, workspace: str, files: Mapping[int, str]) -> set[int]:
        """Return which of these files (contents by id) have been deleted.

        Ids are never reused, so a missing id means a deleted file; but only in a manifest of the same
        origin, which shares a file with them.
        """
        erased = self.workspaces.get(workspace)
        if erased is None or not erased.files.items() & files.items():
            return set()
        return {i for i in files if i not in erased.files and i <= self.ids.get("dataset", 0)}


def read_since(manifest: Manifest) -> ManifestErasures:
    """Read the erasures of a manifest."""
    with manifest.read() as connection:
        rows = connection.execute(sa.select(schema.workspace)).all()
        erasures = {row.name: _read_erasures(connection, row.id) for row in rows}
        return ManifestErasures(erasures, manifest.last_ids(connection))


def put_back(saved: Manifest, present: Manifest, erasures: Sequence[ManifestErasures]) -> int:
    """Replace the present rows by the saved ones in one transaction; keep erasures made since.

    Return the number of people erased since the saved manifest. Tokens missing from the present manifest
    are revoked, as they may have been revoked since the backup.
    """
    with saved.read() as source, present.write() as target:
        valid = tokens.valid_hashes(target)
        copying.empty(target)
        copying.copy_rows(source, target)
        tokens.revoke_all_but(target, valid)
        present.never_reuse_ids(target, saved.last_ids(source))
        people = 0
        for newer in erasures:
            present.never_reuse_ids(target, dict(newer.ids))
            people += sum(_keep(target, name, erased) for name, erased in newer.workspaces.items())
        return people


def _read_erasures(connection: sa.Connection, workspace: int) -> ErasedSince:
    codes = connection.scalars(sa.select(schema.suppressed.c.code).filter_by(workspace_id=workspace)).all()
    proofs = connection.execute(sa.select(schema.proof).filter_by(workspace_id=workspace)).mappings()
    files = connection.execute(sa.select(schema.dataset).filter_by(workspace_id=workspace))
    return ErasedSince(
        frozenset(codes),
        tuple(dict(row) for row in proofs),
        {row.id: row.content_digest for row in files},
    )


def _keep(target: sa.Connection, name: str, erasures: ErasedSince) -> int:
    """Add codes and proofs that the restored workspace lacks; return how many codes."""
    workspace = target.scalar(sa.select(schema.workspace.c.id).filter_by(name=name))
    if workspace is None:
        return 0
    existing = _read_erasures(target, workspace)
    existing_ids = {row["id"] for row in existing.proofs}
    codes = [{"workspace_id": workspace, "code": code} for code in sorted(erasures.codes - existing.codes)]
    proofs = [{**row, "workspace_id": workspace} for row in erasures.proofs if row["id"] not in existing_ids]
    for table, rows in ((schema.suppressed, codes), (schema.proof, proofs)):
        if rows:
            target.execute(sa.insert(table), rows)
    return len(codes)
