"""The notes that whoever looks may read, and writing them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.app.guests import guest
from engagement.app.navigation import current_shop
from engagement.app.who.current import editor_in, visitor
from engagement.store.planning import day_notes

if TYPE_CHECKING:
    from engagement.store.planning.day_notes import DayNote


def visible_notes() -> tuple[DayNote, ...]:
    """Return the notes of the shop; of a link only those that are marked for links."""
    if visitor().is_guest:
        return day_notes.shared_notes(current_shop.workspace(guest.link().workspace).room)
    return day_notes.all_notes(current_shop.current().room)


def save(workspace: str, note: DayNote) -> None:
    """Keep a note; PermissionError for whoever may not, `StoreError` where the store refuses it."""
    who = editor_in(workspace)
    day_notes.keep(current_shop.workspace(workspace).room, note, who)


def remove(workspace: str, note_id: str) -> None:
    """Take a note away; PermissionError for whoever may not."""
    who = editor_in(workspace)
    day_notes.remove(current_shop.workspace(workspace).room, note_id, who)
