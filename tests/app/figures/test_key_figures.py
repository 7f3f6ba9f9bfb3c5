"""The Overview is ready before somebody asks, unless whoever runs the server says no."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

import pytest

from engagement import settings
from engagement.app.figures import key_figures
from engagement.caching import kept_files
from engagement.metrics.model import Question
from engagement.metrics.views import owners
from engagement.metrics.views.owners import OwnersView, open_view
from engagement.store import open_workspace
from tests.store.shop import add, orders

if TYPE_CHECKING:
    from pathlib import Path


def opened(folder: Path) -> OwnersView:
    """A shop of one file, as it is first looked at."""
    workspace = open_workspace(folder / "data")
    if not workspace.datasets():
        add(workspace, "autumn.csv", {"orders": orders(range(1, 60))})
    version = workspace.version
    return open_view(version.digest, dict(version.tables), Question())


def started(view: OwnersView, rows: int = 1) -> list[threading.Thread]:
    """Have a shop made ready; return the threads that compute it."""
    key_figures.make_ready(view, rows)
    return [thread for thread in threading.enumerate() if thread.name == key_figures.THREAD]


def files(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob(f"*{kept_files.SUFFIX}")]


@pytest.fixture
def ahead(monkeypatch):
    """A server that computes ahead."""
    monkeypatch.setenv(settings.HEAD_START.name, "yes")


@pytest.mark.usefixtures("ahead")
@pytest.mark.parametrize("rows", [1, 1_000_000])
def test_a_state_of_the_data_is_computed_ahead_and_kept_and_nothing_is_wrong_with_it(tmp_path, caplog, rows):
    view = opened(tmp_path)
    with caplog.at_level(logging.WARNING):
        (thread,) = started(view, rows)
        thread.join()
    assert caplog.messages == []
    assert len(files(tmp_path)) == 1
    assert started(view, rows) == []


@pytest.mark.usefixtures("ahead")
def test_the_next_server_computes_nothing_ahead_that_was_kept(tmp_path):
    (thread,) = started(opened(tmp_path))
    thread.join()
    owners._VERSIONS._made.clear()  # as in a new process
    second_result = opened(tmp_path)
    assert started(second_result) == []
    assert second_result.reading("orders").value == 59


@pytest.mark.parametrize("quota", ["no", " No "])
def test_whoever_has_little_processor_time_says_no(tmp_path, monkeypatch, quota):
    monkeypatch.setenv(settings.HEAD_START.name, quota)
    assert started(opened(tmp_path)) == []
    assert files(tmp_path) == []
