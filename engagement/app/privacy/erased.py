"""After an erasure: clearing caches of this process, and publishing links again."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from engagement.app.guests import background_publishing
from engagement.app.importing import jobs
from engagement.app.workspaces import open_workspaces
from engagement.caching import of_files

if TYPE_CHECKING:
    from engagement.store import Workspace


def clear_up(workspace: Workspace | None = None) -> None:
    """Clear caches of deleted versions and, for a workspace, the results of its last imports.

    Another process clears its caches when data are next read there.
    """
    of_files.forget_deleted()
    if workspace is not None:
        jobs.all_jobs().forget(workspace.name)  # an account lists cells of rows that were set aside
    gc.collect()
    background_publishing.publisher(open_workspaces.data_dir()).wake()
