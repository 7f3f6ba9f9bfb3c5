"""Rewriting all data of a workspace without some of its rows.

Unlike undo, this keeps no copy. The tables and rejected rows of every file are filtered, and every
version is merged again from them, as if the rows had never existed. The new objects are written
beside the old; one transaction then replaces them and notes the old ones for removal, which after a
crash happens when the workspace is opened next (`erasure`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from engagement.sources.importing.report import report_from_json, report_to_json
from engagement.sources.orders import supplements
from engagement.store.database import schema
from engagement.store.erasing import erasure
from engagement.store.journal import proofs
from engagement.store.manifest import queries
from engagement.store.persons.file_accounts import File, TableAccount
from engagement.store.sales import decisions, joined
from engagement.store.versions import changes, combined, named_shops, put_together
from engagement.tables import up_to_date

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    import pyarrow as pa

    from engagement.store.manifest.workspace_storage import WorkspaceStorage
    from engagement.store.persons.file_accounts import FilteredFile
    from engagement.store.sales.joined import Answers

    FileFilter = Callable[[File], FilteredFile]
    #: The object and its number of rows, by table.
    Tables = Mapping[str, tuple[str, int]]
    #: The name, object and shop of each part of a table.
    _Parts = tuple[tuple[str, str, str | None], ...]

#: Tables that are combined even if a single file has them.
_JOINED_TABLES: Final = (*joined.TOUCHED, supplements.NAME)
_EPOCH: Final = datetime(1970, 1, 1).date()


@dataclass(frozen=True, slots=True)
class ManifestState:
    """The part of the manifest about a workspace's files and versions that rewriting needs.

    `files`: day of import by dataset, newest first; `tables` of a dataset or version by its id.
    """

    files: Mapping[int, int]
    names: Mapping[int, str]
    tables: Mapping[int, Tables]
    rejects: Mapping[int, tuple[str | None, ...]]
    versions: Mapping[int, Tables]
    members: Mapping[int, tuple[int, ...]]
    shops: Mapping[int, Mapping[int, str]]
    answers: Mapping[int, Answers]
    head: int
    rewritten: int


@dataclass(frozen=True, slots=True)
class _Written:
    """A filtered file as objects."""

    filtered: FilteredFile
    tables: Tables
    rejects: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class RewritingCounts:
    """The extent of a rewriting: `rows` by table over all files, and digests of all stored data."""

    rows: Mapping[str, int] = field(default_factory=dict)
    rejects: int = 0
    cells: int = 0
    files: int = 0
    versions: int = 0
    before: str = ""
    after: str = ""

    def as_counts(self) -> dict[str, Any]:
        """Return the counts as JSON values, for a proof."""
        return asdict(self)


def rewrite(
    storage: WorkspaceStorage,
    filter_file: Callable[[], FileFilter],
    record: Callable[[sa.Connection, RewritingCounts], None],
) -> RewritingCounts:
    """Filter every file, newest first, and merge all versions again.

    `filter_file` begins a round; `record` adds further statements to the transaction.
    """
    return changes.until_done(lambda: _attempt(storage, filter_file(), record))


def read_state(connection: sa.Connection, workspace: int) -> ManifestState:
    """Return the state of the manifest on which rewriting works."""
    rows = connection.execute(
        sa.select(schema.dataset).filter_by(workspace_id=workspace).order_by(schema.dataset.c.id.desc())
    ).all()
    ids = [row.id for row in rows]
    versions = list(connection.scalars(sa.select(schema.version.c.id).filter_by(workspace_id=workspace)))
    return ManifestState(
        files={r.id: (datetime.fromisoformat(r.added_at).date() - _EPOCH).days for r in rows},
        names={r.id: r.file for r in rows},
        tables=_tables(connection, schema.dataset_table, "dataset_id", ids),
        rejects={i: tuple(r.rejects for r in _reports(connection, i)) for i in ids},
        versions=_tables(connection, schema.version_table, "version_id", versions),
        members={v: tuple(queries.dataset_ids(connection, v)) for v in versions},
        shops={v: named_shops.names(connection, v) for v in versions},
        answers={v: decisions.answers_of(connection, v) for v in versions},
        head=queries.head_id(connection, workspace),
        rewritten=proofs.newest(connection, workspace),
    )


def file(
    storage: WorkspaceStorage, state: ManifestState, dataset: int, names: Collection[str] | None = None
) -> File:
    """Return everything read from a file, or only tables of these `names`. Raises `Stale` if it is gone."""
    with storage.manifest.read() as connection:
        reports = [report_from_json(row.report) for row in _reports(connection, dataset)]
    if len(reports) != len(state.rejects[dataset]):
        raise combined.Stale
    try:
        parts = [
            TableAccount(report, None if digest is None else storage.objects.read(digest))
            for report, digest in zip(reports, state.rejects[dataset], strict=True)
        ]
        tables = {
            name: up_to_date(name, storage.objects.read(digest))
            for name, (digest, _) in state.tables[dataset].items()
            if names is None or name in names
        }
    except FileNotFoundError as gone:
        raise combined.Stale(str(gone)) from gone
    named = state.shops[state.head].get(dataset)
    return File(state.names[dataset], state.files[dataset], tables, tuple(parts), named)


def _attempt(
    storage: WorkspaceStorage,
    filter_file: FileFilter,
    record: Callable[[sa.Connection, RewritingCounts], None],
) -> RewritingCounts:
    with storage.manifest.read() as connection:
        state = read_state(connection, storage.id)
    written = {}
    for dataset in state.files:
        stored_file = file(storage, state, dataset)
        filtered = filter_file(stored_file)
        if filtered.touched:
            written[dataset] = _write(storage, dataset, stored_file, filtered, state)
    versions = _merged_anew(storage, state, written)
    tally = _tally(state, written, versions)
    with storage.manifest.write() as connection:
        if read_state(connection, storage.id) != state or not _all_there(storage, written, versions):
            raise combined.Stale
        before = queries.referenced(connection, storage.id)
        for dataset, new in written.items():
            _replace_file(connection, dataset, new)
        for version, tables in versions.items():
            _replace_version(connection, version, tables)
        record(connection, tally)
        unneeded = before - queries.referenced(connection, storage.id)
        erasure.note(connection, storage.id, {erasure.REWRITTEN, *unneeded})
    return tally


def _tables(connection: sa.Connection, table: sa.Table, owner: str, ids: Sequence[int]) -> dict[int, Tables]:
    by_owner: dict[int, dict[str, tuple[str, int]]] = {i: {} for i in ids}
    for row in connection.execute(sa.select(table).where(table.c[owner].in_(ids)).order_by(table.c.name)):
        by_owner[row._mapping[owner]][row.name] = (row.object, row.rows)  # noqa: SLF001 - its public name
    return dict(by_owner)


def _reports(connection: sa.Connection, dataset: int) -> Sequence[sa.Row[tuple[object, ...]]]:
    table = schema.dataset_report
    return connection.execute(sa.select(table).filter_by(dataset_id=dataset).order_by(table.c.position)).all()


def _write(
    storage: WorkspaceStorage, dataset: int, before: File, remaining: FilteredFile, state: ManifestState
) -> _Written:
    """Write what is left of a file; objects from which nothing was removed stay."""
    tables = {
        name: state.tables[dataset][name]
        if table is before.tables[name]
        else (storage.objects.write(table), table.num_rows)
        for name, table in remaining.file.tables.items()
        if table.num_rows
    }
    rejects = tuple(
        _rejects(storage, old, new, digest)
        for new, old, digest in zip(remaining.file.parts, before.parts, state.rejects[dataset], strict=True)
    )
    return _Written(remaining, tables, rejects)


def _rejects(
    storage: WorkspaceStorage, old: TableAccount, new: TableAccount, digest: str | None
) -> str | None:
    if new.rejects is None:
        return None
    return digest if new.rejects is old.rejects else storage.objects.write(new.rejects)


def _merged_anew(
    storage: WorkspaceStorage, state: ManifestState, written: Mapping[int, _Written]
) -> dict[int, Tables]:
    """Return the tables of every version with a rewritten file, merged again from its files."""
    merged: dict[tuple[_Parts, tuple[object, ...]], Tables] = {}
    anew: dict[int, Tables] = {}
    for version, members in state.members.items():
        if not written.keys() & set(members):
            continue
        tables: dict[str, tuple[str, int]] = {}
        answers = tuple(sorted(state.answers[version].items()))
        for parts in _groups(state, written, version):
            if (parts, answers) not in merged:
                merged[parts, answers] = _merge(storage, parts, state.answers[version])
            tables |= merged[parts, answers]
        if tables != state.versions[version]:
            anew[version] = tables
    return anew


def _groups(state: ManifestState, written: Mapping[int, _Written], version: int) -> Iterator[_Parts]:
    """Yield the parts of a version's tables, oldest first."""
    parts_of_tables: dict[str, list[tuple[str, str, str | None]]] = {}
    for i in state.members[version]:
        for name, (digest, _) in (written[i].tables if i in written else state.tables[i]).items():
            shop = state.shops[version].get(i) if name in named_shops.TABLES_WITH_SHOP else None
            parts_of_tables.setdefault(name, []).append((name, digest, shop))
    together = put_together.together(parts_of_tables, parts_of_tables, several="orders" in parts_of_tables)
    yield from (tuple(parts) for name, parts in parts_of_tables.items() if name not in together)
    together_parts = tuple(part for name in together for part in parts_of_tables.get(name, ()))
    if together_parts:
        yield together_parts


