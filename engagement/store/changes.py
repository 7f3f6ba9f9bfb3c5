"""Making a new version: add files, remove one, step back and forth.

Every change follows one path. Read the head; merge and write objects beside it, where they disturb
nobody; then, in one short transaction as the only writer, check that the head is still the one
that was read and flip it. Where another writer was faster, begin again from its head. A crash at any
moment leaves the head on whole objects and, at worst, files that nothing refers to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

import pyarrow as pa
import sqlalchemy as sa

from engagement.locale import message
from engagement.store import (
    answers,
    assembly,
    audit,
    contacts,
    fresh,
    log,
    proofs,
    queries,
    sales,
    schema,
    shops,
    suppressed,
)
from engagement.store import manifest as m
from engagement.store.errors import StoreError
from engagement.store.fresh import Stored
from engagement.store.merge import merge

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from engagement.store.fresh import Fresh
    from engagement.store.objects import Objects
    from engagement.store.records import Drop
    from engagement.store.room import Room
    from engagement.store.sales import Answer, Answers, Pair

Result = TypeVar("Result")


class Stale(Exception):  # noqa: N818 - a signal between our own functions, not an error
    """Another writer was faster; begin again from the head that it left.

    `gone`: the object that was not there any more, where that is how it was noticed.
    """

    def __init__(self, gone: str = "") -> None:
        super().__init__(gone)
        self.gone = gone


@dataclass(frozen=True, slots=True)
class Base:
    """The head that a change starts from: its files (oldest first), objects by table, what was said.

    `shops` are the names given to files, `said` the answers about two sources. `parts` are its files'
    own objects by table, oldest first. `rewritten` is the newest proof (`proofs`), `erased` the codes of
    whoever was erased by then.
    """

    version: int
    datasets: tuple[int, ...]
    contents: Mapping[str, int]
    tables: Mapping[str, tuple[str, int]]
    parts: Mapping[str, Sequence[tuple[int, str]]]
    shops: Mapping[int, str]
    said: Answers
    rewritten: int
    erased: frozenset[str]


@dataclass(frozen=True, slots=True)
class Added:
    """What `add` did with one file: the dataset that holds it, and what gave way to it."""

    dataset: int
    unchanged: bool
    replaced: Mapping[str, int]


def until_done(attempt: Callable[[], Result]) -> Result:
    """Repeat `attempt` until no faster writer makes it stale; each repeat means that one succeeded.

    An object that is gone twice in a row was taken by no writer: it is lost.
    """
    lost = ""
    while True:
        try:
            return attempt()
        except Stale as stale:
            if stale.gone and stale.gone == lost:
                raise _is_missing() from stale
            lost = stale.gone


def _is_missing() -> StoreError:
    return StoreError(message("A part of the stored data is missing. Restore it from a backup."))


def add(
    room: Room, key: bytes, drops: Sequence[Drop], who: str, instead: Collection[int] = ()
) -> list[Added]:
    """Add several files as one version. Within one drop the file with the later last day is newer.

    By the workspace's `key` people are known who were erased; their rows stay out. Datasets that are
    read anew give way: those `instead` of which the drops stand.
    """
    base = read_base(room)
    if instead:
        base = replace(_without(base, instead), tables=merged_anew(room, base, instead))
    erased = suppressed.erased(key, base.erased) if base.erased else None
    new = {d.content_digest: d for d in drops if d.content_digest not in base.contents}
    files = [fresh.prepare(room.objects, d, erased) for d in sorted(new.values(), key=fresh.last_day)]
    tables, replaced = _fold(room.objects, base, files)
    ids = dict(base.contents)
    addresses = {k: address for d in drops for part in d.imported for k, address in part.contacts.items()}
    if files:
        objects = [digest for digest, _ in tables.values()]
        with room.manifest.write() as connection:
            check(connection, room, base, [*objects, *(digest for f in files for digest in f.objects)])
            made = [fresh.insert(connection, room.id, f, who) for f in files]
            datasets = (*base.datasets, *made)
            action = "add" if len(made) > len(instead) else "anew"
            publish(connection, room, base.version, action, who, datasets, made, tables, base=base)
            contacts.keep(connection, room.id, key, addresses)
        ids.update(zip([f.drop.content_digest for f in files], made, strict=True))
    elif addresses:
        with room.manifest.write() as connection:
            contacts.keep(connection, room.id, key, addresses)
    outcomes = []
    for drop in drops:
        is_new = new.pop(drop.content_digest, None) is not None
        gave_way = replaced.get(drop.content_digest, {}) if is_new else {}
        outcomes.append(Added(ids[drop.content_digest], not is_new, gave_way))
    return outcomes


def remove(room: Room, dataset: int, who: str) -> None:
    """Make a version without this file; undo brings it back."""
    base = read_base(room)
    if dataset not in base.datasets:
        raise queries.no_such_file()
    rest = [i for i in base.datasets if i != dataset]
    tables = merged_anew(room, base, [dataset])
    with room.manifest.write() as connection:
        check(connection, room, base, [digest for digest, _ in tables.values()])
        publish(connection, room, base.version, "remove", who, rest, [dataset], tables, base=base)


def name_shop(room: Room, dataset: int, name: str, who: str) -> None:
    """Make a version in which all orders of this file belong to a shop; "" leaves them as in the file."""
    base, name = read_base(room), shops.as_name(name)
    if dataset not in base.datasets:
        raise queries.no_such_file()
    if name == base.shops.get(dataset, ""):
        return
    given = {**base.shops, dataset: name} if name else {i: n for i, n in base.shops.items() if i != dataset}
    named = replace(base, shops=given)
    tables = merged_anew(room, named, [dataset], keep=True)
    with room.manifest.write() as connection:
        check(connection, room, base, [digest for digest, _ in tables.values()])
        publish(connection, room, base.version, "shop", who, base.datasets, [dataset], tables, base=named)


def say_of_sales(room: Room, pair: Pair, answer: Answer | None, who: str) -> None:
    """Make a version in which sales that two sources hold count once or apart; None: as nobody had said."""
    base = read_base(room)
    if answer == base.said.get(pair):
        return
    given = {**base.said, pair: answer} if answer else {p: a for p, a in base.said.items() if p != pair}
    answered = replace(base, said=given)
    tables = merged_anew(room, answered, base.datasets, keep=True)
    files = [i for i, _ in base.parts.get("orders", ())]
    with room.manifest.write() as connection:
        check(connection, room, base, [digest for digest, _ in tables.values()])
        publish(connection, room, base.version, "sales", who, base.datasets, files, tables, base=answered)


def step(room: Room, *, back: bool, who: str) -> None:
    """Flip the head to the version that it was made from, or to the newest made from it."""
    with room.manifest.write() as connection:
        here = queries.head_id(connection, room.id)
        version = schema.version.c
        ask = (
            sa.select(version.parent).where(version.id == here)
            if back
            else sa.select(sa.func.max(version.id)).where(version.parent == here)
        )
        there = connection.scalar(ask)
        if there is None:
            raise StoreError(
                message("There is nothing to undo.") if back else message("There is nothing to redo.")
            )
        _set_head(connection, room.id, there)
        if back:
            log.stepped(connection, room, "undo", here, who)
        else:
            log.stepped(connection, room, "redo", there, who)


def go_to(room: Room, version: int, who: str) -> None:
    """Flip the head to any version of the history."""
    with room.manifest.write() as connection:
        known = sa.select(schema.version.c.id).filter_by(id=version, workspace_id=room.id)
        if connection.scalar(known) is None:
            raise StoreError(message("This version is not in the history any more."))
        _set_head(connection, room.id, version)
        log.stepped(connection, room, "go", version, who)


def read_base(room: Room) -> Base:
    """The version that stands, as one consistent view."""
    with room.manifest.read() as connection:
        version = queries.head_id(connection, room.id)
        datasets = queries.dataset_ids(connection, version)
        contents = connection.execute(
            sa.select(schema.dataset.c.content_digest, schema.dataset.c.id).where(
                schema.dataset.c.id.in_(datasets)
            )
        ).all()
        tables = connection.execute(sa.select(schema.version_table).filter_by(version_id=version)).all()
        parts = queries.tables_of(connection, datasets)
        named = shops.names(connection, version)
        said = answers.said(connection, version)
        rewritten = proofs.newest(connection, room.id)
        erased = suppressed.codes(connection, room.id)
    return Base(
        version,
        tuple(datasets),
        {row.content_digest: row.id for row in contents},
        {row.name: (row.object, row.rows) for row in tables},
        parts,
        named,
        said,
        rewritten,
        erased,
    )


def merged_anew(
    room: Room, base: Base, files: Collection[int], *, keep: bool = False
) -> dict[str, tuple[str, int]]:
    """The head's tables, merged anew where one of these files has rows; the files go unless `keep`."""
    names = {name for name, of in base.parts.items() if any(i in files for i, _ in of)}
    names = {name for name in names if not keep or name in shops.TABLES_WITH_SHOP}
    left = base if keep else _without(base, files)
    anew = assembly.together(names, base.parts, several=_several(room.objects, base, []))
    tables = {name: kept for name, kept in base.tables.items() if name not in {*names, *anew}}
    for name in sorted(names.difference(anew)):
        found = [_load(room.objects, digest, base.shops.get(i)) for i, digest in left.parts[name]]
        if found:
            merged = _combine(room.objects, name, found)
            tables[name] = (merged.object, merged.rows)
    return tables | _put_together(room.objects, left, anew, [])[0]


