"""What people of a shop wrote down lies in the manifest, belongs to a workspace, and goes into backups."""

from __future__ import annotations

import pytest

from engagement.store import StoreError, open_workspace
from engagement.store.erasing import one_person
from engagement.store.journal import audit
from engagement.store.planning import day_notes, kept_goals, kept_reviews
from engagement.store.planning.day_notes import DayNote
from engagement.store.planning.kept_goals import Goal
from engagement.store.upkeep.backup import back_up
from engagement.store.upkeep.restore import restore
from tests.store import shop

SALE = DayNote(10, 12, "sale", "20% on candles", in_links=True)


def test_notes_come_back_by_day_and_are_changed_and_removed_by_their_ids(tmp_path):
    storage, other = (open_workspace(tmp_path, name).storage for name in ("one", "two"))
    late, early = (day_notes.keep(storage, DayNote(day, day, "other", "x"), "eva") for day in (9, 3))
    assert day_notes.all_notes(storage) == (early, late)
    moved = day_notes.keep(storage, DayNote(1, 1, "price", "y", id=late.id), "eva")
    day_notes.remove(storage, early.id, "jan")
    day_notes.remove(storage, early.id, "jan")
    assert day_notes.all_notes(storage) == (moved,)
    assert day_notes.all_notes(other) == ()
    lines = [(one.who, one.what) for one in audit.entries(storage.manifest, storage.id)]
    assert lines == [("jan", "removed_note"), *[("eva", "kept_note")] * 3]


def test_only_marked_notes_are_told(tmp_path):
    storage = open_workspace(tmp_path).storage
    marked = day_notes.keep(storage, SALE, "")
    day_notes.keep(storage, DayNote(11, 11, "price"), "")
    assert day_notes.shared_notes(storage) == (marked,)


def test_a_note_that_makes_no_sense_is_refused_with_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(day_notes, "MOST", 1)
    storage = open_workspace(tmp_path).storage
    with pytest.raises(StoreError, match="before the first"):
        day_notes.keep(storage, DayNote(2, 1, "sale"), "")
    with pytest.raises(StoreError, match="200 letters"):
        day_notes.keep(storage, DayNote(1, 1, "sale", "x" * 201), "")
    note = day_notes.keep(storage, SALE, "")
    with pytest.raises(StoreError, match="remove one first"):
        day_notes.keep(storage, SALE, "")
    day_notes.keep(storage, note, "")


def test_plans_come_back_from_a_backup_lose_whoever_is_erased_and_go_with_everything(tmp_path):
    data = tmp_path / "data"
    workspace = open_workspace(data)
    shop.add(workspace, "a.csv", {"orders": shop.orders([1])})
    storage = workspace.storage
    note = day_notes.keep(storage, DayNote(1, 1, "other", "asked by eva@example.com"), "")
    goal = kept_goals.keep(storage, Goal("revenue", 9.0, 99, "month", 10, 5.0), "")
    kept_reviews.keep(storage, "month.600", {"grain": "month", "promised": "More"}, "")
    back_up(data, tmp_path / "backup", keys_file=tmp_path / "keys.json")
    day_notes.remove(storage, note.id, "")
    kept_goals.remove(storage, goal, "")
    kept_reviews.remove(storage, "month.600", "")
    restore(tmp_path / "backup", data, keys_file=tmp_path / "keys.json", replace=True)
    workspace = open_workspace(data)
    storage = workspace.storage
    assert day_notes.all_notes(storage) == (note,)
    assert kept_goals.all_goals(storage) == (goal,)
    assert kept_reviews.all_reviews(storage)["month.600"]["promised"] == "More"
    (found,) = one_person.find(storage, workspace.key, ["eva@example.com"])
    one_person.erase(storage, workspace.key, found.keys, "")
    (left,) = day_notes.all_notes(storage)
    assert "eva" not in left.text
    assert (left.first_day, left.kind) == (1, "other")
    workspace.delete_for_good("everything")
    assert (
        day_notes.all_notes(storage),
        kept_goals.all_goals(storage),
        kept_reviews.all_reviews(storage),
    ) == (
        (),
        (),
        {},
    )


def test_a_goal_takes_the_place_of_one_of_the_same_figure_segment_and_step(tmp_path):
    storage = open_workspace(tmp_path).storage
    for value in (1.0, 2.0):
        kept_goals.keep(storage, Goal("revenue", value, 99, "month", 10), "")
    kept_goals.keep(storage, Goal("revenue", 3.0, 50, "month", 10, segment="Regulars"), "")
    assert [one.value for one in kept_goals.all_goals(storage)] == [3.0, 2.0]
    with pytest.raises(StoreError, match="already go to that day"):
        kept_goals.keep(storage, Goal("revenue", 1.0, 10, "week", 10), "")
