"""What the files of one drop say about each other: to which network Meta's untitled files belong.

A file of Meta may not say whether it is Facebook's or Instagram's. It is of the network of all other Meta
files of the drop, where these agree. Where they are of both, where there are none, or where another of them
has other figures for the same days, a person is asked. Its total of followers has no date; it is dated by the
last day of the files beside it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.meaning.networks import UNKNOWN
from engagement.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from engagement.sources.model.account import Imported
    from engagement.sources.model.raw_table import SourceError

    Results = Sequence[list[Imported] | SourceError]

_DAYS: Final = "meta_daily"
_META: Final = frozenset({_DAYS, "meta_posts"})
_NETWORKS: Final = frozenset({"facebook", "instagram"})


def combine(results: Results) -> list[list[Imported] | SourceError]:
    """Return the results of the files, completed by what the others of the drop say about them."""
    metas = list(_meta_tables(results))
    networks = {name for meta in metas for name in _networks(meta)}
    if len(networks) == 1:
        twice = [meta for meta in metas if _is_open(meta) and any(_differs(meta, other) for other in metas)]
        name = next(iter(networks))
        results = _each(
            results,
            lambda imported: (
                _named(imported, name) if _is_open(imported) and imported not in twice else imported
            ),
        )
    last = max((day for meta in _meta_tables(results) if (day := _last_day(meta)) is not None), default=None)
    return list(results) if last is None else _each(results, lambda imported: _dated(imported, last))


def _each(results: Results, change: Callable[[Imported], Imported]) -> list[list[Imported] | SourceError]:
    return [
        list(map(change, file_tables)) if isinstance(file_tables, list) else file_tables
        for file_tables in results
    ]


def _meta_tables(results: Results) -> Iterator[Imported]:
    return (
        table
        for file_tables in results
        if isinstance(file_tables, list)
        for table in file_tables
        if table.report.format in _META
    )


def _networks(imported: Imported) -> frozenset[str]:
    named = (
        pc.unique(t.column("network")).to_pylist()
        for t in imported.tables.values()
        if "network" in t.column_names
    )
    return frozenset(name for names in named for name in names) & _NETWORKS


def _last_day(imported: Imported) -> int | None:
    """Return the last day that a file names; None for a file of total followers, which names no day."""
    return None if _in_all(imported) else imported.report.last_day


def _in_all(imported: Imported) -> bool:
    days = imported.tables.get("audience")
    return (
        imported.report.format == _DAYS
        and days is not None
        and days.column("followers").null_count < len(days)
    )


def _is_open(imported: Imported) -> bool:
    """Return whether nothing in a file says which network it is of."""
    days = imported.tables.get("audience")
    return (
        imported.report.format == _DAYS and days is not None and UNKNOWN in days.column("network").to_pylist()
    )


def _differs(imported: Imported, other: Imported) -> bool:
    """Return whether another file has other values of the same figure and days, so is of another network."""
    if imported is other or other.report.format != _DAYS or "audience" not in other.tables:
        return False
    own_values, other_values = (_values(each.tables["audience"]) for each in (imported, other))
    return any(other_values.get(place, value) != value for place, value in own_values.items())


def _values(days: pa.Table) -> dict[tuple[str, int], int]:
    figures = [
        c.name
        for c in TABLES["audience"].columns
        if c.unit == "count" and days.column(c.name).null_count < len(days)
    ]
    day_numbers = days.column("day").to_pylist()
    return {
        (name, day): value
        for name in figures
        for day, value in zip(day_numbers, days.column(name).to_pylist(), strict=True)
        if value is not None
    }


def _named(imported: Imported, network: str) -> Imported:
    """Return a file that names no network, with the network of the other files."""
    days = imported.tables["audience"]
    days = _with(days, "network", pa.array([network] * len(days), pa.string()))
    days = _with(days, "account", pa.nulls(len(days), pa.string()))
    sentence = message(
        "Read as {network}: so are all of Meta's files that came with it", network=network.title()
    )
    settled = [d.sentence for d in imported.report.doubts if d.about == "network"]
    report = replace(
        imported.report,
        doubts=tuple(d for d in imported.report.doubts if d.about != "network"),
        warnings=(*(w for w in imported.report.warnings if w not in settled), sentence),
    )
    return replace(imported, tables={**imported.tables, "audience": days}, report=report)


def _dated(imported: Imported, last: int) -> Imported:
    """Return a file of total followers, dated to the last day of the files beside it."""
    if not _in_all(imported):
        return imported
    days = imported.tables["audience"]
    days = _with(days, "day", pa.array([last] * len(days), pa.int32()))
    day = pa.scalar(last, pa.int32()).cast(pa.date32()).as_py()
    sentence = message("The file names no day; its number of followers is taken as that of {day}", day=day)
    warnings = (w if w.text != sentence.text else sentence for w in imported.report.warnings)
    report = replace(imported.report, first_day=last, last_day=last, warnings=tuple(warnings))
    return replace(imported, tables={**imported.tables, "audience": days}, report=report)


def _with(table: pa.Table, name: str, values: pa.Array) -> pa.Table:
    place = table.column_names.index(name)
    return table.set_column(place, table.schema.field(place), values)
