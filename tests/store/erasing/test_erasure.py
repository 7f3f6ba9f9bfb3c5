"""What is deleted for good is gone from the disk; what is only removed is not."""

from __future__ import annotations

import os
import shutil
from functools import partial
from typing import TYPE_CHECKING

import pytest

from engagement.caching import kept_files
from engagement.settings import DATABASE_URL
from engagement.store import Workspace, open_workspace
from engagement.store.erasing import erasure
from tests.store import shop

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.store.conftest import Backend

pytestmark = pytest.mark.usefixtures("backend")
SECRETS = ("anna.example.csv", "anna@example.com", "#77")


def _filled(folder: Path) -> Workspace:
    """Two files; the second one holds every secret: in its name, a rejected cell and an order id."""
    workspace = open_workspace(folder)
    shop.add(workspace, "first.csv", {"orders": shop.orders([1, 2])})
    shop.add(workspace, SECRETS[0], {"orders": shop.orders([2, 77])}, reject=SECRETS[1])
    shop.add(workspace, "third.csv", {"orders": shop.orders([3])})
    return workspace


@pytest.fixture(scope="module")
def in_a_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Such a shop with its manifest in SQLite; whoever changes it takes a copy."""
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.delenv(DATABASE_URL.name, raising=False)
        folder = tmp_path_factory.mktemp("filled") / "data"
        _filled(folder)
    return folder


@pytest.fixture
def workspace(tmp_path: Path, backend: Backend, in_a_file: Path) -> Workspace:
    """Such a shop, to be changed."""
    if backend.server is not None:
        return _filled(tmp_path)
    shutil.copytree(in_a_file, tmp_path, dirs_exist_ok=True)
    return open_workspace(tmp_path)


@pytest.fixture
def found(backend: Backend) -> Callable[[Path], set[str]]:
    """Which secrets a search finds in the bytes of any file, or in the cells of any object."""
    return partial(_found, backend)


def _found(backend: Backend, folder: Path) -> set[str]:
    files = [f for f in folder.rglob("*") if f.is_file()]
    haystack = b"".join([backend.bytes_of(folder), *(f.read_bytes() for f in files)])
    cells = "".join(str(shop.read(f).to_pylist()) for f in files if f.suffix == ".parquet")
    return {s for s in SECRETS if s.encode() in haystack or s in cells}


def secret_file(workspace: Workspace) -> int:
    return next(d.id for d in workspace.datasets() if d.file == SECRETS[0])


def test_the_search_itself_finds_what_is_there(
    workspace: Workspace, tmp_path: Path, found: Callable[[Path], set[str]]
):
    assert workspace.paths("orders")
    assert found(tmp_path) == set(SECRETS)


def test_removing_keeps_the_data_for_undo(
    workspace: Workspace, tmp_path: Path, found: Callable[[Path], set[str]]
):
    workspace.remove(secret_file(workspace))
    assert found(tmp_path) == set(SECRETS)


def test_deleting_for_good_leaves_no_trace_on_disk(
    workspace: Workspace, tmp_path: Path, found: Callable[[Path], set[str]]
):
    workspace.delete_for_good(secret_file(workspace))
    assert found(tmp_path) == set()
    assert shop.numbers(workspace) == [1, 2, 3]


def test_a_file_that_was_removed_before_can_still_be_deleted_for_good(
    workspace: Workspace, tmp_path: Path, found: Callable[[Path], set[str]]
):
    secret = secret_file(workspace)
    standing = workspace.remove(secret)
    assert workspace.delete_for_good(secret).digest == standing.digest
    assert found(tmp_path) == set()
    assert shop.numbers(workspace) == [1, 2, 3]


def test_the_history_keeps_the_versions_that_never_held_the_file(workspace: Workspace):
    workspace.delete_for_good(secret_file(workspace))
    told = [str(v.what) for v in workspace.history()]
    assert told == ["Deleted a file for good", "Added first.csv", "The workspace was made"]
    workspace.undo()
    assert shop.numbers(workspace) == [1, 2]


def test_undo_skips_the_versions_that_went(workspace: Workspace):
    secret = secret_file(workspace)
    workspace.remove(secret)
    workspace.delete_for_good(secret)
    told = [(str(v.what), v.id, v.parent) for v in workspace.history()]
    assert told[0][0] == "Removed a file that was deleted for good"
    assert told[0][2] == told[1][1]


def test_everything_can_be_deleted_for_good(
    workspace: Workspace, tmp_path: Path, found: Callable[[Path], set[str]]
):
    key = workspace.key
    version = workspace.delete_for_good("everything")
    assert (version.tables, workspace.datasets()) == ({}, [])
    assert found(tmp_path) == set()
    assert list((tmp_path / "objects" / "shop").iterdir()) == []
    assert workspace.key == key


def test_deleting_in_one_workspace_leaves_the_other_alone(workspace: Workspace, tmp_path: Path):
    other = open_workspace(tmp_path, "other")
    shop.add(other, "first.csv", {"orders": shop.orders([1, 2])})
    workspace.delete_for_good("everything")
    assert shop.numbers(other) == [1, 2]


def test_an_object_that_another_file_shares_stays(workspace: Workspace):
    twin = shop.add(workspace, "twin.csv", {"orders": shop.orders([2, 77])})
    workspace.delete_for_good(secret_file(workspace))
    workspace.remove(next(d.id for d in workspace.datasets() if d.file == "third.csv"))
    assert shop.numbers(workspace) == [1, 2, 77]
    assert twin in {d.id for d in workspace.datasets()}


def test_a_deletion_cut_short_is_finished_on_opening(
    workspace: Workspace, tmp_path: Path, found: Callable[[Path], set[str]]
):
    erasure.erase(workspace._storage, secret_file(workspace), "")  # and here the power went
    assert "#77" in found(tmp_path)
    open_workspace(tmp_path)
    assert found(tmp_path) == set()


def test_the_deleted_file_may_come_back_as_a_new_one(workspace: Workspace):
    secret = secret_file(workspace)
    workspace.delete_for_good(secret)
    second = shop.add(workspace, SECRETS[0], {"orders": shop.orders([77])})
    assert second > secret
    assert shop.numbers(workspace) == [1, 2, 3, 77]


def test_sweeping_takes_only_what_nothing_needs(workspace: Workspace, tmp_path: Path):
    folder = tmp_path / "objects" / "shop"
    file_names = set(folder.iterdir())
    for name in ("0123.tmp", f"{'0' * 64}.parquet"):
        (folder / name).touch()
    assert workspace.sweep(grace_seconds=0) == 2
    assert set(folder.iterdir()) == file_names


def test_sweeping_spares_what_an_import_may_be_about_to_publish(workspace: Workspace, tmp_path: Path):
    folder = tmp_path / "objects" / "shop"
    (folder / "young.tmp").touch()
    (folder / "old.tmp").touch()
    os.utime(folder / "old.tmp", (0, 0))
    assert workspace.sweep() == 1
    assert (folder / "young.tmp").exists()


def test_a_long_history_is_shortened_and_its_removed_files_go(
    workspace: Workspace, tmp_path: Path, found: Callable[[Path], set[str]]
):
    workspace.remove(secret_file(workspace))
    workspace.sweep(keep=1, grace_seconds=0)
    assert [str(v.what) for v in workspace.history()] == ["Removed a file that was deleted for good"]
    assert shop.numbers(workspace) == [1, 2, 3]
    assert not found(tmp_path) & {"#77"}


def test_the_version_that_stands_stays_however_old_it_is(workspace: Workspace):
    first = workspace.history()[-2]
    workspace.go_to(first.id)
    workspace.sweep(keep=1, grace_seconds=0)
    assert workspace.version.digest == first.digest
    assert shop.numbers(workspace) == [1, 2]


def test_results_that_were_kept_beside_a_version_go_with_it(workspace: Workspace, tmp_path: Path):
    parent = workspace.history()[-2]
    for version in (workspace.version, parent):
        kept_files.write(version.digest, list(version.tables.values()), [b"figures"])
    workspace.sweep(grace_seconds=0)
    assert len(file_names(tmp_path)) == 2
    workspace.delete_for_good(secret_file(workspace))
    assert file_names(tmp_path) == [f"{parent.digest}{kept_files.SUFFIX}"]
    workspace.delete_for_good("everything")
    assert file_names(tmp_path) == []


def file_names(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob(f"*{kept_files.SUFFIX}")]
