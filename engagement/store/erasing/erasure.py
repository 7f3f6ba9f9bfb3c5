"""Deleting data from disk: permanent erasure, and the sweep of unreferenced files.

Undo keeps data; erasure destroys it. What is to be deleted is recorded in the transaction that forgets it,
so an erasure that was interrupted by a crash is completed when the workspace is next opened.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pyarrow.compute as pc
import sqlalchemy as sa

from engagement.locale import message
from engagement.store.database import schema
from engagement.store.journal import unread_files
from engagement.store.manifest import owner_choices, queries
from engagement.store.objects.errors import StoreError
from engagement.store.persons import contacts
from engagement.store.planning import day_notes, kept_goals, kept_reviews
from engagement.store.sharing import bundles, publications
from engagement.store.versions import changes, combined, confirmed_files, kept_segments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.store.manifest.workspace_storage import WorkspaceStorage

#: The number of versions kept for undo. Each may hold a merged copy of every table.
KEPT_VERSIONS: Final = 20
#: An object younger than this may belong to an import that is not published yet.
GRACE_SECONDS: Final = 3600.0
#: Recorded with every rewriting, so that it is completed even if no object was removed.
REWRITTEN: Final = "rewritten"
#: Tables independent of all others, and those about people, which complete each other.
_APART: Final = frozenset({"posts", "audience", "sessions", "campaigns"})
_OF_PEOPLE: Final = frozenset({"orders", "responses", "members"})


def erase(storage: WorkspaceStorage, dataset: int | None, who: str) -> None:
    """Delete one file (None: all), every version that contained it, and note its objects for removal."""
    base = changes.read_base(storage)
    forgotten = _datasets(storage) if dataset is None else [dataset]
    tables = changes.merged_anew(storage, base, forgotten)
    with storage.manifest.write() as connection:
        changes.check(connection, storage, base, [digest for digest, _ in tables.values()])
        if not set(forgotten) <= set(_all_datasets(connection, storage.id)):
            raise queries.no_such_file()
        before = queries.referenced(connection, storage.id)
        doomed = _versions_with(connection, forgotten)
        _reparent(connection, storage.id, doomed)
        if base.version in doomed:
            staying = [i for i in base.datasets if i not in forgotten]
            parent = connection.scalar(sa.select(schema.version.c.parent).filter_by(id=base.version))
            remaining = base if dataset is not None else replace(base, answers={})
            changes.publish(connection, storage, parent, "erase", who, staying, [], tables, base=remaining)
            publications.replace_version(connection, base.version, queries.head_id(connection, storage.id))
        publications.note_removed_days(connection, storage.id, _lost(connection, forgotten))
        _forget(connection, doomed, forgotten)
        bundles.forget_all(connection, storage.id)
        unread_files.forget_all(connection, storage.id)
        if dataset is None:
            connection.execute(sa.delete(schema.recipe).filter_by(workspace_id=storage.id))
            connection.execute(
                sa.delete(schema.setting).filter_by(workspace_id=storage.id, name=confirmed_files.SETTING)
            )
            for written in (kept_segments, day_notes, kept_goals, kept_reviews):
                owner_choices.forget_named(connection, storage.id, written.SETTING)
            connection.execute(sa.delete(schema.rates).filter_by(workspace_id=storage.id))
            connection.execute(sa.delete(schema.contact).filter_by(workspace_id=storage.id))
            connection.execute(sa.delete(schema.also_known).filter_by(workspace_id=storage.id))
        note(connection, storage.id, before - queries.referenced(connection, storage.id))


def _lost(connection: sa.Connection, datasets: Sequence[int]) -> publications.DayRanges:
    """Return the tables whose changes since publication can no longer be computed.

    Files about people complete each other: removing one may change what another says.
    """
    names = set(queries.tables_of(connection, datasets))
    if names - _APART:
        names |= _OF_PEOPLE
    return {name: [publications.EVER] for name in names}


def finish_erasure(storage: WorkspaceStorage) -> None:
    """Delete recorded objects from disk, and the deleted rows from the manifest's files.

    Unreferenced objects are deleted too, however new: a crashed import may have left the same rows.
    """
    try:
        noted = _take_from_disk(storage)
    except OSError as fault:
        raise StoreError(
            message("The data are deleted, but the disk could not be cleared of them. Try once more.")
        ) from fault
    storage.manifest.scrub()
    with storage.manifest.write() as connection:
        delete = sa.delete(schema.erasure).where(schema.erasure.c.object.in_(noted))
        connection.execute(delete.filter_by(workspace_id=storage.id))


def _take_from_disk(storage: WorkspaceStorage) -> set[str]:
    with storage.manifest.write() as connection:
        noted = set(connection.scalars(sa.select(schema.erasure.c.object).filter_by(workspace_id=storage.id)))
        referenced = queries.referenced(connection, storage.id)
        for digest in noted - referenced:
            storage.objects.remove(digest)
        storage.objects.sweep(referenced, grace_seconds=0)
        storage.objects.sync()
        return noted


def erasure_pending(storage: WorkspaceStorage) -> bool:
    """Return whether an erasure was interrupted before its objects were deleted from disk."""
    with storage.manifest.read() as connection:
        ask = sa.select(schema.erasure.c.object).filter_by(workspace_id=storage.id).limit(1)
        return connection.scalar(ask) is not None


def sweep(storage: WorkspaceStorage, keep: int, grace_seconds: float, modified_since: float = 0) -> int:
    """Remove all but the newest `keep` versions, the head and those that links need, and unneeded files.

    Runs as the only writer: an import has either published its objects by then, or will find one missing
    when it does and start again. Files last modified before `modified_since` stay. Returns the number of
    removed files.
    """
    with storage.manifest.write() as connection:
        newest = (
            sa.select(schema.version.c.id)
            .filter_by(workspace_id=storage.id)
            .order_by(schema.version.c.id.desc())
        )
        kept_versions = {*connection.scalars(newest.limit(keep)), queries.head_id(connection, storage.id)}
        kept_versions.update(connection.scalars(_pinned(storage.id)))
        kept_versions.update(connection.scalars(publications.versions_needed(storage.id)))
        old = [i for i in connection.scalars(newest) if i not in kept_versions]
        if old:
            _forget(connection, old, [])
        return storage.objects.sweep(
            queries.referenced(connection, storage.id), grace_seconds, modified_since
        )


def note(connection: sa.Connection, workspace: int, unneeded: set[str]) -> None:
    """Record objects to be deleted from disk."""
    noted = connection.scalars(sa.select(schema.erasure.c.object).filter_by(workspace_id=workspace))
    rows = [{"workspace_id": workspace, "object": digest} for digest in unneeded - set(noted)]
    if rows:
        connection.execute(sa.insert(schema.erasure), rows)


def _pinned(workspace: int) -> sa.Select[tuple[int | None]]:
    """Return the versions to which open links are fixed."""
    link = schema.link.c
    return sa.select(link.pinned).where(
        link.workspace_id == workspace, link.pinned.is_not(None), link.revoked_at.is_(None)
    )


def _datasets(storage: WorkspaceStorage) -> list[int]:
    with storage.manifest.read() as connection:
        return _all_datasets(connection, storage.id)


def _all_datasets(connection: sa.Connection, workspace: int) -> list[int]:
    return list(connection.scalars(sa.select(schema.dataset.c.id).filter_by(workspace_id=workspace)))


def _versions_with(connection: sa.Connection, datasets: Sequence[int]) -> set[int]:
    table = schema.version_dataset.c
    return set(connection.scalars(sa.select(table.version_id).where(table.dataset_id.in_(datasets))))


def _reparent(connection: sa.Connection, workspace: int, doomed: set[int]) -> None:
    """Make each remaining version follow its nearest remaining ancestor, so that undo skips removed ones."""
    version = schema.version.c
    ask = sa.select(version.id, version.parent).filter_by(workspace_id=workspace)
    parents = {row.id: row.parent for row in connection.execute(ask)}
    for child, parent in parents.items():
        ancestor = parent
        while ancestor in doomed:
            ancestor = parents[ancestor]
        if ancestor != parent:
            connection.execute(sa.update(schema.version).where(version.id == child).values(parent=ancestor))


def _forget(connection: sa.Connection, versions: Sequence[int] | set[int], datasets: Sequence[int]) -> None:
    """Delete versions, files, and files that are in no version any more."""
    connection.execute(sa.delete(schema.version).where(schema.version.c.id.in_(versions)))
    connection.execute(sa.delete(schema.dataset).where(schema.dataset.c.id.in_(datasets)))
    files_in_use = sa.select(schema.version_dataset.c.dataset_id)
    connection.execute(sa.delete(schema.dataset).where(schema.dataset.c.id.not_in(files_in_use)))


def forget_contacts(storage: WorkspaceStorage) -> int:
    """Delete the contacts of people of whom no file holds a row; return how many were deleted."""
    if not contacts.count(storage):
        return 0
    people = changes.until_done(lambda: _people(storage))
    with storage.manifest.write() as connection:
        stored = sa.select(schema.contact.c.customer_key).filter_by(workspace_id=storage.id)
        return contacts.forget(connection, storage.id, set(connection.scalars(stored)) - people)


def _people(storage: WorkspaceStorage) -> set[int]:
    """Return the pseudonyms of all customers in all files."""
    with storage.manifest.read() as connection:
        files = list(connection.scalars(sa.select(schema.dataset.c.id).filter_by(workspace_id=storage.id)))
        tables = queries.tables_of(connection, files)
    pseudonyms: set[int] = set()
    for digest in {digest for parts in tables.values() for _, digest in parts}:
        try:
            rows = storage.objects.read(digest)
        except FileNotFoundError as gone:  # deleted permanently in the meantime
            raise combined.Stale(digest) from gone
        if "customer_key" in rows.column_names:
            pseudonyms.update(pc.unique(rows.column("customer_key")).drop_null().to_pylist())
    return pseudonyms
