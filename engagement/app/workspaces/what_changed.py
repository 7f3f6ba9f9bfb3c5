"""The changes of a new version of the data, computed once and stored in its log entry."""

from __future__ import annotations

import logging
from collections.abc import Mapping  # noqa: TC003 - msgspec reads it
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import msgspec

from engagement.metrics.model import Question
from engagement.metrics.views.moved_figures import MovedFigures, moved
from engagement.metrics.views.owners import open_view
from engagement.metrics.views.version_differences import Difference, difference

if TYPE_CHECKING:
    from engagement.store import Version, Workspace

#: Tables whose records are reported with those of another table.
_TOLD_ELSEWHERE: Final = frozenset({"lines", "same_sales"})

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class VersionChanges:
    """The records that differ by table, and past figures that moved."""

    records: Mapping[str, Difference] = field(default_factory=dict)
    moved: MovedFigures = field(default_factory=MovedFigures)


def note(workspace: Workspace, after: Version, before: Version | None = None) -> None:
    """Compute the changes of a version and store them in the log.

    It is compared with `before`, else with the version from which it was made. Any error is logged and not
    raised, as the data themselves are stored already.
    """
    try:
        if before is None:
            before = next(version for version in workspace.history() if version.id == after.parent)
        workspace.note(after.id, msgspec.to_builtins(compare_versions(before, after)))
    except Exception as fault:  # noqa: BLE001 - the data are kept; only the report on them is lost
        _log.warning("what a version changed could not be worked out: %s", type(fault).__name__)


def compare_versions(before: Version, after: Version) -> VersionChanges:
    """Compare two versions of one workspace."""
    old, new = (open_view(v.digest, dict(v.tables), Question()) for v in (before, after))
    records = {
        table: difference(old.data, new.data, table)
        for table in sorted({*before.tables, *after.tables} - _TOLD_ELSEWHERE)
        if before.tables.get(table) != after.tables.get(table)
    }
    return VersionChanges(records, moved(old, new))


def read(note: Mapping[str, Any]) -> VersionChanges:
    """Return the changes stored by `note`; empty ones where there are none."""
    return msgspec.convert(note, VersionChanges)
