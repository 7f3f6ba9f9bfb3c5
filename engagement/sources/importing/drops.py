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
    metas = list(_of(results))
    networks = {name for one in metas for name in _networks(one)}
    if len(networks) == 1:
        twice = [one for one in metas if _is_open(one) and any(_differs(one, other) for other in metas)]
        name = next(iter(networks))
        results = _each(results, lambda one: _named(one, name) if _is_open(one) and one not in twice else one)
    last = max((day for one in _of(results) if (day := _last_day(one)) is not None), default=None)
    return list(results) if last is None else _each(results, lambda one: _dated(one, last))


def _each(results: Results, change: Callable[[Imported], Imported]) -> list[list[Imported] | SourceError]:
    return [list(map(change, found)) if isinstance(found, list) else found for found in results]


def _of(results: Results) -> Iterator[Imported]:
    return (
        one for found in results if isinstance(found, list) for one in found if one.report.format in _META
    )


def _networks(one: Imported) -> frozenset[str]:
    said = (
        pc.unique(t.column("network")).to_pylist() for t in one.tables.values() if "network" in t.column_names
    )
    return frozenset(name for names in said for name in names) & _NETWORKS


def _last_day(one: Imported) -> int | None:
    """The last day that a file names; the followers in all are of none."""
    return None if _in_all(one) else one.report.last_day


def _in_all(one: Imported) -> bool:
    days = one.tables.get("audience")
    return one.report.format == _DAYS and days is not None and days.column("followers").null_count < len(days)


def _is_open(one: Imported) -> bool:
    """Whether nothing in a file says which network it is of."""
    days = one.tables.get("audience")
    return one.report.format == _DAYS and days is not None and UNKNOWN in days.column("network").to_pylist()


def _differs(one: Imported, other: Imported) -> bool:
    """Whether another file has other values of the same figure for the same days: it is another network's."""
    if one is other or other.report.format != _DAYS or "audience" not in other.tables:
        return False
    here, there = (_values(each.tables["audience"]) for each in (one, other))
    return any(there.get(place, value) != value for place, value in here.items())


def _values(days: pa.Table) -> dict[tuple[str, int], int]:
    figures = [
        c.name
        for c in TABLES["audience"].columns
        if c.unit == "count" and days.column(c.name).null_count < len(days)
    ]
    at = days.column("day").to_pylist()
    return {
        (name, day): value
        for name in figures
        for day, value in zip(at, days.column(name).to_pylist(), strict=True)
        if value is not None
    }


def _named(one: Imported, network: str) -> Imported:
    """A file whose network nothing in it says, as that of the others."""
    days = one.tables["audience"]
    days = _with(days, "network", pa.array([network] * len(days), pa.string()))
    days = _with(days, "account", pa.nulls(len(days), pa.string()))
    told = message("Read as {network}: so are all of Meta's files that came with it", network=network.title())
    left = [d.sentence for d in one.report.doubts if d.about == "network"]
    report = replace(
        one.report,
        doubts=tuple(d for d in one.report.doubts if d.about != "network"),
        warnings=(*(w for w in one.report.warnings if w not in left), told),
    )
    return replace(one, tables={**one.tables, "audience": days}, report=report)


def _dated(one: Imported, last: int) -> Imported:
    """The followers in all as those of the last day of the files beside it."""
    if not _in_all(one):
        return one
    days = one.tables["audience"]
    days = _with(days, "day", pa.array([last] * len(days), pa.int32()))
    day = pa.scalar(last, pa.int32()).cast(pa.date32()).as_py()
    told = message("The file names no day; its number of followers is taken as that of {day}", day=day)
    warnings = (w if w.text != told.text else told for w in one.report.warnings)
    report = replace(one.report, first_day=last, last_day=last, warnings=tuple(warnings))
    return replace(one, tables={**one.tables, "audience": days}, report=report)


def _with(table: pa.Table, name: str, values: pa.Array) -> pa.Table:
    place = table.column_names.index(name)
    return table.set_column(place, table.schema.field(place), values)
