"""The demo shop: invented files that are read like anybody's, when the product is first opened."""

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
    """Return the demo shop's exports."""
    return sorted(path for path in _FILES.iterdir() if path.suffix in _ENDINGS)


def fill(workspace: Workspace) -> None:
    """Read the demo files into an empty workspace; one that holds them already stays as it is."""
    with _filling:
        if not workspace.datasets():
            take(workspace, [(path, path.name) for path in files()], sure=True)
