"""Two states of the code beside each other, to compare what they say and show."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def checkout(state: str) -> Iterator[Path]:
    """Give the folder of a revision of git, for as long as the block runs, or of a checkout that is one."""
    if Path(state).is_dir():
        yield Path(state).resolve()
        return
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "checkout"
        _git("worktree", "add", "--quiet", "--detach", str(place), state)
        try:
            yield place
        finally:
            _git("worktree", "remove", "--force", str(place))


def surroundings(state: Path) -> dict[str, str]:
    """Return the environment in which Python imports the code of a state."""
    return os.environ | {"PYTHONPATH": str(state)}


def _git(*words: str) -> None:
    here = Path(__file__).parents[1]
    subprocess.run(("git", *words), cwd=here, check=True, capture_output=True)  # noqa: S603, S607 - our own