def _merge(storage: WorkspaceStorage, parts: _Parts, answers: Answers) -> Tables:
    try:
        tables = [
            (name, named_shops.with_shop_name(storage.objects.read(digest), shop))
            for name, digest, shop in parts
        ]
    except FileNotFoundError as gone:
        raise combined.Stale(str(gone)) from gone
    ((name, digest, shop), *more), ((_, table), *_) = parts, tables
    if not more and shop is None and name not in _JOINED_TABLES:
        return {name: (digest, table.num_rows)}
    parts_by_name: dict[str, list[pa.Table]] = {}
    for name, table in tables:
        parts_by_name.setdefault(name, []).append(table)
    merged = put_together.put_together(parts_by_name, answers)[0]
    return {name: (storage.objects.write(table), table.num_rows) for name, table in merged.items()}


def _all_there(
    storage: WorkspaceStorage, written: Mapping[int, _Written], versions: Mapping[int, Tables]
) -> bool:
    new = {d for v in versions.values() for d, _ in v.values()}
    for written_file in written.values():
        new |= {d for d, _ in written_file.tables.values()} | {
            d for d in written_file.rejects if d is not None
        }
    return all(storage.objects.has(digest) for digest in new)


def _replace_file(connection: sa.Connection, dataset: int, new: _Written) -> None:
    connection.execute(sa.update(schema.dataset).filter_by(id=dataset).values(file=new.filtered.file.name))
    connection.execute(sa.delete(schema.dataset_table).filter_by(dataset_id=dataset))
    rows = [
        {"dataset_id": dataset, "name": name, "object": digest, "rows": count}
        for name, (digest, count) in new.tables.items()
    ]
    if rows:
        connection.execute(sa.insert(schema.dataset_table), rows)
    for position, (part, digest) in enumerate(zip(new.filtered.file.parts, new.rejects, strict=True)):
        connection.execute(
            sa.update(schema.dataset_report)
            .filter_by(dataset_id=dataset, position=position)
            .values(report=report_to_json(part.report), rejects=digest)
        )


