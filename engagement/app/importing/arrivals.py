"""Imports without a person at a page: files sent by a program, or put into a watched folder.

They are imported like dropped files. Those that cannot be read are listed on *Your data* with the reason.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from engagement.app.importing import jobs
from engagement.locale import message
from engagement.store.journal import unread_files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import IO

    from engagement.app.importing.jobs import Job
    from engagement.app.workspaces.intake import IntakeResult
    from engagement.locale import Message
    from engagement.store import Workspace

LARGEST_BYTES: Final = 400 << 20
_LOOKS_EVERY: Final = 0.1
_CANCELLED: Final = message("Somebody stopped reading this file.")
_UNLIKE: Final = message("This looks like another shop's file: say on Your data whose it is.")


def begin(workspace: Workspace, files: Sequence[tuple[str, IO[bytes]]], who: str) -> Job:
    """Start a job that imports files, given as (name, content), in the name of `who`.

    Questions about them wait on *Your data*.
    """
    return jobs.all_jobs().start(workspace, files, who=who, alone=True)


def wait_for(job: Job, by: str) -> list[tuple[str, Message | None]]:
    """Wait for a job to end and return each file with the reason why it was not read, None if it was.

    Files that were not read are listed on *Your data*; `by` is who or what sent them.
    """
    while job.runs:
        time.sleep(_LOOKS_EVERY)
    taken_files = {file.file: file for file in job.taken}
    results = [(name, _fault(job, taken_files.get(name))) for name in job.names]
    storage = job.workspace.storage
    for name, fault in results:
        if fault is not None:
            unread_files.note(storage, name, fault, by)
    return results


def _fault(job: Job, taken: IntakeResult | None) -> Message | None:
    if taken is None:
        return job.fault or _CANCELLED
    if taken.outcome is not None:
        return None
    return taken.fault or _UNLIKE
