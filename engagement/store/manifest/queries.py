"""Reading the manifest's rows as records."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from engagement.locale import Message, message
from engagement.sources.importing.report import report_from_json
from engagement.store.database import schema
from engagement.store.manifest.records import Dataset, Version
from engagement.store.objects.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.sources.model.account import Report
    from engagement.store.objects.folder import Objects

_WORDS: Final = {
    "start": message("The workspace was made"),
    "add": message("Added {files}"),
    "anew": message("Read {files} anew"),
    "remove": message("Removed {files}"),
    "shop": message("Assigned a shop: {files}"),
    "sales": message("Said which sales are the same"),
    "erase": message("Deleted a file for good"),
}
_FORGOTTEN: Final = {
    "add": message("Added a file that was deleted for good"),
    "anew": message("Read a file anew that was deleted for good"),
    "shop": message("Assigned a shop to a file that was deleted for good"),
    "remove": message("Removed a file that was deleted for good"),
}


def head_id(connection: sa.Connection, workspace: int) -> int:
    """Return the id of the current version."""
    return int(
        connection.scalars(sa.select(schema.head.c.version_id).filter_by(workspace_id=workspace)).one()
    )


def versions(
    connection: sa.Connection, workspace: int, objects: Objects, only: int | None = None
) -> list[Version]:
    """Return all versions of the workspace, newest first, or the version `only`, if it exists."""
    ask = sa.select(schema.version).filter_by(workspace_id=workspace).order_by(schema.version.c.id.desc())
    if only is not None:
        ask = ask.where(schema.version.c.id == only)
    rows = connection.execute(ask).all()
    ids = [row.id for row in rows]
    tables = defaultdict(list)
    for row in connection.execute(
        sa.select(schema.version_table).where(schema.version_table.c.version_id.in_(ids))
    ):
        tables[row.version_id].append(row)
    files = _changed_files(connection, ids)
    return [
        Version(
            id=row.id,
            digest=row.digest,
            when=datetime.fromisoformat(row.made_at),
            who=row.who,
            what=_what(row.action, list(files[row.id].values())),
            parent=row.parent,
            tables={t.name: objects.path(t.object) for t in tables[row.id]},
            rows={t.name: t.rows for t in tables[row.id]},
            removed=next(iter(files[row.id]), None) if row.action == "remove" else None,
        )
        for row in rows
    ]


def dataset_ids(connection: sa.Connection, version: int) -> list[int]:
    """Return the ids of the files in a version, oldest first."""
    ask = sa.select(schema.version_dataset.c.dataset_id).filter_by(version_id=version).order_by("dataset_id")
    return list(connection.scalars(ask))


def tables_of(connection: sa.Connection, datasets: Sequence[int]) -> dict[str, list[tuple[int, str]]]:
    """Return, for each canonical table, these files and the object that each has of it, oldest file first."""
    table = schema.dataset_table
    ask = sa.select(table).where(table.c.dataset_id.in_(datasets)).order_by(table.c.dataset_id)
    by_table: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in connection.execute(ask):
        by_table[row.name].append((row.dataset_id, row.object))
    return dict(by_table)


def datasets(connection: sa.Connection, ids: Sequence[int], cached: dict[int, Dataset]) -> dict[int, Dataset]:
    """Return the records of these files. Those in `cached` are reused: a dataset never changes."""
    new = [i for i in ids if i not in cached]
    reports: dict[int, list[Report]] = defaultdict(list)
    table = schema.dataset_report
    for row in connection.execute(
        sa.select(table).where(table.c.dataset_id.in_(new)).order_by(table.c.position)
    ):
        reports[row.dataset_id].append(report_from_json(row.report))
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for row in connection.execute(
        sa.select(schema.dataset_table).where(schema.dataset_table.c.dataset_id.in_(new))
    ):
        counts[row.dataset_id][row.name] = row.rows
    read = {
        row.id: Dataset(
            id=row.id,
            file=row.file,
            content_digest=row.content_digest,
            added_at=datetime.fromisoformat(row.added_at),
            who=row.who,
            reports=tuple(reports[row.id]),
            rows=counts[row.id],
        )
        for row in connection.execute(sa.select(schema.dataset).where(schema.dataset.c.id.in_(new)))
    }
    return {i: cached.get(i) or read[i] for i in ids}


def report(connection: sa.Connection, workspace: int, dataset: int, part: int) -> Report:
    """Return the account of one table of a file."""
    return report_from_json(_report_row(connection, workspace, dataset, part).report)


def rejects(connection: sa.Connection, workspace: int, dataset: int, part: int) -> str | None:
    """Return the digest of the object with the rows set aside from one table of a file; None without any."""
    digest: str | None = _report_row(connection, workspace, dataset, part).rejects
    return digest


def referenced(connection: sa.Connection, workspace: int) -> set[str]:
    """Return the digests of all objects that a file or a version of the workspace needs."""
    columns = (
        (schema.version_table.c.object, schema.version),
        (schema.dataset_table.c.object, schema.dataset),
        (schema.dataset_report.c.rejects, schema.dataset),
        (schema.bundle.c.object, schema.link),
    )
    return {
        digest
        for column, owner in columns
        for digest in connection.scalars(
            sa.select(column).join_from(column.table, owner).where(owner.c.workspace_id == workspace)
        )
        if digest is not None
    }


def needed(connection: sa.Connection) -> dict[str, set[str]]:
    """Return the digests of all needed objects, by workspace."""
    rows = connection.execute(sa.select(schema.workspace).order_by(schema.workspace.c.id)).all()
    return {row.name: referenced(connection, row.id) for row in rows}


def no_such_file() -> StoreError:
    """Return the error for a file that was removed in the meantime."""
    return StoreError(message("This file is not in the workspace any more."))


def _report_row(connection: sa.Connection, workspace: int, dataset: int, part: int) -> sa.Row[Any]:
    owner = schema.dataset.c
    ask = (
        sa.select(schema.dataset_report)
        .join(schema.dataset)
        .where(owner.id == dataset, owner.workspace_id == workspace, schema.dataset_report.c.position == part)
    )
    row = connection.execute(ask).one_or_none()
    if row is None:
        raise no_such_file()
    return row


def _changed_files(connection: sa.Connection, ids: Sequence[int]) -> dict[int, dict[int, str]]:
    """The names of the files that made versions, by version and dataset."""
    ask = (
        sa.select(schema.version_change.c.version_id, schema.dataset.c.id, schema.dataset.c.file)
        .join_from(schema.version_change, schema.dataset)
        .where(schema.version_change.c.version_id.in_(ids))
        .order_by(schema.dataset.c.id)
    )
    files: dict[int, dict[int, str]] = defaultdict(dict)
    for row in connection.execute(ask):
        files[row.version_id][row.id] = row.file
    return files


def _what(action: str, files: list[str]) -> Message:
    words = _WORDS[action]
    if "{files}" not in words.text:
        return words
    return words.filled(files=", ".join(files)) if files else _FORGOTTEN[action]
