"""Where one workspace's data lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engagement.store.manifest.manifest import Manifest
    from engagement.store.objects.folder import Objects


@dataclass(frozen=True, slots=True)
class Room:
    """A workspace by its id, the manifest that tells of it, and the place of its objects."""

    id: int
    manifest: Manifest
    objects: Objects
