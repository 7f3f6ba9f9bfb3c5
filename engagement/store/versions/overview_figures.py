"""The figures that a shop has chosen for its Overview, in order; they belong to no version of its data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.store.journal import audit
from engagement.store.manifest import owner_choices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.store.manifest.workspace_storage import WorkspaceStorage

_SETTING: Final = "overview figures"
#: The most figures side by side.
MOST: Final = 8


def chosen_figures(storage: WorkspaceStorage) -> tuple[str, ...]:
    """Return the chosen keys in order; none without a choice."""
    return storage.manifest.remember(
        (_SETTING, storage.id),
        lambda connection: tuple(owner_choices.read(connection, storage.id, _SETTING) or ()),
    )


def choose(storage: WorkspaceStorage, keys: Sequence[str], who: str) -> None:
    """Store a choice, replacing the one before; an empty one removes it."""
    with storage.manifest.write() as connection:
        owner_choices.write(connection, storage.id, _SETTING, value=list(keys)[:MOST])
        audit.write(connection, storage.id, who, "chose_figures", count=len(keys[:MOST]))
