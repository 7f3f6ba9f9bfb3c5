"""The bundles of links: published aggregates, stored as objects; each link keeps its newest two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from engagement.store.database import schema
from engagement.store.journal import proofs
from engagement.store.manifest import queries
from engagement.store.sharing import publications

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from engagement.store.manifest.manifest import Manifest
    from engagement.store.manifest.workspace_storage import WorkspaceStorage

#: The newest bundle, and the previous one, with which it is compared.
NEWEST_KEPT: Final = 2


@dataclass(frozen=True, slots=True)
class Bundle:
    """One published bundle: its object, the data that it was made of, and when it was made."""

    object: str
    version_digest: str
    made_at: datetime


def put_bundle(
    storage: WorkspaceStorage,
    link: int,
    table: pa.Table,
    version_digest: str,
    *,
    rewritten: int | None = None,
    version: int | None = None,
    instead: str | None = None,
    says: Mapping[str, Any] | None = None,
    rates: str = "",
) -> bool:
    """Publish a bundle for an open link; return False if it may not be published.

    It may not if the link was revoked, if a person was erased since `rewritten` (the newest proof when the
    table was begun, which may count that person), or if the `version` that it was made of was deleted.

    It replaces a bundle of the same data, made by another process or release, and one of the data named by
    `instead`. What it `says` for the first time, with money converted by `rates`, is recorded.
    """
    while True:
        digest = storage.objects.write(table)
        with storage.manifest.write() as connection:
            if not _may_be_published(connection, storage, link, rewritten, version):
                return False
            if not storage.objects.has(digest):
                continue  # an equal one was just removed
            replaced = schema.bundle.c.version_digest.in_([version_digest, instead or version_digest])
            same = sa.and_(schema.bundle.c.link_id == link, replaced)
            unneeded = forget(connection, same)
            connection.execute(
                sa.insert(schema.bundle).values(
                    link_id=link,
                    object=digest,
                    version_digest=version_digest,
                    made_at=datetime.now(UTC).isoformat(),
                )
            )
            newest = sa.select(schema.bundle.c.id).filter_by(link_id=link).order_by(schema.bundle.c.id.desc())
            kept_ids = list(connection.scalars(newest.limit(NEWEST_KEPT)))
            old = sa.and_(schema.bundle.c.link_id == link, schema.bundle.c.id.not_in(kept_ids))
            unneeded |= forget(connection, old)
            if says is not None and version is not None:
                publications.note(connection, link, version, rates, says)
        delete_unneeded(storage, unneeded)
        return True


def _may_be_published(
    connection: sa.Connection,
    storage: WorkspaceStorage,
    link: int,
    rewritten: int | None,
    version: int | None,
) -> bool:
    """Return whether the link is open and all data of its bundle still exist."""
    open_links = sa.select(schema.link.c.id).filter_by(id=link, workspace_id=storage.id, revoked_at=None)
    if connection.scalar(open_links) is None:
        return False
    if rewritten is not None and proofs.newest(connection, storage.id) != rewritten:
        return False
    version_exists = sa.select(schema.version.c.id).filter_by(id=version)
    return version is None or connection.scalar(version_exists) is not None


def newest_bundles(manifest: Manifest, link: int) -> Sequence[Bundle]:
    """Return a link's bundles, newest first; [] before the first is made."""
    ask = sa.select(schema.bundle).filter_by(link_id=link).order_by(schema.bundle.c.id.desc())
    with manifest.read() as connection:
        rows = connection.execute(ask).all()
    return [Bundle(row.object, row.version_digest, datetime.fromisoformat(row.made_at)) for row in rows]


def forget_all(connection: sa.Connection, workspace: int) -> int:
    """Delete all publications of links, because erased people are counted in them. Return how many.

    Their objects are deleted with the erasure that this belongs to.
    """
    count = connection.scalar(
        sa.select(sa.func.count()).select_from(schema.bundle).where(_of_workspace(workspace))
    )
    forget(connection, _of_workspace(workspace))
    return count or 0


def forget(connection: sa.Connection, where: sa.ColumnElement[bool]) -> set[str]:
    """Delete bundle rows and return their objects, to be deleted after the commit."""
    objects = set(connection.scalars(sa.select(schema.bundle.c.object).where(where)))
    connection.execute(sa.delete(schema.bundle).where(where))
    return objects


def _of_workspace(workspace: int) -> sa.ColumnElement[bool]:
    return schema.bundle.c.link_id.in_(sa.select(schema.link.c.id).filter_by(workspace_id=workspace))


def delete_unneeded(storage: WorkspaceStorage, objects: set[str]) -> None:
    """Delete those of the objects that nothing else needs, as the only writer."""
    if objects:
        with storage.manifest.write() as connection:
            for digest in objects - queries.referenced(connection, storage.id):
                storage.objects.remove(digest)
