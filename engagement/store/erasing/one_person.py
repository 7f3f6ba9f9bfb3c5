"""One person in all data of a workspace: find, export, or erase permanently, with a proof.

A person is identified by typed text (`sources.people.in_text.spoken`): an e-mail address, a phone or
customer number, a name with its postcode. This text is not stored.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import sqlalchemy as sa

from engagement.sources.orders import supplements
from engagement.sources.people import in_text
from engagement.sources.people.identities import pseudonym
from engagement.sources.recognition import platform
from engagement.store.database import schema
from engagement.store.erasing import erasure, rewriting
from engagement.store.journal import audit, proofs, unread_files
from engagement.store.mail import mail_recipients
from engagement.store.persons import also_known, contacts, forgetting, persons, suppressed
from engagement.store.sharing import bundles, publications
from engagement.store.versions import changes, combined

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from engagement.sources.people.in_text import Spoken
    from engagement.store.erasing.rewriting import RewritingCounts
    from engagement.store.manifest.workspace_storage import WorkspaceStorage
    from engagement.store.persons.file_accounts import File, FilteredFile
    from engagement.store.persons.persons import Persons

#: Texts that people may have typed, apart from the files' own accounts.
_WORDS: Final = (
    (schema.version_note, "note"),
    (schema.recipe, "recipe"),
    (schema.link, "title"),
    (schema.link, "note"),
    (schema.link, "terms"),
    (schema.audit, "about"),
    (schema.setting, "value"),
    (schema.mail_schedule, "plan"),
)


@dataclass(frozen=True, slots=True)
class PersonRecords:
    """The stored data about a person: `rows` by table over all files, `rejects` rows that were set aside.

    `keys` are the pseudonyms under which they may be found. The days are those of the rows.
    """

    spoken: Spoken
    keys: tuple[int, ...]
    rows: Mapping[str, int]
    rejects: int
    files: int
    contacts: int
    first_day: int | None
    last_day: int | None

    @property
    def anything(self) -> bool:
        """Return whether anything about them is stored."""
        return bool(self.rows or self.rejects or self.contacts)


def find(storage: WorkspaceStorage, key: bytes, lines: Sequence[str]) -> list[PersonRecords]:
    """Return the people whom typed lines may mean: one entry per person or reading of a number.

    An address and a number with its country code are always returned, even if no row contains them: they
    may be in a text, or be erased in advance. Other readings are returned if any row contains them.
    """
    platforms = sorted({file_format.platform for file_format in platform.discover()})
    meant = [readings for line in dict.fromkeys(lines) for readings in in_text.spoken(line, platforms)]
    keys = [tuple(pseudonym(i, key) for i in readings.identities) for readings in meant]
    files = files_of(storage, key, {k for file_keys in keys for k in file_keys})
    contact_keys = {
        *contacts.table(storage).column("customer_key").to_pylist(),
        *mail_recipients.keys_of(storage),
    }
    records = [
        _records_of(s, k, files, persons.by_keys(key, k), contact_keys)
        for s, k in zip(meant, keys, strict=True)
    ]
    return [record for record in records if record.anything or _is_certain(record.spoken)]


def _is_certain(spoken: in_text.Spoken) -> bool:
    """Return whether a typed text can mean only one person."""
    international = spoken.kind == "phone" and spoken.text.strip().startswith(("+", "00"))
    return spoken.is_typed and (spoken.kind == "email" or international)


def files_of(storage: WorkspaceStorage, key: bytes, keys: Collection[int]) -> list[File]:
    """Return what each file contains about people, newest file first; files without anything are left out."""
    return changes.until_done(lambda: _files_of(storage, persons.by_keys(key, keys)))


def erase(storage: WorkspaceStorage, key: bytes, keys: Collection[int], who: str = "") -> proofs.Proof:
    """Delete everything about people in files, versions, bundles and contacts, and exclude them from now on.

    It is deleted from disk when this returns; after a crash in between, everything is deleted or nothing
    is.
    """
    return _erase(storage, key, persons.by_keys(key, keys), keys, who)


def repeat_erasure(storage: WorkspaceStorage, key: bytes, who: str = "") -> None:
    """Delete what an older copy of the data brought back of people who were erased."""
    with storage.manifest.read() as connection:
        codes = suppressed.codes(connection, storage.id)
    if codes:
        erased_people = suppressed.erased(key, codes)
        contact_keys = contacts.table(storage).column("customer_key").to_pylist()
        _erase(storage, key, erased_people, [k for k in contact_keys if erased_people.is_one(k)], who)


def _erase(
    storage: WorkspaceStorage, key: bytes, people: Persons, keys: Collection[int], who: str
) -> proofs.Proof:
    """`keys`: the pseudonyms of these people, as far as they are known."""

    def record(connection: sa.Connection, tally: RewritingCounts) -> None:
        addresses = contacts.forget(connection, storage.id, keys)
        addresses += mail_recipients.forget(connection, storage.id, people.is_one)
        published = bundles.forget_all(connection, storage.id)
        unread_files.forget_all(connection, storage.id)
        publications.note_removed_days(connection, storage.id, days)
        suppressed.suppress(
            connection, storage.id, key, {*keys, *also_known.aliases_of(connection, storage.id, keys)}
        )
        also_known.forget(connection, storage.id, keys)
        words = _scrub(connection, storage.id, people)
        audit.write(connection, storage.id, who, "erased", count=1)
        proofs.write(
            connection,
            storage.id,
            who,
            "person",
            tally.as_counts() | {"cells": tally.cells + words, "contacts": addresses, "bundles": published},
        )

    storage.manifest.make_room()  # as far as possible, erasing must work on a full disk
    days = _published_days(storage, people)
    rewriting.rewrite(storage, lambda: _forget(storage, people), record)
    erasure.finish_erasure(storage)
    return proofs.entries(storage)[0]


def _published_days(storage: WorkspaceStorage, people: Persons) -> publications.DayRanges:
    """Return the months from which rows are removed, if links may have published them."""
    if not publications.has_published(storage):
        return {}
    files = changes.until_done(lambda: _files_of(storage, people))
    return publications.days_of(item for file in files for item in file.tables.items())


def _forget(storage: WorkspaceStorage, people: Persons) -> rewriting.FileFilter:
    with storage.manifest.read() as connection:
        keys = _unnamed(storage, rewriting.read_state(connection, storage.id), people)

    def filter_file(file: File) -> FilteredFile:
        return forgetting.without_people(file, people, keys)

    return filter_file


def _files_of(storage: WorkspaceStorage, people: Persons) -> list[File]:
    with storage.manifest.read() as connection:
        state = rewriting.read_state(connection, storage.id)
    about = _unnamed(storage, state, people)
    files = [
        forgetting.rows_of_people(rewriting.file(storage, state, dataset), people, about)
        for dataset in state.files
    ]
    return [file for file in files if file.tables or any(p.rejects is not None for p in file.parts)]


def _unnamed(
    storage: WorkspaceStorage, state: rewriting.ManifestState, people: Persons
) -> forgetting.GoneKeys:
    """Return keys of rows that concern people according to other files; none if no file completes another."""
    if not any({supplements.NAME, "responses"} & tables.keys() for tables in state.tables.values()):
        return defaultdict(set)
    wanted = ("orders", supplements.NAME, "responses")
    try:
        files = [
            {name: storage.objects.read(tables[name][0]) for name in wanted if name in tables}
            for tables in state.tables.values()
        ]
    except FileNotFoundError as gone:
        raise combined.Stale(str(gone)) from gone
    return forgetting.unnamed(files, people)


def _records_of(
    spoken: Spoken, keys: tuple[int, ...], datasets: Sequence[File], people: Persons, known_keys: set[int]
) -> PersonRecords:
    rows: Counter[str] = Counter()
    rejects, files = 0, 0
    days = [np.empty(0, np.int64)]
    about = forgetting.unnamed([file.tables for file in datasets], people)
    for file in datasets:
        file_rows = forgetting.rows_of_people(file, people, about)
        aside = sum(p.rejects.num_rows for p in file_rows.parts if p.rejects is not None)
        rows.update({name: table.num_rows for name, table in file_rows.tables.items()})
        rejects += aside
        files += bool(file_rows.tables or aside)
        days += [t.column("day").drop_null().to_numpy() for t in file_rows.tables.values()]
    on = np.concatenate(days)
    first, last = (int(on.min()), int(on.max())) if len(on) else (None, None)
    return PersonRecords(
        spoken, keys, dict(rows), rejects, files, len(known_keys.intersection(keys)), first, last
    )


def _scrub(connection: sa.Connection, workspace: int, people: Persons) -> int:
    """Remove addresses from texts that people have typed; return in how many."""
    count = 0
    versions = sa.select(schema.version.c.id).filter_by(workspace_id=workspace)
    for table, name in _WORDS:
        of_workspace = (
            table.c.version_id.in_(versions)
            if table is schema.version_note
            else table.c.workspace_id == workspace
        )
        keys = list(table.primary_key.columns)
        for *values, words in connection.execute(sa.select(*keys, table.c[name]).where(of_workspace)).all():
            plain = people.scrubbed(words)
            if plain != words:
                this_row = [column == value for column, value in zip(keys, values, strict=True)]
                connection.execute(sa.update(table).where(*this_row).values({name: plain}))
                count += 1
    return count
