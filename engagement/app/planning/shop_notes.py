"""The notes that the visitor may read, and saving them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.app.guests import guest
from engagement.app.navigation import current_shop
from engagement.app.who.current import editor_in, visitor
from engagement.store.planning import day_notes

if TYPE_CHECKING:
    from engagement.store.planning.day_notes import DayNote


def visible_notes() -> tuple[DayNote, ...]:
    """Return the notes of the shop; through a link only those marked for links."""
    if visitor().is_guest:
        return day_notes.shared_notes(current_shop.workspace(guest.link().workspace).storage)
    return day_notes.all_notes(current_shop.current().storage)


def save(workspace: str, note: DayNote) -> None:
    """Save a note. Raises PermissionError without the right to, `StoreError` where the store refuses it."""
    editor = editor_in(workspace)
    day_notes.keep(current_shop.workspace(workspace).storage, note, editor)


def remove(workspace: str, note_id: str) -> None:
    """Remove a note. Raises PermissionError without the right to."""
    editor = editor_in(workspace)
    day_notes.remove(current_shop.workspace(workspace).storage, note_id, editor)
