"""Making a new version: add files, remove one, step back and forth.

Every change follows one path: read the head; merge and write new objects, which affects nothing yet;
then, in one short transaction as the only writer, check that the head is unchanged and replace it. If
another writer was faster, start again from its head. A crash at any moment leaves the head on complete
objects and, at worst, files that nothing refers to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

import sqlalchemy as sa

from engagement.locale import message
from engagement.store.database import schema
from engagement.store.journal import audit, log, proofs
from engagement.store.manifest import manifest as m
from engagement.store.manifest import queries
from engagement.store.objects.errors import StoreError
from engagement.store.persons import also_known, contacts, suppressed
from engagement.store.sales import decisions
from engagement.store.versions import named_shops, new_files, put_together
from engagement.store.versions.combined import (
    Base,
    Stale,
    _combine,
    _load,
    digest_of,
    has_several,
    is_missing,
    put_together_of,
    with_fresh_files,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from engagement.store.manifest.records import Drop
    from engagement.store.manifest.workspace_storage import WorkspaceStorage
    from engagement.store.sales.joined import JoinedAnswer, SourcePair

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Added:
    """The result of `add` for one file: its dataset, and the rows that it replaced."""

    dataset: int
    unchanged: bool
    replaced: Mapping[str, int]


def until_done(attempt: Callable[[], Result]) -> Result:
    """Repeat `attempt` until no faster writer makes it stale; each repeat means that one succeeded.

    An object that is missing twice in a row was not removed by a writer: it is lost.
    """
    lost = ""
    while True:
        try:
            return attempt()
        except Stale as stale:
            if stale.gone and stale.gone == lost:
                raise is_missing() from stale
            lost = stale.gone


def add(
    storage: WorkspaceStorage, key: bytes, drops: Sequence[Drop], who: str, instead: Collection[int] = ()
) -> list[Added]:
    """Add several files as one version. Within one drop the file with the later last day is newer.

    Rows of erased people, recognised by the workspace's `key`, are left out. Datasets in `instead` are
    replaced by the drops, which are new readings of them.
    """
    base = read_base(storage)
    if instead:
        base = replace(_without(base, instead), tables=merged_anew(storage, base, instead))
    erased = suppressed.erased(key, base.erased) if base.erased else None
    new = {d.content_digest: d for d in drops if d.content_digest not in base.contents}
    aliases = _also_known(storage, base, list(new.values()))
    ordered = sorted(new.values(), key=new_files.last_day)
    files = [new_files.prepare(storage.objects, drop, erased, aliases) for drop in ordered]
    tables, replaced = with_fresh_files(storage.objects, base, files)
    ids = dict(base.contents)
    addresses = {k: address for d in drops for part in d.imported for k, address in part.contacts.items()}
    if files:
        objects = [digest for digest, _ in tables.values()]
        with storage.manifest.write() as connection:
            check(connection, storage, base, [*objects, *(digest for f in files for digest in f.objects)])
            dataset_ids = [new_files.insert(connection, storage.id, f, who) for f in files]
            datasets = (*base.datasets, *dataset_ids)
            action = "add" if len(dataset_ids) > len(instead) else "anew"
            publish(connection, storage, base.version, action, who, datasets, dataset_ids, tables, base=base)
            contacts.keep(connection, storage.id, key, addresses)
        ids.update(zip([f.drop.content_digest for f in files], dataset_ids, strict=True))
    elif addresses:
        with storage.manifest.write() as connection:
            contacts.keep(connection, storage.id, key, addresses)
    outcomes = []
    for drop in drops:
        is_new = new.pop(drop.content_digest, None) is not None
        gave_way = replaced.get(drop.content_digest, {}) if is_new else {}
        outcomes.append(Added(ids[drop.content_digest], not is_new, gave_way))
    return outcomes


def _also_known(storage: WorkspaceStorage, base: Base, drops: Sequence[Drop]) -> dict[int, int]:
    """Return the main pseudonym by the other one, for people of these files who have two."""
    if not base.also_known or not drops:
        return {}
    tables = [table for drop in drops for part in drop.imported for table in part.mergeable.values()]
    keys = {key for table in tables for key in also_known.keys_in(table)}
    with storage.manifest.read() as connection:
        return also_known.person_of_alias(connection, storage.id, keys)


def remove(storage: WorkspaceStorage, dataset: int, who: str) -> None:
    """Make a version without this file; undo restores it."""
    base = read_base(storage)
    if dataset not in base.datasets:
        raise queries.no_such_file()
    remaining = [i for i in base.datasets if i != dataset]
    tables = merged_anew(storage, base, [dataset])
    with storage.manifest.write() as connection:
        check(connection, storage, base, [digest for digest, _ in tables.values()])
        publish(connection, storage, base.version, "remove", who, remaining, [dataset], tables, base=base)


def name_shop(storage: WorkspaceStorage, dataset: int, name: str, who: str) -> None:
    """Make a version in which all orders of this file belong to a shop; "" leaves them as in the file."""
    base, name = read_base(storage), named_shops.as_name(name)
    if dataset not in base.datasets:
        raise queries.no_such_file()
    if name == base.shops.get(dataset, ""):
        return
    shops = {**base.shops, dataset: name} if name else {i: n for i, n in base.shops.items() if i != dataset}
    named = replace(base, shops=shops)
    tables = merged_anew(storage, named, [dataset], keep=True)
    with storage.manifest.write() as connection:
        check(connection, storage, base, [digest for digest, _ in tables.values()])
        publish(connection, storage, base.version, "shop", who, base.datasets, [dataset], tables, base=named)


def say_of_sales(storage: WorkspaceStorage, pair: SourcePair, answer: JoinedAnswer | None, who: str) -> None:
    """Make a version in which sales in two sources count once or apart; None removes the answer."""
    base = read_base(storage)
    if answer == base.answers.get(pair):
        return
    answers = (
        {**base.answers, pair: answer} if answer else {p: a for p, a in base.answers.items() if p != pair}
    )
    answered = replace(base, answers=answers)
    tables = merged_anew(storage, answered, base.datasets, keep=True)
    files = [i for i, _ in base.parts.get("orders", ())]
    with storage.manifest.write() as connection:
        check(connection, storage, base, [digest for digest, _ in tables.values()])
        publish(connection, storage, base.version, "sales", who, base.datasets, files, tables, base=answered)


def step(storage: WorkspaceStorage, *, back: bool, who: str) -> None:
    """Move the head to the version that it was made from, or to the newest made from it."""
    with storage.manifest.write() as connection:
        head = queries.head_id(connection, storage.id)
        version = schema.version.c
        ask = (
            sa.select(version.parent).where(version.id == head)
            if back
            else sa.select(sa.func.max(version.id)).where(version.parent == head)
        )
        target = connection.scalar(ask)
        if target is None:
            raise StoreError(
                message("There is nothing to undo.") if back else message("There is nothing to redo.")
            )
        _set_head(connection, storage.id, target)
        if back:
            log.stepped(connection, storage, "undo", head, who)
        else:
            log.stepped(connection, storage, "redo", target, who)


def go_to(storage: WorkspaceStorage, version: int, who: str) -> None:
    """Move the head to any version of the history."""
    with storage.manifest.write() as connection:
        version_exists = sa.select(schema.version.c.id).filter_by(id=version, workspace_id=storage.id)
        if connection.scalar(version_exists) is None:
            raise StoreError(message("This version is not in the history any more."))
        _set_head(connection, storage.id, version)
        log.stepped(connection, storage, "go", version, who)


def read_base(storage: WorkspaceStorage) -> Base:
    """Return the current version, as one consistent view."""
    with storage.manifest.read() as connection:
        version = queries.head_id(connection, storage.id)
        datasets = queries.dataset_ids(connection, version)
        contents = connection.execute(
            sa.select(schema.dataset.c.content_digest, schema.dataset.c.id).where(
                schema.dataset.c.id.in_(datasets)
            )
        ).all()
        tables = connection.execute(sa.select(schema.version_table).filter_by(version_id=version)).all()
        parts = queries.tables_of(connection, datasets)
        named = named_shops.names(connection, version)
        answers = decisions.answers_of(connection, version)
        rewritten = proofs.newest(connection, storage.id)
        erased = suppressed.codes(connection, storage.id)
        others = also_known.count(connection, storage.id)
    return Base(
        version,
        tuple(datasets),
        {row.content_digest: row.id for row in contents},
        {row.name: (row.object, row.rows) for row in tables},
        parts,
        named,
        answers,
        rewritten,
        erased,
        others,
    )


def merged_anew(
    storage: WorkspaceStorage, base: Base, files: Collection[int], *, keep: bool = False
) -> dict[str, tuple[str, int]]:
    """Return the head's tables, merged again where these files have rows; without them unless `keep`."""
    names = {name for name, table_parts in base.parts.items() if any(i in files for i, _ in table_parts)}
    names = {name for name in names if not keep or name in named_shops.TABLES_WITH_SHOP}
    remaining = base if keep else _without(base, files)
    anew = put_together.together(names, base.parts, several=has_several(storage.objects, base, []))
    tables = {name: entry for name, entry in base.tables.items() if name not in {*names, *anew}}
    for name in sorted(names.difference(anew)):
        files_of_table = [
            _load(storage.objects, digest, base.shops.get(i)) for i, digest in remaining.parts[name]
        ]
        if files_of_table:
            merged = _combine(storage.objects, name, files_of_table)
            tables[name] = (merged.object, merged.rows)
    return tables | put_together_of(storage.objects, remaining, anew, [])[0]


