"""Stored reviews: dated documents that the manifest keeps without reading them.

There is one review for each period and step; storing it again replaces it, with edited sentences and
promises.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from engagement.locale import message
from engagement.store.journal import audit
from engagement.store.manifest import owner_choices
from engagement.store.objects.errors import StoreError
from engagement.store.planning import kept_records

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.store.manifest.workspace_storage import WorkspaceStorage

#: Prefix of the names of reviews among the owner's choices.
SETTING: Final = "review "
#: The most reviews: ten years of all three steps.
MOST: Final = 700


def all_reviews(storage: WorkspaceStorage) -> Mapping[str, Mapping[str, Any]]:
    """Return the stored reviews by their id."""
    return kept_records.values(storage, SETTING)


def keep(storage: WorkspaceStorage, review_id: str, review: Mapping[str, Any], who: str) -> None:
    """Store a review with the instant (`kept_at`, UTC). Raises `StoreError` where there are too many."""
    value = {**review, "kept_at": datetime.now(UTC).isoformat(timespec="minutes")}
    with storage.manifest.write() as connection:
        rows = owner_choices.choices_with_prefix(connection, storage.id, SETTING)
        if SETTING + review_id not in rows and len(rows) >= MOST:
            raise StoreError(message("There are {most} reviews: remove one first.", most=MOST))
        owner_choices.write(connection, storage.id, SETTING + review_id, value=value)
        audit.write(connection, storage.id, who, "kept_review")


def remove(storage: WorkspaceStorage, review_id: str, who: str) -> None:
    """Delete a review, if it exists."""
    with storage.manifest.write() as connection:
        if owner_choices.forget(connection, storage.id, SETTING + review_id):
            audit.write(connection, storage.id, who, "removed_review")
