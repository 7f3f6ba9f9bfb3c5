"""Files from a program or watched folder that could not be read: their names and the reason.

The files themselves are not stored. The newest hundred stay until they are removed from the list.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import msgspec

from engagement.locale import Message  # noqa: TC001 - msgspec reads it
from engagement.store.manifest import owner_choices

if TYPE_CHECKING:
    import sqlalchemy as sa

    from engagement.store.manifest.workspace_storage import WorkspaceStorage

_SETTING: Final = "unread files"
_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """One file: its name, the reason why it was not read, who or what sent it, and when (UTC)."""

    file: str
    sentence: Message
    by: str
    at: datetime


def note(storage: WorkspaceStorage, file: str, sentence: Message, by: str) -> None:
    """Record a file that was not read; it replaces an older one of the same name."""
    noted = UnreadFile(file, sentence, by, datetime.now(UTC))
    with storage.manifest.write() as connection:
        noted_files = [
            other
            for other in _read(owner_choices.read(connection, storage.id, _SETTING))
            if other.file != file
        ]
        owner_choices.write(connection, storage.id, _SETTING, value=_plain([noted, *noted_files][:_MOST]))


def forget(storage: WorkspaceStorage, files: set[str]) -> None:
    """Remove files from the list."""
    with storage.manifest.write() as connection:
        unread_files = _read(owner_choices.read(connection, storage.id, _SETTING))
        remaining = [noted_files for noted_files in unread_files if noted_files.file not in files]
        if len(remaining) < len(unread_files):
            owner_choices.write(connection, storage.id, _SETTING, value=_plain(remaining))


def forget_all(connection: sa.Connection, workspace: int) -> None:
    """Clear the list: a name or sentence may name an erased person."""
    owner_choices.write(connection, workspace, _SETTING, value=[])


def unread(storage: WorkspaceStorage) -> list[UnreadFile]:
    """Return the files on the list, newest first."""
    with storage.manifest.read() as connection:
        return _read(owner_choices.read(connection, storage.id, _SETTING))


def _read(stored: object) -> list[UnreadFile]:
    return msgspec.convert(stored or [], list[UnreadFile])


def _plain(files: list[UnreadFile]) -> object:
    return msgspec.to_builtins(files)
