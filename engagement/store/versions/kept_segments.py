"""Saved segments: a name and a definition, which the manifest stores without reading it.

They belong to a workspace and not to a version of its data, and contain no customers. A person's name in
one is removed when the person is erased (`erasing.one_person`); so the segment's name is in the value of
the row, and the row is identified by a number.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, Final

from engagement.locale import message
from engagement.store.journal import audit
from engagement.store.manifest import owner_choices
from engagement.store.objects.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import sqlalchemy as sa

    from engagement.store.manifest.workspace_storage import WorkspaceStorage

#: Prefix of the names of segments among the owner's choices.
SETTING: Final = "segment "
#: The largest number of saved segments.
MOST: Final = 200


def all_segments(storage: WorkspaceStorage) -> Mapping[str, Mapping[str, Any]]:
    """Return the definition of each saved segment as JSON values, by name, in order of names."""
    rows = storage.manifest.remember((SETTING, storage.id), lambda connection: _rows(connection, storage.id))
    segments = {value["name"]: value for _, value in sorted(rows.items())}
    return dict(sorted(segments.items(), key=lambda item: (item[0].casefold(), item[0])))


def keep(
    storage: WorkspaceStorage, segment: Mapping[str, Any], who: str, *, instead_of: str | None = None
) -> None:
    """Save a segment by its `name`; `instead_of` is the name of the saved one that it replaces.

    Raises `StoreError` if another saved segment has the name, or if there are too many.
    """
    name = segment["name"]
    with storage.manifest.write() as connection:
        places = {value["name"]: place for place, value in _rows(connection, storage.id).items()}
        if name in places and name != instead_of:
            raise StoreError(message("There is a saved segment of this name already."))
        if instead_of not in places and len(places) >= MOST:
            raise StoreError(message("There are {most} saved segments: remove one first.", most=MOST))
        place = places.get(instead_of or "") or SETTING + secrets.token_hex(8)
        owner_choices.write(connection, storage.id, place, value=dict(segment))
        audit.write(connection, storage.id, who, "saved_segment", title=name)


def forget(storage: WorkspaceStorage, name: str, who: str) -> None:
    """Delete a saved segment, if it exists."""
    with storage.manifest.write() as connection:
        places = [place for place, value in _rows(connection, storage.id).items() if value["name"] == name]
        if owner_choices.forget(connection, storage.id, *places):
            audit.write(connection, storage.id, who, "removed_segment", title=name)


def _rows(connection: sa.Connection, workspace: int) -> Mapping[str, Mapping[str, Any]]:
    return owner_choices.choices_with_prefix(connection, workspace, SETTING)
