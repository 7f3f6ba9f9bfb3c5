"""Damaged data, a full or read-only disk: a sentence, a way out, and whatever can still be drawn."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from engagement.app.web.routes import Readiness
from engagement.app.workspaces import open_workspaces
from engagement.sources.text.limits import MIB, fitting
from engagement.store import StoreError, open_workspace
from engagement.store.manifest.manifest import Manifest
from engagement.store.upkeep import damage
from tests.store import shop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engagement.store import Workspace

_PAGE = """
from engagement.app.workspaces import open_workspaces
from engagement.app.server.server import sentence_instead_of_traceback

try:
    tables = open_workspaces.workspace("shop").version.tables
    for path in tables.values():
        import pyarrow.parquet as pq
        pq.read_table(path)
except Exception as fault:
    sentence_instead_of_traceback(fault)
"""


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv("ENGAGEMENT_DATA_DIR", str(tmp_path / "data"))
    open_workspaces.workspace.cache_clear()
    workspace = open_workspace(tmp_path / "data")
    shop.add(workspace, "a.csv", {"orders": shop.orders([1, 2, 3])})
    shop.add(workspace, "b.csv", {"orders": shop.orders([3, 4])})
    yield workspace
    open_workspaces.workspace.cache_clear()


def harm(path: Path, how: str) -> None:
    if how == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:100])


@pytest.mark.parametrize("how", ["missing", "cut"])
@pytest.mark.parametrize(
    ("way", "left"), [("Undo", [1, 2, 3]), ("Remove b.csv", [1, 2, 3]), ("Delete everything", [])]
)
def test_a_damaged_object_is_said_and_each_way_out_leads_out(
    workspace: Workspace, how: str, way: str, left: list[int]
):
    (merged,) = workspace.paths("orders")
    harm(merged, how)
    assert damage.is_damaged(workspace)
    at = AppTest.from_string(_PAGE, default_timeout=300).run()
    assert [error.value[:47] for error in at.error] == ["A part of this shop's stored data is missing or"]
    assert not at.exception
    next(button for button in at.button if button.label.replace("\\", "") == way).click().run()
    assert not at.error
    assert shop.numbers(workspace) == left
    assert not damage.is_damaged(workspace)


def test_a_damaged_manifest_is_one_sentence_with_a_way_out(tmp_path: Path):
    folder = tmp_path / "data"
    shop.add(open_workspace(folder), "a.csv", {"orders": shop.orders([1])})
    for file in folder.glob("manifest.sqlite-*"):
        file.unlink()
    (folder / "manifest.sqlite").write_bytes(b"not a database at all " * 300)
    with pytest.raises(StoreError, match="manifest in the data folder is damaged"):
        Manifest(folder)


def test_readiness_tells_what_cannot_be_written_from_what_cannot_be_served(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
):
    assert Readiness().now() == "ready"
    objects = workspace.storage.objects.folder
    (merged,) = workspace.paths("orders")

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        assert Readiness().now() == "cannot write"
    assert Readiness().now() == "ready"
    merged.rename(objects / "elsewhere")
    assert Readiness().now() == "cannot serve"


def test_a_readers_memory_fits_the_machine():
    assert fitting(6 * 1024 * MIB, 64 * 1024 * MIB) == 6 * 1024 * MIB
    assert fitting(6 * 1024 * MIB, 3 * 1024 * MIB) == 2304 * MIB
    assert fitting(6 * 1024 * MIB, 512 * MIB) == 1024 * MIB


def test_a_manifest_that_cannot_be_opened_is_said(tmp_path: Path):
    folder = tmp_path / "data"
    open_workspace(folder)
    database = Manifest(folder)._database
    for code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
        fault = sqlite3.OperationalError("no")
        fault.sqlite_errorcode = code
        text = database.sentence(type("Fault", (), {"orig": fault})())
        assert str(text) == "The data folder cannot be written to."