def _replace_version(connection: sa.Connection, version: int, tables: Tables) -> None:
    connection.execute(sa.delete(schema.version_table).filter_by(version_id=version))
    rows = [
        {"version_id": version, "name": name, "object": digest, "rows": count}
        for name, (digest, count) in tables.items()
    ]
    if rows:
        connection.execute(sa.insert(schema.version_table), rows)
    digest = combined.digest_of(tables)
    connection.execute(sa.update(schema.version).filter_by(id=version).values(digest=digest))


def _tally(
    state: ManifestState, written: Mapping[int, _Written], versions: Mapping[int, Tables]
) -> RewritingCounts:
    rows: Counter[str] = Counter()
    for written_file in written.values():
        rows.update(written_file.filtered.rows)
    return RewritingCounts(
        rows=dict(rows),
        rejects=sum(file.filtered.rejects for file in written.values()),
        cells=sum(file.filtered.cells for file in written.values()),
        files=len(written),
        versions=len(versions),
        before=_digest(state.tables, state.rejects, state.versions),
        after=_digest(
            {i: written[i].tables if i in written else t for i, t in state.tables.items()},
            {i: written[i].rejects if i in written else r for i, r in state.rejects.items()},
            {**state.versions, **versions},
        ),
    )


def _digest(
    tables: Mapping[int, Tables],
    rejects: Mapping[int, tuple[str | None, ...]],
    versions: Mapping[int, Tables],
) -> str:
    """Return one digest of all objects of a workspace."""
    lines = [f"{kind} {i} {name} {digest}" for kind, by_id in (("file", tables), ("version", versions))
             for i, file_tables in by_id.items() for name, (digest, _) in file_tables.items()]  # fmt: skip
    lines += [f"rejects {i} {digest}" for i, digests in rejects.items() for digest in digests]
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()
