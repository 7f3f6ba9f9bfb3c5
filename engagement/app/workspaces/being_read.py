"""The workspaces whose files this process reads just now: whoever comes looks at them, not at the demo."""

from __future__ import annotations

from typing import Final

_READ: Final[set[str]] = set()


def begin(workspace: str) -> None:
    """Note that a workspace's files are being read."""
    _READ.add(workspace)


def end(workspace: str) -> None:
    """Note that none is any more."""
    _READ.discard(workspace)


def is_read(workspace: str) -> bool:
    """Whether a workspace's files are being read."""
    return workspace in _READ
