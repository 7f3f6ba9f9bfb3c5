"""Saved segments lie in the manifest by name, belong to a workspace, and go into backups."""

from __future__ import annotations

import pytest

from engagement.metrics.segments.description import Ordered, from_json
from engagement.store import StoreError, open_workspace
from engagement.store.erasing import one_person
from engagement.store.journal import audit
from engagement.store.upkeep.backup import back_up
from engagement.store.upkeep.restore import restore
from engagement.store.versions import kept_segments
from tests.store import shop

pytestmark = pytest.mark.usefixtures("backend")


def called(name: str, least: int = 1) -> dict[str, object]:
    return {"name": name, "all_of": [{"kind": "ordered", "at_least": least}]}


def test_segments_come_back_in_the_order_of_their_names_and_only_in_their_workspace(tmp_path):
    one, two = (open_workspace(tmp_path, name).storage for name in ("one", "two"))
    kept_segments.keep(one, called("regulars"), "eva@example.com")
    kept_segments.keep(one, called("Away_100%"), "eva@example.com")
    second_result = kept_segments.all_segments(open_workspace(tmp_path, "one").storage)
    assert list(second_result.items()) == [
        ("Away_100%", called("Away_100%")),
        ("regulars", called("regulars")),
    ]
    assert kept_segments.all_segments(two) == {}


def test_a_segment_takes_the_place_of_the_one_it_is_made_from_and_of_no_other(tmp_path):
    storage = open_workspace(tmp_path).storage
    kept_segments.keep(storage, called("Regulars"), "")
    kept_segments.keep(storage, called("Regulars", 2), "", instead_of="Regulars")
    kept_segments.keep(storage, called("Friends", 3), "", instead_of="Regulars")
    assert kept_segments.all_segments(storage) == {"Friends": called("Friends", 3)}
    kept_segments.keep(storage, called("Regulars", 4), "")
    with pytest.raises(StoreError, match="of this name already"):
        kept_segments.keep(storage, called("Friends", 5), "", instead_of="Regulars")
    assert kept_segments.all_segments(storage) == {
        "Friends": called("Friends", 3),
        "Regulars": called("Regulars", 4),
    }


def test_saving_and_removing_is_written_down(tmp_path):
    storage = open_workspace(tmp_path).storage
    kept_segments.keep(storage, called("Regulars"), "eva@example.com")
    kept_segments.forget(storage, "Regulars", "jan@example.com")
    kept_segments.forget(storage, "Regulars", "jan@example.com")
    lines = [(n.who, n.what, n.about["title"]) for n in audit.entries(storage.manifest, storage.id)]
    assert lines == [
        ("jan@example.com", "removed_segment", "Regulars"),
        ("eva@example.com", "saved_segment", "Regulars"),
    ]
    assert kept_segments.all_segments(storage) == {}


def test_no_more_segments_are_saved_than_one_finds_ones_way_among(tmp_path, monkeypatch):
    monkeypatch.setattr(kept_segments, "MOST", 2)
    storage = open_workspace(tmp_path).storage
    for name in "ab":
        kept_segments.keep(storage, called(name), "")
    with pytest.raises(StoreError, match="remove one first"):
        kept_segments.keep(storage, called("c"), "")
    kept_segments.keep(storage, called("c"), "", instead_of="a")
    assert set(kept_segments.all_segments(storage)) == {"b", "c"}


def test_segments_outlive_a_file_and_go_with_everything(tmp_path):
    workspace = open_workspace(tmp_path)
    file = shop.add(workspace, "a.csv", {"orders": shop.orders([1])})
    kept_segments.keep(workspace.storage, called("Regulars"), "")
    workspace.delete_for_good(file)
    assert set(kept_segments.all_segments(workspace.storage)) == {"Regulars"}
    workspace.delete_for_good("everything")
    assert kept_segments.all_segments(workspace.storage) == {}


def test_segments_come_back_from_a_backup(tmp_path):
    workspace = open_workspace(tmp_path / "data")
    shop.add(workspace, "a.csv", {"orders": shop.orders([1])})
    kept_segments.keep(workspace.storage, called("Regulars"), "")
    back_up(tmp_path / "data", tmp_path / "backup", keys_file=tmp_path / "keys.json")
    kept_segments.forget(workspace.storage, "Regulars", "")
    restore(tmp_path / "backup", tmp_path / "data", keys_file=tmp_path / "keys.json", replace=True)
    assert kept_segments.all_segments(open_workspace(tmp_path / "data").storage) == {
        "Regulars": called("Regulars")
    }


def test_whoever_is_erased_goes_from_the_names_of_segments_which_stay_what_they_are(tmp_path):
    workspace = open_workspace(tmp_path)
    shop.add(workspace, "a.csv", {"orders": shop.orders([1])})
    kept_segments.keep(workspace.storage, called("like eva@example.com", 3), "")
    (found,) = one_person.find(workspace.storage, workspace.key, ["eva@example.com"])
    one_person.erase(workspace.storage, workspace.key, found.keys, "")
    (name,) = kept_segments.all_segments(workspace.storage)
    assert "eva" not in name
    assert from_json(kept_segments.all_segments(workspace.storage)[name]).all_of == (Ordered(3),)
