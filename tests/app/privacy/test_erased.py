"""Once somebody was erased, no process holds figures in memory that they are counted in."""

from __future__ import annotations

import gc
import shutil
from typing import TYPE_CHECKING
from weakref import ref

import pytest

from engagement.app.guests import background_publishing
from engagement.app.privacy import erased
from engagement.metrics.model import Question
from engagement.metrics.views.owners import open_view
from engagement.store import Workspace, open_workspace
from engagement.store.erasing import one_person
from tests.store import household
from tests.store.household import AVA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engagement.metrics.views.owners import OwnersView


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    household.workspace_of(folder / "data", household.FILES, folder / "up")
    return folder / "data"


@pytest.fixture
def workspace(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """A shop of one's own, and nobody who goes on publishing from it (or from a later test's database)."""
    monkeypatch.setenv("ENGAGEMENT_DATA_DIR", str(tmp_path / "data"))
    shutil.copytree(whole, tmp_path / "data")
    yield open_workspace(tmp_path / "data")
    background_publishing.publisher(tmp_path / "data").close()


def look(workspace: Workspace) -> OwnersView:
    version = workspace.version
    view = open_view(version.digest, version.tables, Question(days=None))
    for key in view.keys():  # noqa: SIM118 - a method, not a dict
        view.reading(key)
    return view


def erase(workspace: Workspace) -> None:
    (found,) = one_person.find(workspace.storage, workspace.key, [AVA])
    one_person.erase(workspace.storage, workspace.key, found.keys)


def test_the_process_that_erases_forgets_at_once(workspace: Workspace):
    data_ref = ref(look(workspace).data)
    erase(workspace)
    assert data_ref() is not None
    erased.clear_up(workspace)
    assert data_ref() is None


def test_a_page_that_is_open_holds_no_figure_either(workspace: Workspace):
    data_ref = look(workspace)
    known = data_ref.data.remember("customers", lambda: "counted with her")
    erase(workspace)
    erased.clear_up(workspace)
    assert data_ref.data.remember("customers", lambda: "") != known


def test_another_process_forgets_when_somebody_next_looks(workspace: Workspace):
    data_ref = ref(look(workspace).data)
    erase(workspace)
    look(workspace)
    gc.collect()
    assert data_ref() is None


def test_after_everything_was_deleted_nothing_is_remembered(workspace: Workspace):
    data_ref = ref(look(workspace).data)
    workspace.delete_for_good("everything")
    erased.clear_up(workspace)
    assert data_ref() is None


def test_what_still_stands_stays_remembered(workspace: Workspace, whole: Path):
    other = open_workspace(whole)
    view = look(other)
    erase(workspace)
    erased.clear_up(workspace)
    assert look(other).data is view.data
