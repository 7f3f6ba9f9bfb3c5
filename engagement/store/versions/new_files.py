"""A new file: its tables and its rejected rows, as objects.

Rows of erased people are left out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from engagement.sources.importing.report import report_to_json
from engagement.sources.model.spill import forget_all
from engagement.store.database import schema
from engagement.store.manifest import manifest as m
from engagement.store.persons import forgetting
from engagement.store.persons.file_accounts import File, TableAccount
from engagement.store.versions import renaming
from engagement.store.versions.merge import merge
from engagement.tables import conform

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.store.manifest.records import Drop
    from engagement.store.objects.folder import Objects
    from engagement.store.persons.persons import Persons


@dataclass(frozen=True, slots=True)
class Stored:
    """A table as an object, "" before it is written.

    `replaced[i]`: the number of older rows that part i replaced.
    """

    object: str
    rows: int
    table: pa.Table
    replaced: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Fresh:
    """A new file whose tables and rejected rows are written. `reports`: account and rejects by table."""

    name: str
    drop: Drop
    tables: Mapping[str, Stored]
    reports: tuple[tuple[Mapping[str, Any], str | None], ...]

    @property
    def objects(self) -> list[str]:
        """Return all its objects."""
        rejects = [digest for _, digest in self.reports if digest is not None]
        return [*(stored.object for stored in self.tables.values()), *rejects]


def prepare(objects: Objects, drop: Drop, erased: Persons | None, aliases: Mapping[int, int]) -> Fresh:
    """Write a file's tables, without the rows of `erased` people, and its rejected rows.

    `aliases` gives a person's main pseudonym by another one that the file may have (`also_known`).
    """
    read = _merged(drop)
    if aliases:
        read, _ = renaming.renamed(read, aliases)
    if erased is not None:
        read = forgetting.without_people(read, erased).file
    stored = {n: Stored(objects.write(t), t.num_rows, t) for n, t in read.tables.items() if t.num_rows}
    reports = tuple(
        (report_to_json(p.report), objects.write(p.rejects) if p.rejects is not None else None)
        for p in read.parts
    )
    return Fresh(read.name, drop, stored, reports)


def last_day(drop: Drop) -> int:
    """Return the last day in a file, 0 without any."""
    return max((p.report.last_day or 0 for p in drop.imported), default=0)


def insert(connection: sa.Connection, workspace: int, fresh: Fresh, who: str) -> int:
    """Write a file into the manifest and return the dataset's id."""
    dataset = m.insert(
        connection,
        schema.dataset,
        workspace_id=workspace,
        file=fresh.name,
        content_digest=fresh.drop.content_digest,
        added_at=datetime.now(UTC).isoformat(),
        who=who,
    )
    tables = [
        {"dataset_id": dataset, "name": name, "object": stored.object, "rows": stored.rows}
        for name, stored in fresh.tables.items()
    ]
    reports = [
        {"dataset_id": dataset, "position": position, "report": report, "rejects": rejects}
        for position, (report, rejects) in enumerate(fresh.reports)
    ]
    for table, rows in ((schema.dataset_table, tables), (schema.dataset_report, reports)):
        if rows:
            connection.execute(sa.insert(table), rows)
    return dataset


def _merged(drop: Drop) -> File:
    parts: dict[str, list[pa.Table]] = defaultdict(list)
    for part in drop.imported:
        for name, table in part.mergeable.items():
            parts[name].append(conform(name, table))
            forget_all()
    tables = {name: merge(name, of_name).table for name, of_name in parts.items()}
    return File(drop.file, 0, tables, tuple(TableAccount(p.report, p.rejects) for p in drop.imported))