def _without(base: Base, files: Collection[int]) -> Base:
    """Return the base without these files, except for its tables."""
    return replace(
        base,
        datasets=tuple(i for i in base.datasets if i not in files),
        contents={digest: i for digest, i in base.contents.items() if i not in files},
        parts={
            n: [(i, digest) for i, digest in table_parts if i not in files]
            for n, table_parts in base.parts.items()
        },
    )


def check(connection: sa.Connection, storage: WorkspaceStorage, base: Base, objects: Sequence[str]) -> None:
    """Raise `Stale` unless the head is still `base`, and every object exists (none was swept)."""
    if queries.head_id(connection, storage.id) != base.version:
        raise Stale
    if proofs.newest(connection, storage.id) != base.rewritten:
        raise Stale
    if also_known.count(connection, storage.id) != base.also_known:
        raise Stale
    if not all(storage.objects.has(digest) for digest in objects):
        raise Stale


def publish(
    connection: sa.Connection,
    storage: WorkspaceStorage,
    parent: int | None,
    action: str,
    who: str,
    datasets: Sequence[int],
    changed: Sequence[int],
    tables: Mapping[str, tuple[str, int]],
    *,
    base: Base | None = None,
) -> None:
    """Insert a version and move the head to it. Answers of its `base` remain valid."""
    values = {"workspace_id": storage.id, "parent": parent, "made_at": _now(), "who": who, "action": action}
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
        named_shops.insert(connection, version, {i: name for i, name in base.shops.items() if i in datasets})
        decisions.insert(connection, version, base.answers)
    _set_head(connection, storage.id, version)
    audit.write_version(connection, storage.id, who, action, len(changed))


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _set_head(connection: sa.Connection, workspace: int, version: int) -> None:
    connection.execute(sa.delete(schema.head).filter_by(workspace_id=workspace))
    connection.execute(sa.insert(schema.head).values(workspace_id=workspace, version_id=version))
