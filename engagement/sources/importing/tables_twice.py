"""Tables of one file that hold the same things: the ten best on a sheet beside all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engagement.locale import message
from engagement.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.sources.model.account import Imported


def parts_first(tables: Sequence[Imported]) -> list[Imported]:
    """Return the tables of a file, first those whose rows are all in another one, with a warning.

    When tables are merged the later one wins, and a part has less about each row than the whole.
    """
    if len(tables) == 1:
        return list(tables)
    parts, others = [], []
    for table in tables:
        whole = next((other for other in tables if _is_part(table, other)), None)
        if whole is None:
            others.append(table)
            continue
        sentence = message(
            "All rows of this table stand in {other}, too; they count once",
            other=whole.report.sheet or whole.report.file,
        )
        report = replace(table.report, warnings=(*table.report.warnings, sentence))
        parts.append(replace(table, report=report))
    return [*parts, *others]


def _is_part(table: Imported, other: Imported) -> bool:
    """Return whether all contents of a table are in another one that has more."""
    names = table.mergeable.keys()
    if table is other or not names or not names <= other.mergeable.keys():
        return False
    if any(TABLES[name].merge for name in names):
        return False  # their fields are put together, whichever comes first
    inside = [(_keys(table, name), _keys(other, name)) for name in names]
    if not all(own and own <= others for own, others in inside):
        return False
    says_less = len(table.report.columns_used) < len(other.report.columns_used)
    return says_less or any(own < others for own, others in inside)


def _keys(table: Imported, name: str) -> set[tuple[object, ...]]:
    rows = table.mergeable[name]
    columns = (rows.column(key).to_pylist() for key in TABLES[name].parent or TABLES[name].key)
    return set(zip(*columns, strict=True))
