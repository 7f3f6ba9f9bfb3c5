"""The invented shop of the tests that talk to a real server."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime import context

from engagement.app.workspaces import open_workspaces
from tests.app.shared_house import furnish

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.app.shared_house import House


# Streamlit's harness looks through all installed packages for components each time that a page is opened,
# which a server does once: a fifth of a second of each of hundreds of visits.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
# Nor has its visitor any cookie or header; to be told so by a stand-in for a runtime, once for each sentence
# of a page, takes longer than to write the sentence.
context._get_client_context = lambda: None


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A furnished data folder, shared by the tests of one file."""
    return furnish(tmp_path_factory.mktemp("house") / "data")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with an empty data folder in it, which the pages of this test open."""
    monkeypatch.setenv("ENGAGEMENT_DATA_DIR", str(tmp_path / "data"))
    open_workspaces.workspace.cache_clear()
    yield tmp_path
    open_workspaces.workspace.cache_clear()
