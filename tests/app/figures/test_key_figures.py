"""The Overview is ready before somebody asks, unless whoever runs the server says no."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

import pytest

from engagement import settings
from engagement.app.figures import key_figures
from engagement.store import open_workspace
from tests.store.shop import add, orders

if TYPE_CHECKING:
    from pathlib import Path


def started(folder: Path) -> list[threading.Thread]:
    """Have a shop made ready; return the threads that compute it."""
    workspace = open_workspace(folder / "data")
    add(workspace, "autumn.csv", {"orders": orders(range(1, 60))})
    version = workspace.version
    key_figures.make_ready.cache_clear()
    key_figures.make_ready(version.digest, tuple(sorted(version.tables.items())), 1)
    return [thread for thread in threading.enumerate() if thread.name == key_figures.THREAD]


def test_a_state_of_the_data_is_computed_ahead_and_nothing_is_wrong_with_it(tmp_path, monkeypatch, caplog):
    monkeypatch.setenv(settings.HEAD_START.name, "yes")
    with caplog.at_level(logging.WARNING):
        (thread,) = started(tmp_path)
        thread.join()
    assert caplog.messages == []


@pytest.mark.parametrize("said", ["no", " No "])
def test_whoever_has_little_processor_time_says_no(tmp_path, monkeypatch, said):
    monkeypatch.setenv(settings.HEAD_START.name, said)
    assert started(tmp_path) == []
