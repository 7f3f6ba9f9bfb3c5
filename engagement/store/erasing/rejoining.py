"""Joining the two pseudonyms of a person once a new file shows that they are the same person.

All stored data are rewritten with one pseudonym, in every file and version, as for an erasure
(`rewriting`): phone numbers are not stored, so no file could be read again for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.store.erasing import erasure, rewriting
from engagement.store.persons import also_known
from engagement.store.persons.file_accounts import FilteredFile
from engagement.store.versions import changes, combined, renaming

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import sqlalchemy as sa

    from engagement.store.manifest.records import Drop
    from engagement.store.manifest.workspace_storage import WorkspaceStorage
    from engagement.store.persons.file_accounts import File


def join(storage: WorkspaceStorage, key: bytes, drops: Sequence[Drop]) -> None:
    """Learn the aliases of people in these files, and join them in the stored data."""
    aliases = _aliases(drops)
    if aliases:
        with storage.manifest.read() as connection:
            aliases = {
                k: v
                for k, v in aliases.items()
                if k not in also_known.person_of_alias(connection, storage.id, aliases)
            }
    if not aliases:
        return
    standing = aliases.keys() & changes.until_done(lambda: _people(storage))
    if not standing:
        with storage.manifest.write() as connection:
            _learn(connection, storage, key, aliases)
        return

    def filter_file(file: File) -> FilteredFile:
        after, cells = renaming.renamed(file, {other: aliases[other] for other in standing})
        return FilteredFile(after, {}, 0, cells)

    def record(connection: sa.Connection, _: rewriting.RewritingCounts) -> None:
        _learn(connection, storage, key, aliases)

    rewriting.rewrite(storage, lambda: filter_file, record)
    erasure.finish_erasure(storage)


def _learn(
    connection: sa.Connection, storage: WorkspaceStorage, key: bytes, aliases: Mapping[int, int]
) -> None:
    existing = also_known.person_of_alias(
        connection, storage.id, aliases
    )  # another import may have done it already
    also_known.learn(connection, storage.id, key, {k: v for k, v in aliases.items() if k not in existing})


def _aliases(drops: Sequence[Drop]) -> dict[int, int]:
    """Return the main pseudonym by the other one, without those that may belong to several people."""
    persons_by_alias: dict[int, set[int]] = {}
    for drop in drops:
        for part in drop.imported:
            for other, person in part.also_known.items():
                persons_by_alias.setdefault(other, set()).add(person)
    return {other: next(iter(people)) for other, people in persons_by_alias.items() if len(people) == 1}


def _people(storage: WorkspaceStorage) -> set[int]:
    """Return every pseudonym in the stored data."""
    with storage.manifest.read() as connection:
        state = rewriting.read_state(connection, storage.id)
    pseudonyms: set[int] = set()
    for digest in {digest for tables in state.tables.values() for digest, _ in tables.values()}:
        try:
            pseudonyms |= also_known.keys_in(storage.objects.read(digest))
        except FileNotFoundError as gone:
            raise combined.Stale(digest) from gone
    return pseudonyms
