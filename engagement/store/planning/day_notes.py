"""Notes that people write on one or several days: a sale, a price change, an item out of stock.

They belong to a workspace and not to a version of its data. Links and reports for others contain only notes
that are marked for them. A person's name in a note is removed when the person is erased
(`erasing.one_person`).
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from engagement.locale import message
from engagement.store.journal import audit
from engagement.store.manifest import owner_choices
from engagement.store.objects.errors import StoreError
from engagement.store.planning import kept_records

if TYPE_CHECKING:
    from engagement.store.manifest.workspace_storage import WorkspaceStorage

#: Prefix of the names of notes among the owner's choices.
SETTING: Final = "note "
#: The most notes of a shop; it takes years to write so many.
MOST: Final = 500
#: The longest text of a note, in characters.
LONGEST: Final = 200

NoteKind = Literal["sale", "price", "stock_out", "other"]


class DayNote(msgspec.Struct, frozen=True):
    """A note on the days `first_day` to `last_day`, both inclusive, as days since 1970-01-01.

    `in_links`: links and reports for others show it, too. `id` is "" before it is stored.
    """

    first_day: int
    last_day: int
    kind: NoteKind
    text: str = ""
    in_links: bool = False
    id: str = ""


def all_notes(storage: WorkspaceStorage) -> tuple[DayNote, ...]:
    """Return all notes, by their first day."""
    notes = kept_records.records(storage, SETTING, DayNote)
    return tuple(sorted(notes, key=lambda note: (note.first_day, note.last_day, note.id)))


def shared_notes(storage: WorkspaceStorage) -> tuple[DayNote, ...]:
    """Return the notes that recipients of links may read."""
    return tuple(note for note in all_notes(storage) if note.in_links)


def keep(storage: WorkspaceStorage, note: DayNote, who: str) -> DayNote:
    """Store a new note, or replace the one with its id; return it with its id.

    Raises `StoreError` for days in the wrong order, a text that is too long, or too many notes.
    """
    if note.last_day < note.first_day:
        raise StoreError(message("The last day comes before the first."))
    if len(note.text) > LONGEST:
        raise StoreError(message("A note has at most {most} letters.", most=LONGEST))
    new = note if note.id else msgspec.structs.replace(note, id=secrets.token_hex(8))
    with storage.manifest.write() as connection:
        rows = owner_choices.choices_with_prefix(connection, storage.id, SETTING)
        if SETTING + new.id not in rows and len(rows) >= MOST:
            raise StoreError(message("There are {most} notes: remove one first.", most=MOST))
        owner_choices.write(connection, storage.id, SETTING + new.id, value=kept_records.as_value(new))
        audit.write(connection, storage.id, who, "kept_note")
    return new


def remove(storage: WorkspaceStorage, note_id: str, who: str) -> None:
    """Delete the note with this id, if it exists."""
    with storage.manifest.write() as connection:
        if owner_choices.forget(connection, storage.id, SETTING + note_id):
            audit.write(connection, storage.id, who, "removed_note")
