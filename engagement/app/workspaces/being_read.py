"""The workspaces whose first files are being imported, which are shown in place of the demo."""

from __future__ import annotations

from typing import Final

_READ: Final[set[str]] = set()


def begin(workspace: str) -> None:
    """Note that a workspace's files are being read."""
    _READ.add(workspace)


def end(workspace: str) -> None:
    """Note that they are not being read any more."""
    _READ.discard(workspace)


def is_read(workspace: str) -> bool:
    """Return whether a workspace's files are being read."""
    return workspace in _READ
