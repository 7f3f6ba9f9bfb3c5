"""Where one workspace's data lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engagement.store.manifest.manifest import Manifest
    from engagement.store.objects.folder import Objects


@dataclass(frozen=True, slots=True)
class Room:
    """The places of a workspace's data: its id, the manifest that describes it, and its object store."""

    id: int
    manifest: Manifest
    objects: Objects
