"""The tables of a version, combined from those of its files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pyarrow as pa

from engagement.locale import message
from engagement.store.objects.errors import StoreError
from engagement.store.sales import joined
from engagement.store.versions import named_shops, put_together
from engagement.store.versions.merge import merge
from engagement.store.versions.new_files import Fresh, Stored

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.store.objects.folder import Objects
    from engagement.store.sales.joined import Answers


class Stale(Exception):  # noqa: N818 - a signal between our own functions, not an error
    """Another writer was faster; start again from its head.

    `gone`: the missing object, if this is how it was noticed.
    """

    def __init__(self, gone: str = "") -> None:
        super().__init__(gone)
        self.gone = gone


@dataclass(frozen=True, slots=True)
class Base:
    """The head that a change starts from: its files (oldest first), objects by table, and answers.

    `also_known` counts the known aliases. `shops` are the names given to files, `answers` the answers about
    two sources. `parts` are its files' own objects by table, oldest first. `rewritten` is the newest proof
    (`proofs`), `erased` the codes of the people erased by then.
    """

    version: int
    datasets: tuple[int, ...]
    contents: Mapping[str, int]
    tables: Mapping[str, tuple[str, int]]
    parts: Mapping[str, Sequence[tuple[int, str]]]
    shops: Mapping[int, str]
    answers: Answers
    rewritten: int
    erased: frozenset[str]
    also_known: int


def is_missing() -> StoreError:
    """Return the error for a version that no longer exists."""
    return StoreError(message("A part of the stored data is missing. Restore it from a backup."))


def digest_of(tables: Mapping[str, tuple[str, int]]) -> str:
    """Return the digest of a version with these objects as tables."""
    lines = "\n".join(f"{name} {digest}" for name, (digest, _) in sorted(tables.items()))
    return sha256(lines.encode()).hexdigest()


def with_fresh_files(
    objects: Objects, base: Base, files: Sequence[Fresh]
) -> tuple[dict[str, tuple[str, int]], dict[str, dict[str, int]]]:
    """Return the head's tables with the new files merged in, and the replaced rows per file and table."""
    names = dict.fromkeys(name for f in files for name in f.tables)
    anew = put_together.together(names, base.parts, several=has_several(objects, base, files))
    tables = {name: entry for name, entry in base.tables.items() if name not in anew}
    fresh_tables, gave_way = put_together_of(objects, base, anew, files)
    for name in names:
        if name not in anew:
            old = [_load(objects, base.tables[name][0])] if name in base.tables else []
            merged = _combine(objects, name, [*old, *(f.tables[name] for f in files if name in f.tables)])
            tables[name], gave_way[name] = (merged.object, merged.rows), merged.replaced
    replaced: dict[str, dict[str, int]] = {f.drop.content_digest: {} for f in files}
    for name in names:
        bearers = [f for f in files if name in f.tables]
        for bearer, count in zip(bearers, gave_way[name][-len(bearers) :], strict=True):
            if count:
                replaced[bearer.drop.content_digest][name] = count
    return tables | fresh_tables, replaced


def put_together_of(
    objects: Objects, base: Base, names: Sequence[str], files: Sequence[Fresh]
) -> tuple[dict[str, tuple[str, int]], dict[str, tuple[int, ...]]]:
    """Rebuild tables from the base's files and new ones; return also the replaced rows per table and part."""
    parts = {
        name: [
            *(_load(objects, digest, base.shops.get(i)).table for i, digest in base.parts.get(name, ())),
            *(f.tables[name].table for f in files if name in f.tables),
        ]
        for name in names
    }
    new_tables, replaced = put_together.put_together(parts, base.answers)
    return {name: (objects.write(table), table.num_rows) for name, table in new_tables.items()}, replaced


def has_several(objects: Objects, base: Base, files: Sequence[Fresh]) -> bool:
    """Return whether the orders of the base and of fresh files may come from several sources."""
    fresh_orders = [f.tables["orders"].table for f in files if "orders" in f.tables]
    if joined.NAME in base.tables:
        return True
    sources = {source for table in fresh_orders for source in joined.sources(table)}
    if "orders" in base.tables:
        try:
            sources |= joined.sources(_load(objects, base.tables["orders"][0], columns=["source"]).table)
        except (Stale, StoreError):
            return True  # damaged: it is rebuilt from the files' own tables
    return len(sources) > 1


def _load(objects: Objects, digest: str, shop: str | None = None, columns: list[str] | None = None) -> Stored:
    try:
        table = objects.read(digest, columns)
    except FileNotFoundError as gone:  # deleted permanently since the head was read
        raise Stale(digest) from gone
    except (pa.ArrowInvalid, OSError) as damaged:
        raise is_missing() from damaged
    named = named_shops.with_shop_name(table, shop)
    return Stored(digest if named is table else "", named.num_rows, named)


def _combine(objects: Objects, name: str, parts: Sequence[Stored]) -> Stored:
    """Merge and write; a single part that is an object already is used as it is."""
    if len(parts) == 1 and parts[0].object:
        return replace(parts[0], replaced=(0,))
    merged = merge(name, [p.table for p in parts])
    return Stored(objects.write(merged.table), merged.table.num_rows, merged.table, merged.replaced)
