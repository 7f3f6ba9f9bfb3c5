"""After rows were erased: what this process still holds of them in memory goes, and links are made anew."""

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
    """Forget what was computed of versions that are gone and, of a workspace, what its last drops told.

    Another process forgets when somebody next looks at data there.
    """
    of_files.forget_deleted()
    if workspace is not None:
        jobs.all_jobs().forget(workspace.name)  # an account lists cells of rows that were set aside
    gc.collect()
    background_publishing.publisher(open_workspaces.data_dir()).wake()
