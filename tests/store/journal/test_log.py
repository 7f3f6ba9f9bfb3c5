"""The log tells who did what and when, and goes with what it tells of."""

from __future__ import annotations

import pytest

from engagement.store import open_workspace
from tests.store import shop

pytestmark = pytest.mark.usefixtures("backend")


@pytest.fixture
def workspace(tmp_path):
    return open_workspace(tmp_path)


def _told(workspace):
    return [(str(entry.what), entry.who) for entry in reversed(workspace.log())]


def test_adding_removing_undoing_and_going_are_told_in_order_with_who_did_them(workspace):
    workspace.add_many([shop.drop("a.csv", {"orders": shop.orders([1])})], "ada")
    first = workspace.version.id
    dataset = shop.add(workspace, "b.csv", {"orders": shop.orders([2])})
    workspace.remove(dataset, "ben")
    workspace.undo("ada")
    workspace.redo("ada")
    workspace.go_to(first, "cleo")
    assert _told(workspace) == [
        ("The workspace was made", ""),
        ("Added a.csv", "ada"),
        ("Added b.csv", ""),
        ("Removed b.csv", "ben"),
        ("Undone: Removed b.csv", "ada"),
        ("Done again: Removed b.csv", "ada"),
        ("Went back to: Added a.csv", "cleo"),
    ]


def test_what_a_version_changed_is_kept_with_it_across_a_restart(workspace, tmp_path):
    shop.add(workspace, "a.csv", {"orders": shop.orders([1])})
    workspace.note(workspace.version.id, {"orders": 1})
    workspace.note(workspace.version.id, {"orders": 2})
    assert [entry.note for entry in open_workspace(tmp_path).log()] == [{"orders": 2}, {}]


def test_a_note_about_a_version_that_is_gone_or_of_another_shop_is_let_go(workspace, tmp_path):
    workspace.note(workspace.version.id + 100, {"orders": 1})
    open_workspace(tmp_path, "two").note(workspace.version.id, {"orders": 1})
    assert [entry.note for entry in workspace.log()] == [{}]


def test_notes_and_steps_go_with_the_file_that_they_are_about(workspace, tmp_path, backend):
    dataset = shop.add(workspace, "a.csv", {"orders": shop.orders([1])})
    workspace.note(workspace.version.id, {"secret": "March"})
    workspace.undo()
    workspace.redo()
    workspace.delete_for_good(dataset)
    assert [text for text, _ in _told(workspace)] == ["The workspace was made", "Deleted a file for good"]
    assert b"March" not in backend.bytes_of(tmp_path)


def test_a_log_reaches_as_far_back_as_the_history(workspace):
    for number in range(4):
        shop.add(workspace, f"{number}.csv", {"orders": shop.orders([number])})
        workspace.undo()
        workspace.redo()
    workspace.sweep(keep=2)
    assert {entry.version for entry in workspace.log()} == {v.id for v in workspace.history()}
