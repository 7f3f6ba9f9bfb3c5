"""Where a workspace's data are stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engagement.store.manifest.manifest import Manifest
    from engagement.store.objects.folder import Objects


@dataclass(frozen=True, slots=True)
class WorkspaceStorage:
    """The storage of one workspace: its id in the manifest, the manifest, and the store of its objects."""

    id: int
    manifest: Manifest
    objects: Objects
