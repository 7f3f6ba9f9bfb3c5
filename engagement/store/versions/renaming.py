"""Replacing the second pseudonym of people by their main one (`store.persons.also_known`)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from engagement.store.persons.forgetting import PEOPLE
from engagement.store.versions.merge import merge
from engagement.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.store.persons.file_accounts import File


def renamed(file: File, aliases: Mapping[int, int]) -> tuple[File, int]:
    """Return a file with main pseudonyms only, and how many cells had another one.

    `aliases` gives the main pseudonym by the other one. Rows whose keys become equal are merged.
    """
    tables, count = dict(file.tables), 0
    for name, table in file.tables.items():
        changed, cells = _renamed(table, aliases)
        if cells:
            tables[name] = merge(name, [changed]).table if set(PEOPLE) & set(TABLES[name].key) else changed
            count += cells
    return (replace(file, tables=tables) if count else file), count


def _renamed(table: pa.Table, aliases: Mapping[int, int]) -> tuple[pa.Table, int]:
    others, ones = (pa.array(list(keys), pa.int64()) for keys in (aliases.keys(), aliases.values()))
    count = 0
    for column in PEOPLE:
        if column not in table.column_names:
            continue
        keys = table.column(column).combine_chunks()
        place = pc.index_in(keys, others)
        if place.null_count < len(place):
            count += len(place) - place.null_count
            index = table.column_names.index(column)
            table = table.set_column(index, table.schema.field(index), pc.coalesce(ones.take(place), keys))
    return table, count
