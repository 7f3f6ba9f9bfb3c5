"""The demo shop: invented files, imported like any others when the product is first opened."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from engagement.app.workspaces.intake import take

if TYPE_CHECKING:
    from engagement.store import Workspace

NAME: Final = "Lume & Filo"
_FILES: Final = Path(__file__).resolve().parents[3] / "sample_data"
_ENDINGS: Final = {".csv", ".tsv", ".txt", ".xlsx"}
_filling = Lock()


def files() -> list[Path]:
    """Return the paths of the demo shop's files."""
    return sorted(path for path in _FILES.iterdir() if path.suffix in _ENDINGS)


def fill(workspace: Workspace) -> None:
    """Import the demo files into an empty workspace; one with files is left unchanged."""
    with _filling:
        if not workspace.datasets():
            take(workspace, [(path, path.name) for path in files()], sure=True)
