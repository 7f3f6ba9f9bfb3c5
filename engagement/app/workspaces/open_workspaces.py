"""The workspaces of this process, each opened once. Access rights are not checked here."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engagement import settings
from engagement.app.workspaces import demo
from engagement.locale import message
from engagement.store import StoreError, open_workspace, workspaces

if TYPE_CHECKING:
    from engagement.store import Workspace
    from engagement.store.manifest.manifest import Manifest

#: The workspace of a house that has only one.
OWN: Final = "shop"
DEMO: Final = "demo"


def data_dir() -> Path:
    """Return the data folder: `DATA_DIR` of make, `--data-dir` of serve."""
    return Path(settings.DATA_DIR.read() or "data")


@lru_cache
def workspace(name: str) -> Workspace:
    """Return a workspace, opened once for each process; the demo shop is filled at the first call.

    The first shop and the demo are created at the first call. Raises `StoreError` for any other that does not
    exist.
    """
    if name not in {OWN, DEMO} and name not in workspaces(data_dir()):
        raise StoreError(message("This shop is not there any more."))
    opened = open_workspace(data_dir(), name)
    if name == DEMO:
        demo.fill(opened)
    return opened


def manifest() -> Manifest:
    """Return the manifest that all workspaces share."""
    return workspace(OWN).storage.manifest
