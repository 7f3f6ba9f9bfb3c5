"""Records stored as owner's choices, one each, with the id in the choice's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from engagement.store.manifest import owner_choices

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.store.manifest.workspace_storage import WorkspaceStorage

R = TypeVar("R", bound=msgspec.Struct)


def values(storage: WorkspaceStorage, prefix: str) -> Mapping[str, Mapping[str, Any]]:
    """Return the stored values with a prefix, by id."""
    rows = storage.manifest.remember(
        ("records", storage.id, prefix),
        lambda connection: owner_choices.choices_with_prefix(connection, storage.id, prefix),
    )
    return {name.removeprefix(prefix): value for name, value in rows.items()}


def records(storage: WorkspaceStorage, prefix: str, kind: type[R]) -> list[R]:
    """Return the records with a prefix, with their `id`; those that a newer version wrote are left out."""
    found = []
    for record_id, value in values(storage, prefix).items():
        try:
            found.append(msgspec.convert({**value, "id": record_id}, kind))
        except (msgspec.ValidationError, TypeError):
            continue
    return found


def as_value(record: msgspec.Struct) -> dict[str, Any]:
    """Return a record as it is stored: without its id, which is in the name."""
    return {name: part for name, part in msgspec.to_builtins(record).items() if name != "id"}