def _without(base: Base, files: Collection[int]) -> Base:
    """The base as if these files were not in it, but for its tables."""
    return replace(
        base,
        datasets=tuple(i for i in base.datasets if i not in files),
        contents={digest: i for digest, i in base.contents.items() if i not in files},
        parts={n: [(i, digest) for i, digest in of if i not in files] for n, of in base.parts.items()},
    )


def check(connection: sa.Connection, room: Room, base: Base, objects: Sequence[str]) -> None:
    """Raise `Stale` unless the head is `base` as it was, and every object is there (none was swept)."""
    if queries.head_id(connection, room.id) != base.version:
        raise Stale
    if proofs.newest(connection, room.id) != base.rewritten:
        raise Stale
    if not all(room.objects.has(digest) for digest in objects):
        raise Stale


def publish(
    connection: sa.Connection,
    room: Room,
    parent: int | None,
    action: str,
    who: str,
    datasets: Sequence[int],
    changed: Sequence[int],
    tables: Mapping[str, tuple[str, int]],
    *,
    base: Base | None = None,
) -> None:
    """Insert a version and flip the head to it. What was said in its `base` holds on."""
    values = {"workspace_id": room.id, "parent": parent, "made_at": _now(), "who": who, "action": action}
    version = m.insert(connection, schema.version, **values, digest=digest_of(tables))
    members = [{"version_id": version, "dataset_id": i} for i in datasets]
    changes = [{"version_id": version, "dataset_id": i} for i in changed]
    objects = [
        {"version_id": version, "name": name, "object": digest, "rows": rows}
        for name, (digest, rows) in tables.items()
    ]
    for table, rows in (
        (schema.version_dataset, members),
        (schema.version_change, changes),
        (schema.version_table, objects),
    ):
        if rows:
            connection.execute(sa.insert(table), rows)
    if base is not None:
        shops.insert(connection, version, {i: name for i, name in base.shops.items() if i in datasets})
        answers.insert(connection, version, base.said)
    _set_head(connection, room.id, version)
    audit.write_version(connection, room.id, who, action, len(changed))


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _set_head(connection: sa.Connection, workspace: int, version: int) -> None:
    connection.execute(sa.delete(schema.head).filter_by(workspace_id=workspace))
    connection.execute(sa.insert(schema.head).values(workspace_id=workspace, version_id=version))


