"""Files put into a watched folder are imported once they are whole, once, by one process, and moved."""

from __future__ import annotations

import os

import pytest

from engagement.app.importing.watched_folder import WatchedFolder
from engagement.app.workspaces import open_workspaces
from engagement.store.journal import unread_files

_ORDERS = "\n".join(
    [
        "Order ID,Order Date,Email,Total",
        *(f"{n},2026-03-0{1 + n % 9},p{n}@example.com,10.00" for n in range(20)),
    ]
)


def test_a_file_is_read_when_it_is_whole_and_moved_and_what_is_not_read_waits(data):
    folder = data / "watched"
    folder.mkdir()
    first, second = WatchedFolder(folder), WatchedFolder(folder)
    file = folder / "orders.csv"
    file.write_text(_ORDERS[:200], "utf-8")
    (folder / "half.csv.part").write_text("x", "utf-8")
    (folder / "link.csv").symlink_to(file)
    assert first.look() == []
    file.write_text(_ORDERS, "utf-8")
    assert first.look() == []  # it has grown since
    assert second.look() == []  # the other process works in the folder
    assert first.look() == ["orders.csv"]
    assert second.look() == []
    workspace = open_workspaces.workspace(open_workspaces.OWN)
    assert [one.file for one in workspace.datasets()] == ["orders.csv"]
    assert (folder / "done" / "orders.csv").read_text("utf-8") == _ORDERS
    (folder / "orders.csv").write_bytes(b"\x00\x01 nothing")
    first.look()
    assert first.look() == ["orders.csv"]
    assert (folder / "unread" / "orders.csv").exists()
    assert [one.file for one in unread_files.unread(workspace.storage)] == ["orders.csv"]
    assert [one.file for one in workspace.datasets()] == ["orders.csv"]
    first.stop()
    (folder / "orders.csv").write_text(_ORDERS, "utf-8")
    second.look()
    assert second.look() == ["orders.csv"]
    assert len(workspace.datasets()) == 1  # the same bytes count once
    assert (folder / "done" / "orders (2).csv").exists()
    assert unread_files.unread(workspace.storage) == []
    assert (folder / "half.csv.part").exists()
    second.stop()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open any file")
def test_a_file_that_may_not_be_opened_keeps_no_other_waiting_and_is_listed(data):
    folder = data / "watched"
    folder.mkdir()
    watched = WatchedFolder(folder)
    (folder / "orders.csv").write_text(_ORDERS, "utf-8")
    (folder / "closed.csv").write_text(_ORDERS, "utf-8")
    (folder / "closed.csv").chmod(0)
    watched.look()
    assert watched.look() == ["closed.csv", "orders.csv"]
    workspace = open_workspaces.workspace(open_workspaces.OWN)
    assert [one.file for one in workspace.datasets()] == ["orders.csv"]
    assert [one.file for one in unread_files.unread(workspace.storage)] == ["closed.csv"]
    watched.stop()
