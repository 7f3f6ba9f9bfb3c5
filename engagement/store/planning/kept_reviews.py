"""Reviews as they were kept: dated documents, which the manifest keeps and does not read.

A period has one review of a step; keeping it again takes the place of what was there, so that an edited
sentence or a promise is in it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from engagement.locale import message
from engagement.store.journal import audit
from engagement.store.manifest import owner_choices
from engagement.store.objects.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import sqlalchemy as sa

    from engagement.store.manifest.place import Room

_SETTING: Final = "review "
#: Ten years of all three steps.
MOST: Final = 700


def kept(room: Room) -> Mapping[str, Mapping[str, Any]]:
    """Return what was kept, by the id of the review."""
    with room.manifest.read() as connection:
        rows = owner_choices.named(connection, room.id, _SETTING)
    return {name.removeprefix(_SETTING): value for name, value in rows.items()}


def keep(room: Room, review_id: str, review: Mapping[str, Any], who: str) -> None:
    """Keep a review with the moment of it (`kept_at`, UTC); raise `StoreError` where there are too many."""
    value = {**review, "kept_at": datetime.now(UTC).isoformat(timespec="minutes")}
    with room.manifest.write() as connection:
        rows = owner_choices.named(connection, room.id, _SETTING)
        if _SETTING + review_id not in rows and len(rows) >= MOST:
            raise StoreError(message("There are {most} reviews: remove one first.", most=MOST))
        owner_choices.write(connection, room.id, _SETTING + review_id, value=value)
        audit.write(connection, room.id, who, "kept_review")


def remove(room: Room, review_id: str, who: str) -> None:
    """Take a review away, if it is there."""
    with room.manifest.write() as connection:
        if owner_choices.forget(connection, room.id, _SETTING + review_id):
            audit.write(connection, room.id, who, "removed_review")


def forget_all(connection: sa.Connection, workspace: int) -> None:
    """Take all reviews of a workspace away, within a transaction that does more."""
    owner_choices.forget(connection, workspace, *owner_choices.named(connection, workspace, _SETTING))
