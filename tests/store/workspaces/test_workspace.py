"""What a person does with files: add, add again, remove, undo, look back."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement.store import StoreError, Workspace, open_workspace, workspaces
from tests.store import shop

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.usefixtures("backend")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return open_workspace(tmp_path)


def test_a_new_workspace_is_empty_and_has_a_version(workspace: Workspace):
    assert workspace.datasets() == []
    assert workspace.paths("orders") == []
    assert [str(v.what) for v in workspace.history()] == ["The workspace was made"]


def test_a_file_that_was_added_is_there_after_opening_again(workspace: Workspace, tmp_path: Path):
    outcome = workspace.add("orders.csv", "c1", [shop.imported({"orders": shop.orders([1, 2])})], who="Ada")
    reopened = open_workspace(tmp_path)
    assert shop.numbers(reopened) == [1, 2]
    assert reopened.version == outcome.version
    (dataset,) = reopened.datasets()
    assert dataset == outcome.dataset
    assert (dataset.file, dataset.who, dataset.rows) == ("orders.csv", "Ada", {"orders": 2})


def test_the_account_and_the_rejected_rows_come_back_as_they_were(workspace: Workspace):
    upload = shop.imported({"orders": shop.orders([1])}, reject="2026-02-30")
    outcome = workspace.add("orders.csv", "c1", [upload])
    assert outcome.dataset.reports == (upload.report,)
    assert workspace.report(outcome.dataset.id) == upload.report
    assert workspace.rejects(outcome.dataset.id) == upload.rejects


def test_a_file_without_rejects_has_none(workspace: Workspace):
    assert workspace.rejects(shop.add(workspace, "a.csv", {"orders": shop.orders([1])})) is None


def test_a_workbook_keeps_one_account_per_sheet(workspace: Workspace):
    sheets = [shop.imported({"orders": shop.orders([n])}, file=f"sheet {n}") for n in (1, 2)]
    dataset = workspace.add("book.xlsx", "c1", sheets).dataset
    assert [r.file for r in dataset.reports] == ["sheet 1", "sheet 2"]
    assert workspace.report(dataset.id, part=1).file == "sheet 2"
    assert shop.numbers(workspace) == [1, 2]


def test_the_same_bytes_twice_change_nothing(workspace: Workspace):
    first = workspace.add("a.csv", "c1", [shop.imported({"orders": shop.orders([1])})])
    second_result = workspace.add("copy of a.csv", "c1", [shop.imported({"orders": shop.orders([1])})])
    assert second_result.unchanged
    assert not first.unchanged
    assert second_result.dataset == first.dataset
    assert second_result.version == first.version


def test_the_same_bytes_twice_in_one_drop_are_added_once(workspace: Workspace):
    one = shop.drop("a.csv", {"orders": shop.orders([1])})
    outcomes = workspace.add_many([one, one])
    assert [o.unchanged for o in outcomes] == [False, True]
    assert len(workspace.datasets()) == 1


def test_a_file_that_was_removed_can_be_added_again(workspace: Workspace):
    one = shop.drop("a.csv", {"orders": shop.orders([1])})
    workspace.remove(workspace.add_many([one])[0].dataset.id)
    assert not workspace.add_many([one])[0].unchanged
    assert shop.numbers(workspace) == [1]


def test_overlapping_months_do_not_double_and_the_outcome_says_what_gave_way(workspace: Workspace):
    shop.add(workspace, "september.csv", {"orders": shop.orders(range(1, 31))})
    (outcome,) = workspace.add_many([shop.drop("autumn.csv", {"orders": shop.orders(range(20, 61))})])
    assert shop.numbers(workspace) == list(range(1, 61))
    assert outcome.replaced == {"orders": 11}
    assert outcome.version.rows == {"orders": 60}


def test_a_drop_of_several_files_is_one_version_and_one_undo(workspace: Workspace):
    drops = [shop.drop(f"{n}.csv", {"orders": shop.orders([n])}) for n in (1, 2, 3)]
    outcomes = workspace.add_many(drops)
    assert [o.dataset.file for o in outcomes] == ["1.csv", "2.csv", "3.csv"]
    assert str(workspace.version.what) == "Added 1.csv, 2.csv, 3.csv"
    workspace.undo()
    assert workspace.datasets() == []


def test_in_one_drop_the_file_that_reaches_further_is_the_newer_one(workspace: Workspace):
    newer = shop.drop("new.csv", {"orders": shop.orders([1, 2], gross=200)})
    older = shop.drop("old.csv", {"orders": shop.orders([1], gross=100)})
    workspace.add_many([newer, older])
    assert [row["gross"] for row in shop.rows(workspace, "orders")] == [200, 200]


def test_datasets_stand_newest_first(workspace: Workspace):
    for name in ("a", "b", "c"):
        shop.add(workspace, name, {"orders": shop.orders([ord(name)])})
    assert [d.file for d in workspace.datasets()] == ["c", "b", "a"]


def test_a_single_files_object_is_the_tables_object(workspace: Workspace):
    shop.add(workspace, "a.csv", {"orders": shop.orders([1])})
    assert len(list(workspace.paths("orders")[0].parent.iterdir())) == 1


def test_a_file_of_which_nothing_was_kept_still_has_its_account(workspace: Workspace):
    dataset = shop.add(workspace, "a.csv", {"orders": shop.orders([])}, reject="x")
    assert workspace.paths("orders") == []
    assert workspace.rejects(dataset) is not None


def test_removing_lets_the_replaced_rows_come_back(workspace: Workspace):
    shop.add(workspace, "old.csv", {"orders": shop.orders([1, 2], gross=100)})
    newer = shop.add(workspace, "new.csv", {"orders": shop.orders([2, 3], gross=200)})
    version = workspace.remove(newer)
    assert [row["gross"] for row in shop.rows(workspace, "orders")] == [100, 100]
    assert str(version.what) == "Removed new.csv"


def test_undo_and_redo_walk_the_history(workspace: Workspace):
    shop.add(workspace, "a.csv", {"orders": shop.orders([1])})
    shop.add(workspace, "b.csv", {"orders": shop.orders([2])})
    seen = [shop.numbers(workspace)]
    for step in (workspace.undo, workspace.undo, workspace.redo, workspace.redo):
        step()
        seen.append(shop.numbers(workspace))
    assert seen == [[1, 2], [1], [], [1], [1, 2]]


def test_any_version_can_be_gone_to(workspace: Workspace):
    shop.add(workspace, "a.csv", {"orders": shop.orders([1])})
    first = workspace.version
    shop.add(workspace, "b.csv", {"orders": shop.orders([2])})
    assert workspace.go_to(first.id) == first
    assert shop.numbers(workspace) == [1]


def test_what_cannot_be_done_is_said_and_changes_nothing(workspace: Workspace):
    shop.add(workspace, "a.csv", {"orders": shop.orders([1])})
    before = workspace.version
    for impossible in (
        workspace.redo,
        lambda: workspace.remove(99),
        lambda: workspace.go_to(99),
        lambda: workspace.report(99),
        lambda: workspace.delete_for_good(99),
    ):
        with pytest.raises(StoreError):
            impossible()
    assert workspace.version == before


def test_nothing_to_undo_is_said(workspace: Workspace):
    with pytest.raises(StoreError, match="nothing to undo"):
        workspace.undo()


def test_the_digest_tells_data_apart_and_knows_them_again(workspace: Workspace):
    digests = [workspace.version.digest]
    for n in (1, 2):
        shop.add(workspace, f"{n}.csv", {"orders": shop.orders([n])})
        digests.append(workspace.version.digest)
    assert len(set(digests)) == 3
    workspace.undo()
    assert workspace.version.digest == digests[1]


def test_a_table_that_breaks_its_contract_is_refused_and_leaves_all_as_it_was(workspace: Workspace):
    before = workspace.version
    broken = shop.orders([1]).drop_columns(["currency"])
    with pytest.raises(ValueError, match="currency"):
        shop.add(workspace, "a.csv", {"orders": broken})
    assert workspace.version == before


def test_workspaces_do_not_see_each_other(tmp_path: Path):
    one, other = open_workspace(tmp_path, "lume"), open_workspace(tmp_path, "filo")
    dataset = shop.add(one, "a.csv", {"orders": shop.orders([1])})
    assert other.datasets() == []
    assert one.key != other.key
    assert workspaces(tmp_path) == ["filo", "lume"]
    with pytest.raises(StoreError):
        other.report(dataset)
    with pytest.raises(StoreError):
        other.go_to(one.version.id)


def test_there_are_no_workspaces_before_the_first(tmp_path: Path):
    assert workspaces(tmp_path / "nowhere") == []


@pytest.mark.parametrize("name", ["", "..", "a/b", "A", "a" * 65, ".hidden"])
def test_a_name_that_is_no_folder_name_is_refused(tmp_path: Path, name: str):
    with pytest.raises(StoreError):
        open_workspace(tmp_path, name)


def test_the_key_is_32_secret_bytes_and_stays(tmp_path: Path):
    key = open_workspace(tmp_path).key
    assert len(key) == 32
    assert open_workspace(tmp_path).key == key
    (file,) = (tmp_path / "keys").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_data_without_their_key_are_not_opened_with_a_new_one(workspace: Workspace, tmp_path: Path):
    shop.add(workspace, "a.csv", {"orders": shop.orders([1])})
    (tmp_path / "keys" / "shop.key").unlink()
    with pytest.raises(StoreError, match="key file is missing"):
        open_workspace(tmp_path)


def test_a_manifest_of_a_later_program_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    open_workspace(tmp_path)
    monkeypatch.setattr("engagement.store.database.schema.SCHEMA", 1)
    with pytest.raises(StoreError, match="another version"):
        open_workspace(tmp_path)


disjoint = st.lists(st.integers(0, 40), min_size=2, max_size=12, unique=True)
limits = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)  # a data folder for each example
@limits
@given(disjoint, st.randoms(use_true_random=False))
def test_the_order_of_adding_does_not_matter_where_files_share_nothing(
    tmp_path_factory: pytest.TempPathFactory, numbers: list[int], random: object
):
    files = [shop.drop(f"{n}.csv", {"orders": shop.orders([n])}) for n in numbers]
    tables = []
    for order in (files, random.sample(files, len(files))):  # type: ignore[attr-defined]
        workspace = open_workspace(tmp_path_factory.mktemp("w"))
        for file in order:
            workspace.add_many([file])
        tables.append(shop.read(workspace.paths("orders")[0]))
    assert tables[0] == tables[1]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)  # a data folder for each example
@limits
@given(st.lists(st.lists(st.integers(0, 9), max_size=6, unique=True), min_size=1, max_size=3))
def test_adding_and_removing_or_undoing_gives_what_was_before(
    tmp_path_factory: pytest.TempPathFactory, files: list[list[int]]
):
    workspace = open_workspace(tmp_path_factory.mktemp("w"))
    for i, numbers in enumerate(files):
        before = workspace.version.digest
        one = shop.drop(f"{i}.csv", {"orders": shop.orders(numbers, gross=i)})
        dataset = workspace.add_many([one])[0].dataset.id
        with_it = workspace.version.digest
        assert workspace.undo().digest == before
        assert workspace.redo().digest == with_it
        assert workspace.remove(dataset).digest == before
        workspace.undo()


def test_rows_of_many_kinds_in_one_file_all_arrive(workspace: Workspace):
    shop.add(workspace, "a.csv", {"orders": shop.orders([1]), "lines": shop.lines("#1", ["lamp", "bulb"])})
    assert {name: shop.read(path).num_rows for name, path in workspace.version.tables.items()} == {
        "orders": 1,
        "lines": 2,
    }


def test_the_stored_rows_are_the_rows_that_were_given(workspace: Workspace):
    upload = shop.orders(range(300))
    shop.add(workspace, "a.csv", {"orders": upload})
    assert shop.read(workspace.paths("orders")[0]).equals(upload)
    assert isinstance(upload, pa.Table)
