"""What the links of a workspace have published so far, and what was erased since.

Recipients may have kept a publication that was replaced or whose link has ended. So the next one is
checked against all of them (`metrics.guarding`). A link that was closed before anybody opened it does
not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import sqlalchemy as sa

from engagement.store.database import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyarrow as pa

    from engagement.store.manifest.workspace_storage import WorkspaceStorage

#: Day ranges by table: the first day, and the day after the last.
DayRanges = dict[str, list[tuple[int, int]]]

_MONTH: Final = np.timedelta64(1, "M")
#: The key of the days on which rows were added since.
_LATER_DAYS: Final = "since"
#: All days: for removed rows without a day, and for rows that can no longer be compared.
EVER: Final = (-(10**6), 10**6)


@dataclass(frozen=True, slots=True)
class Publication:
    """The content of one publication.

    `version` is the published version, None once that is deleted, `rates` the digest of the exchange rates
    used. `changed_days` are the days on which a few rows were removed or added afterwards.
    """

    id: int
    link: int
    version: int | None
    rates: str
    content: Mapping[str, Any]
    changed_days: DayRanges


def note(connection: sa.Connection, link: int, version: int, rates: str, content: Mapping[str, Any]) -> None:
    """Record what a link publishes from now on."""
    workspace = connection.scalars(sa.select(schema.link.c.workspace_id).filter_by(id=link)).one()
    same = {
        "link_id": link,
        "version_id": version,
        "rates": rates,
        "withdrawn": _newest(connection, workspace),
    }
    connection.execute(sa.delete(schema.told).filter_by(**same))
    connection.execute(sa.insert(schema.told).values(**same, said=dict(content)))


def all_publications(storage: WorkspaceStorage) -> list[Publication]:
    """Return what has been published, the oldest first; without links that were closed unopened."""
    link, ask = schema.link.c, sa.select(schema.told).join_from(schema.told, schema.link)
    counts = sa.or_(link.revoked_at.is_(None), link.seen_at.is_not(None))
    with storage.manifest.read() as connection:
        rows = connection.execute(
            ask.where(link.workspace_id == storage.id, counts).order_by(schema.told.c.id)
        ).all()
        withdrawals = connection.execute(
            sa.select(schema.withdrawn).filter_by(workspace_id=storage.id).order_by(schema.withdrawn.c.id)
        ).all()
    return [
        Publication(
            row.id,
            row.link_id,
            row.version_id,
            row.rates,
            row.said,
            _together(
                [
                    row.said.get(_LATER_DAYS, {}),
                    *(withdrawal.days for withdrawal in withdrawals if withdrawal.id > row.withdrawn),
                ]
            ),
        )
        for row in rows
    ]


def published_until(storage: WorkspaceStorage) -> dict[int, int]:
    """Return, for each link with a publication, the day after the last one published."""
    last_days: dict[int, int] = {}
    for publication in all_publications(storage):
        stops = [stop for spans in publication.content["told"].values() for _, stop in spans]
        stops += [day + 1 for day in publication.content.get("rounded", {}).values()]
        last_days[publication.link] = max([last_days.get(publication.link, EVER[0]), *stops])
    return last_days


def note_equal_version(
    storage: WorkspaceStorage, changed_days: Mapping[int, DayRanges], version: int
) -> None:
    """Record that publications also match this version, except for a few rows on some days.

    `changed_days` are these days by publication.
    """
    with storage.manifest.write() as connection:
        if connection.scalar(sa.select(schema.version.c.id).filter_by(id=version)) is None:
            return
        for publication, days in changed_days.items():
            query = sa.select(schema.told.c.said).filter_by(id=publication)
            content = connection.scalar(query)
            if content is not None:
                updated = {**content, _LATER_DAYS: _together([content.get(_LATER_DAYS, {}), days])}
                same = sa.update(schema.told).filter_by(id=publication)
                connection.execute(same.values(version_id=version, said=updated))


def replace_version(connection: sa.Connection, version: int, to: int) -> None:
    """Record that publications of a version to be deleted are compared with another one from now on."""
    same = sa.update(schema.told).where(schema.told.c.version_id == version)
    connection.execute(same.values(version_id=to))


def has_published(storage: WorkspaceStorage) -> bool:
    """Return whether any link of a workspace has published anything."""
    ask = sa.select(schema.told.c.id).join_from(schema.told, schema.link)
    with storage.manifest.read() as connection:
        return connection.scalar(ask.where(schema.link.c.workspace_id == storage.id).limit(1)) is not None


def note_removed_days(connection: sa.Connection, workspace: int, days: DayRanges) -> None:
    """Record the days from which rows are removed that may have been published."""
    if days:
        connection.execute(sa.insert(schema.withdrawn).values(workspace_id=workspace, days=days))


def days_of(tables: Iterable[tuple[str, pa.Table]]) -> DayRanges:
    """Return the months in which rows lie, by table; all days where a row says none."""
    months_by_table: dict[str, set[tuple[int, int]]] = {}
    for name, table in tables:
        if not table.num_rows:
            continue
        ranges = months_by_table.setdefault(name, set())
        column = table.column("day") if "day" in table.column_names else None
        if column is None or column.null_count:
            ranges.add(EVER)
            continue
        months = np.unique(column.to_numpy().astype("datetime64[D]").astype("datetime64[M]"))
        ranges.update((_day(month), _day(month + _MONTH)) for month in months)
    return {name: sorted(ranges) for name, ranges in months_by_table.items()}


def versions_needed(workspace: int) -> sa.Select[tuple[int | None]]:
    """Return the versions still needed to compute what has changed since they were published."""
    ask = sa.select(schema.told.c.version_id).join_from(schema.told, schema.link)
    return ask.where(schema.link.c.workspace_id == workspace, schema.told.c.version_id.is_not(None))


def _newest(connection: sa.Connection, workspace: int) -> int:
    ask = sa.select(sa.func.max(schema.withdrawn.c.id)).filter_by(workspace_id=workspace)
    return connection.scalar(ask) or 0


def _together(all_days: Iterable[Mapping[str, Iterable[Iterable[int]]]]) -> DayRanges:
    days_by_table: dict[str, set[tuple[int, int]]] = {}
    for days in all_days:
        for name, ranges in days.items():
            days_by_table.setdefault(name, set()).update((first, stop) for first, stop in ranges)
    return {name: sorted(ranges) for name, ranges in days_by_table.items()}


def _day(month: np.datetime64) -> int:
    return int(month.astype("datetime64[D]").astype(np.int64))