def digest_of(tables: Mapping[str, tuple[str, int]]) -> str:
    """Return the digest of a version whose tables lie in these objects."""
    lines = "\n".join(f"{name} {digest}" for name, (digest, _) in sorted(tables.items()))
    return sha256(lines.encode()).hexdigest()


def _fold(
    objects: Objects, base: Base, files: Sequence[Fresh]
) -> tuple[dict[str, tuple[str, int]], dict[str, dict[str, int]]]:
    """The head's tables with the fresh files folded in; and per file what gave way, by table."""
    names = dict.fromkeys(name for f in files for name in f.tables)
    anew = assembly.together(names, base.parts, several=_several(objects, base, files))
    tables = {name: kept for name, kept in base.tables.items() if name not in anew}
    made, gave_way = _put_together(objects, base, anew, files)
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
    return tables | made, replaced


def _put_together(
    objects: Objects, base: Base, names: Sequence[str], files: Sequence[Fresh]
) -> tuple[dict[str, tuple[str, int]], dict[str, tuple[int, ...]]]:
    """Make tables anew of the base's files and fresh ones; and per table and part what gave way."""
    parts = {
        name: [
            *(_load(objects, digest, base.shops.get(i)).table for i, digest in base.parts.get(name, ())),
            *(f.tables[name].table for f in files if name in f.tables),
        ]
        for name in names
    }
    made, replaced = assembly.put_together(parts, base.said)
    return {name: (objects.write(table), table.num_rows) for name, table in made.items()}, replaced


def _several(objects: Objects, base: Base, files: Sequence[Fresh]) -> bool:
    """Whether the orders of the base and of fresh files may come from several sources."""
    fresh_orders = [f.tables["orders"].table for f in files if "orders" in f.tables]
    if sales.NAME in base.tables:
        return True
    sources = {source for table in fresh_orders for source in sales.sources(table)}
    if "orders" in base.tables:
        try:
            sources |= sales.sources(_load(objects, base.tables["orders"][0], columns=["source"]).table)
        except (Stale, StoreError):
            return True  # damaged: what is put together anew is so from the files' own tables
    return len(sources) > 1


def _load(objects: Objects, digest: str, shop: str | None = None, columns: list[str] | None = None) -> Stored:
    try:
        table = objects.read(digest, columns)
    except FileNotFoundError as gone:  # deleted for good since the head was read
        raise Stale(digest) from gone
    except (pa.ArrowInvalid, OSError) as damaged:
        raise _is_missing() from damaged
    named = shops.named(table, shop)
    return Stored(digest if named is table else "", named.num_rows, named)


def _combine(objects: Objects, name: str, parts: Sequence[Stored]) -> Stored:
    """Merge and write; a single part that is an object already stays it."""
    if len(parts) == 1 and parts[0].object:
        return replace(parts[0], replaced=(0,))
    merged = merge(name, [p.table for p in parts])
    return Stored(objects.write(merged.table), merged.table.num_rows, merged.table, merged.replaced)
