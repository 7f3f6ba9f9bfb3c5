"""How long rows are kept, and the nightly purge of older ones.

An owner sets the number of months for each kind of table; without a setting, nothing is purged. Whole
months are removed: on the first of a month the one that became too old. Rows without a date, members and
rejected rows count from the day of import.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import sqlalchemy as sa

from engagement.locale import Message, message
from engagement.store.database import schema
from engagement.store.erasing import erasure, rewriting
from engagement.store.journal import audit, proofs
from engagement.store.manifest import owner_choices
from engagement.store.persons.file_accounts import TableAccount, filtered, without_rejects
from engagement.store.sharing import bundles, publications
from engagement.store.versions import changes
from engagement.store.workspaces.opening import open_workspace, workspaces

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from engagement.store.erasing.rewriting import RewritingCounts
    from engagement.store.manifest.workspace_storage import WorkspaceStorage
    from engagement.store.persons.file_accounts import File, FilteredFile
    from engagement.store.persons.persons import Mask

#: The kinds of rows with a limited retention, by their main table, with the tables that depend on it.
KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "orders": ("orders", "lines", "supplements", "consents"),
    "responses": ("responses",),
    "posts": ("posts", "audience"),
    "sessions": ("sessions",),
    "campaigns": ("campaigns", "recipients"),
    "members": ("members",),
    "ad_spend": ("ad_spend",),
}
LONGEST: Final = 240
#: The kind to which the rejected rows of a file belong.
_OF_REPORT: Final = {
    "orders": "orders",
    "surveys": "responses",
    "social": "posts",
    "web": "sessions",
    "email": "campaigns",
    "loyalty": "members",
    "contacts": "orders",
    "costs": "ad_spend",
}
_EPOCH: Final = date(1970, 1, 1)
_PURGED: Final = "purged"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a purge would remove: the rows of all files, and the first day that would stay."""

    rows: int
    first_day: date


def terms(storage: WorkspaceStorage) -> dict[str, int]:
    """Return the months by kind; kinds that are kept for ever are not included."""
    table = schema.retention
    with storage.manifest.read() as connection:
        rows = connection.execute(sa.select(table.c.name, table.c.months).filter_by(workspace_id=storage.id))
        return {row.name: row.months for row in rows}


def keep_for(storage: WorkspaceStorage, kind: str, months: int | None, who: str = "") -> None:
    """Keep a kind of rows for `months` months from the next purge on; None: for ever."""
    if kind not in KINDS or (months is not None and not 0 < months <= LONGEST):
        raise ValueError(f"{kind} cannot be kept for {months} months")
    with storage.manifest.write() as connection:
        connection.execute(sa.delete(schema.retention).filter_by(workspace_id=storage.id, name=kind))
        if months is not None:
            values = {"workspace_id": storage.id, "name": kind, "months": months}
            connection.execute(sa.insert(schema.retention).values(values))
        # A wrong choice can be corrected until the next night.
        owner_choices.write(connection, storage.id, _PURGED, value=datetime.now(UTC).isoformat())
        audit.write(connection, storage.id, who, "kept_for")


def first_kept(today: date, months: int) -> date:
    """Return the first day that stays: that of the month `months` months before this one."""
    year, month = divmod(12 * today.year + today.month - 1 - months, 12)
    return date(year, month + 1, 1)


def outlook(storage: WorkspaceStorage, kind: str, months: int, today: date) -> Outlook:
    """Return what a purge would remove of a kind, without removing it."""
    cut = first_kept(today, months)
    return changes.until_done(lambda: Outlook(_old_rows(storage, {kind: (cut - _EPOCH).days}), cut))


def purge(storage: WorkspaceStorage, today: date) -> RewritingCounts | None:
    """Remove rows that are too old from files and versions permanently; None if there are none.

    All links are published again, including those of a fixed version. Old audit lines, and records of what
    closed links published, are removed in any case.
    """
    cuts = {kind: (first_kept(today, months) - _EPOCH).days for kind, months in terms(storage).items()}
    _purge_beside(storage)
    if not cuts or not changes.until_done(lambda: _old_rows(storage, cuts)):
        return None

    def record(connection: sa.Connection, tally: RewritingCounts) -> None:
        published = bundles.forget_all(connection, storage.id)
        publications.note_removed_days(connection, storage.id, days)
        counts = tally.as_counts() | {"contacts": 0, "bundles": published}
        proofs.write(connection, storage.id, "", "retention", counts)

    days = changes.until_done(lambda: _published_days(storage, cuts))
    storage.manifest.make_room()
    tally = rewriting.rewrite(storage, lambda: lambda file: without(file, cuts), record)
    erasure.forget_contacts(storage)
    erasure.finish_erasure(storage)
    return tally


