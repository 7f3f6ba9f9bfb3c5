"""Files confirmed to be this shop's, though they look like another's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.store.manifest import owner_choices

if TYPE_CHECKING:
    from collections.abc import Collection

    from engagement.store.manifest.workspace_storage import WorkspaceStorage

SETTING: Final = "kin"
#: The most answers kept; the oldest are dropped, as their files have long been part of the comparison.
_MOST: Final = 200


def confirmed_digests(storage: WorkspaceStorage) -> frozenset[str]:
    """Return the digests of these files."""
    with storage.manifest.read() as connection:
        return frozenset(owner_choices.read(connection, storage.id, SETTING) or ())


def keep(storage: WorkspaceStorage, digests: Collection[str]) -> None:
    """Record that these files are this shop's."""
    with storage.manifest.write() as connection:
        before = owner_choices.read(connection, storage.id, SETTING) or []
        newest_digests = [*(d for d in before if d not in digests), *digests][-_MOST:]
        owner_choices.write(connection, storage.id, SETTING, value=newest_digests)
