"""Files put into a watched folder are imported once they are whole, once, by one process, and moved."""

from __future__ import annotations

import os
from pathlib import Path  # noqa: TC003 - pytest reads it

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


def _orders(first: int, last: int) -> str:
    rows = (f"{n},2026-03-0{1 + n % 9},p{n}@example.com,10.00" for n in range(first, last))
    return "\n".join(["Order ID,Order Date,Email,Total", *rows]) + "\n"


def _files(data) -> tuple[WatchedFolder, Path]:
    folder = data / "watched"
    folder.mkdir()
    return WatchedFolder(folder), folder


def test_a_name_that_is_no_text_and_a_folder_of_no_shop_keep_no_file_from_being_read(data):
    watched, folder = _files(data)
    (folder / os.fsdecode(b"\xff.csv")).write_text(_orders(0, 20), "utf-8")
    (folder / "ordini \u0142.csv").write_text(_orders(20, 40), "utf-8")
    (folder / "2025").mkdir()
    (folder / "2025" / "orders.csv").write_text(_orders(40, 60), "utf-8")
    watched.look()
    assert len(watched.look()) == 2
    workspace = open_workspaces.workspace(open_workspaces.OWN)
    assert {one.file for one in workspace.datasets()} == {"\ufffd.csv", "ordini \u0142.csv"}
    assert [one.file for one in unread_files.unread(workspace.storage)] == ["2025"]
    unread_files.forget(workspace.storage, {"2025"})
    watched.look()
    assert unread_files.unread(workspace.storage) == []  # it was said once
    watched.stop()


def test_a_file_that_is_written_on_after_it_was_read_is_read_again(data):
    watched, folder = _files(data)
    file = folder / "orders.csv"
    file.write_text(_orders(0, 20), "utf-8")
    watched.look()
    with file.open("a", encoding="utf-8") as writing:
        writing.write("")
        assert watched.look() == ["orders.csv"]
        writing.write(_orders(20, 40).partition("\n")[2])
    watched.look()
    assert watched.look() == ["orders.csv"]
    workspace = open_workspaces.workspace(open_workspaces.OWN)
    assert max(report.rows_kept for one in workspace.datasets() for report in one.reports) == 40
    assert [path.name for path in (folder / "done").iterdir()] == ["orders.csv"]
    watched.stop()


def test_a_file_that_never_stops_growing_keeps_no_other_waiting_for_ever(data):
    watched, folder = _files(data)
    (folder / "orders.csv").write_text(_orders(0, 20), "utf-8")
    looks = []
    with (folder / "log.csv").open("a", encoding="utf-8") as log:
        while ["orders.csv"] not in looks and len(looks) < 30:
            log.write("x\n")
            log.flush()
            looks.append(watched.look())
    assert 5 < len(looks) < 30
    (folder / "gone.csv").write_text(_orders(20, 40), "utf-8")
    watched.look()
    (folder / "gone.csv").unlink()
    watched.look()
    watched.stop()