def purge_all(data_dir: Path, today: date, is_due: Callable[[datetime | None], bool] = lambda _: True) -> int:
    """Purge every workspace of a data folder; return how many rows were removed from their files.

    `is_due` returns whether to purge, from the time of the last purge or change of the terms.
    """
    rows = 0
    for name in workspaces(data_dir):
        workspace = open_workspace(data_dir, name)
        if not is_due(_purged(workspace.storage)):
            continue
        tally = purge(workspace.storage, today)
        workspace.sweep()
        with workspace.storage.manifest.write() as connection:
            owner_choices.write(
                connection, workspace.storage.id, _PURGED, value=datetime.now(UTC).isoformat()
            )
        rows += sum(tally.rows.values()) + tally.rejects if tally is not None else 0
    return rows


def _purged(storage: WorkspaceStorage) -> datetime | None:
    with storage.manifest.read() as connection:
        stored = owner_choices.read(connection, storage.id, _PURGED)
    return None if stored is None else datetime.fromisoformat(stored)


def without(file: File, cuts: Mapping[str, int]) -> FilteredFile:
    """Remove rows from a file that are older than the day (since 1970) at which their kind is cut."""
    tables = dict(file.tables)
    for kind, cut in cuts.items():
        for name in KINDS[kind]:
            is_old = _old(name, tables[name], cut, file.added) if name in tables else None
            if is_old is not None and is_old.any():
                tables[name] = tables[name].filter(pa.array(~is_old))
    parts = tuple(_part(part, file.added, cuts) for part in file.parts)
    rows = {name: table.num_rows - tables[name].num_rows for name, table in file.tables.items()}
    return filtered(file, replace(file, tables=tables, parts=parts), rows, 0, _tell)


def _purge_beside(storage: WorkspaceStorage) -> None:
    """Remove expired data other than rows: old audit lines, and publications of closed links."""
    audit.purge(storage.manifest)
    now = datetime.now(UTC).isoformat()
    link = schema.link.c
    closed = sa.select(link.id).where(
        link.workspace_id == storage.id, sa.or_(link.revoked_at.is_not(None), link.expires_at < now)
    )
    with storage.manifest.write() as connection:
        unneeded = bundles.forget(connection, schema.bundle.c.link_id.in_(closed))
    bundles.delete_unneeded(storage, unneeded)


def _part(part: TableAccount, added: int, cuts: Mapping[str, int]) -> TableAccount:
    if part.rejects is None or added >= cuts.get(_OF_REPORT[part.report.kind], added):
        return part
    return without_rejects(part, np.ones(part.rejects.num_rows, bool))


def _old(name: str, table: pa.Table, cut: int, added: int) -> Mask:
    """Return a mask of the rows that end before the day `cut`."""
    if name == "members":
        return np.full(table.num_rows, added < cut)
    last = table.column("last_day") if "last_day" in table.column_names else table.column("day")
    day = pc.coalesce(last, table.column("day"), pa.scalar(added, pa.int32()))
    return np.asarray(pc.less(day, cut))


def _tell(count: int) -> Message:
    return message(
        "{count} row that was older than is kept was deleted",
        "{count} rows that were older than is kept were deleted",
        n=count,
        count=count,
    )


def _published_days(storage: WorkspaceStorage, cuts: Mapping[str, int]) -> publications.DayRanges:
    """Return the months from which rows are removed, if links may have published them."""
    if not publications.has_published(storage):
        return {}
    names = {name for kind in cuts for name in KINDS[kind]}
    with storage.manifest.read() as connection:
        state = rewriting.read_state(connection, storage.id)
    files = [rewriting.file(storage, state, dataset, names) for dataset in state.files]
    return publications.days_of(
        (name, file.tables[name].filter(pa.array(_old(name, file.tables[name], cut, file.added))))
        for file in files
        for kind, cut in cuts.items()
        for name in KINDS[kind]
        if name in file.tables
    )


def _old_rows(storage: WorkspaceStorage, cuts: Mapping[str, int]) -> int:
    """Return how many rows of all files are too old, including rejected ones."""
    names = {name for kind in cuts for name in KINDS[kind]}
    with storage.manifest.read() as connection:
        state = rewriting.read_state(connection, storage.id)
    sifted_files = (without(rewriting.file(storage, state, dataset, names), cuts) for dataset in state.files)
    return sum(sum(remaining.rows.values()) + remaining.rejects for remaining in sifted_files)
