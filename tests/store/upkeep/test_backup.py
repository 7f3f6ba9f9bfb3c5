"""The drill: back up under load, lose everything, restore, and find every figure as it was."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
import sys
import tarfile
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from engagement import private
from engagement.metrics.findings import plain_values
from engagement.metrics.model import Question
from engagement.metrics.views.owners import open_view
from engagement.settings import DATABASE_URL
from engagement.store import StoreError, Workspace, open_workspace
from engagement.store.database import schema
from engagement.store.erasing import one_person
from engagement.store.journal import proofs
from engagement.store.manifest.manifest import Manifest
from engagement.store.objects.folder import digest_of
from engagement.store.persons import suppressed
from engagement.store.sharing import links
from engagement.store.sharing.terms import Terms
from engagement.store.upkeep.backup import back_up
from engagement.store.upkeep.restore import restore
from tests.cases import few
from tests.store import importer, shop

if TYPE_CHECKING:
    from tests.postgres import Server

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.usefixtures("backend")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = open_workspace(tmp_path / "data")
    shop.add(workspace, "a.csv", {"orders": shop.orders([1, 2, 3])}, reject="2026-02-30")
    shop.add(workspace, "b.csv", {"orders": shop.orders([3, 4, 12])})
    return workspace


def figures(workspace: Workspace) -> str:
    version = workspace.version
    view = open_view(version.digest, dict(version.tables), Question(days=None))
    return plain_values.as_json(plain_values.report(view, by=None, trends=False))


def numbers_and_more(workspace: Workspace) -> list[object]:
    """What a person sees beside the figures."""
    return [
        shop.rows(workspace, "orders"),
        workspace.datasets(),
        [(v.id, v.parent, str(v.what), v.digest) for v in workspace.history()],
        [workspace.report(d.id) for d in workspace.datasets()],
        [workspace.rejects(d.id) for d in workspace.datasets()],
        workspace.key,
    ]


def lose(tmp_path: Path) -> None:
    """Lose the machine: the folder, and the database's rows."""
    manifest = Manifest(tmp_path / "data")
    with manifest.write() as connection:
        for table in reversed(schema.metadata.sorted_tables):
            if table.name != "about":
                connection.execute(sa.delete(table))
    manifest.close()
    shutil.rmtree(tmp_path / "data")


@pytest.mark.parametrize("name", few(["backup", "backup.tar"], "backup"))
def test_what_is_restored_is_what_was_there(workspace: Workspace, tmp_path: Path, name: str):
    before, seen = figures(workspace), numbers_and_more(workspace)
    link, token = links.make_link(workspace.storage, Terms(pages=("overview",)), title="x", expires_at=None)
    backup = back_up(tmp_path / "data", tmp_path / name, keys_file=tmp_path / "keys.json")
    assert (backup.workspaces, backup.objects) == (("shop",), 4)
    lose(tmp_path)
    done = restore(tmp_path / name, tmp_path / "data", keys_file=tmp_path / "keys.json")
    assert (done.workspaces, done.objects, done.newer_manifest) == (("shop",), 4, False)
    reopened = open_workspace(tmp_path / "data")
    assert (figures(reopened), numbers_and_more(reopened)) == (before, seen)
    result = links.by_token(reopened.storage.manifest, token)
    assert result is not None
    assert result.id == link.id


def test_ids_go_on_from_where_they_were(workspace: Workspace, tmp_path: Path):
    gone = shop.add(workspace, "c.csv", {"orders": shop.orders([9])})
    workspace.delete_for_good(gone)
    newest = workspace.version.id
    back_up(tmp_path / "data", tmp_path / "backup", keys_file=tmp_path / "keys.json")
    lose(tmp_path)
    restore(tmp_path / "backup", tmp_path / "data", keys_file=tmp_path / "keys.json")
    reopened = open_workspace(tmp_path / "data")
    assert shop.add(reopened, "d.csv", {"orders": shop.orders([10])}) > gone
    assert reopened.version.id > newest


@pytest.mark.postgres_in_gates
def test_a_backup_made_under_load_is_one_moment_and_whole(workspace: Workspace, tmp_path: Path):
    assert workspace
    command = [sys.executable, "-m", "tests.store.importer", str(tmp_path / "data"), "100", "9999"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as load:
        assert load.stdout is not None
        try:
            assert load.stdout.readline() == "ready\n"
            for number in range(3):
                port = int(load.stdout.readline())
                back_up(tmp_path / "data", tmp_path / f"{number}.tar", keys_file=tmp_path / "keys.json")
        finally:
            load.kill()
    lose(tmp_path)
    restore(tmp_path / "2.tar", tmp_path / "data", keys_file=tmp_path / "keys.json")
    reopened = open_workspace(tmp_path / "data")
    loaded = {int(d.file.removesuffix(".csv")) for d in reopened.datasets()[:-2]}
    assert set(range(100, port + 1)) <= loaded
    expected = [n for file in sorted(loaded) for n in importer.numbers(file, 50)]
    assert sorted(shop.numbers(reopened)) == sorted([1, 2, 3, 4, 12, *expected])


def test_a_backup_holds_no_key_and_no_address_unless_asked(workspace: Workspace, tmp_path: Path):
    _keep_contact(workspace)
    back_up(tmp_path / "data", tmp_path / "plain")
    back_up(tmp_path / "data", tmp_path / "full", contacts=True)
    result = {name: b"".join(_bytes(tmp_path / name)) for name in ("plain", "full")}
    assert b"anna@example.com" not in result["plain"]
    assert b"anna@example.com" in result["full"]
    for content in result.values():
        assert workspace.key not in content
        assert workspace.key.hex().encode() not in content


def test_only_the_owner_of_the_files_can_read_them(workspace: Workspace, tmp_path: Path):
    assert workspace
    back_up(tmp_path / "data", tmp_path / "b.tar", keys_file=tmp_path / "keys.json")
    back_up(tmp_path / "data", tmp_path / "folder")
    files = [tmp_path / "b.tar", tmp_path / "keys.json", *(f for f in (tmp_path / "folder").rglob("*"))]
    assert {stat.S_IMODE(f.stat().st_mode) for f in files if f.is_file()} == {0o600}
    assert stat.S_IMODE((tmp_path / "folder").stat().st_mode) == 0o700


def test_the_next_backup_into_a_folder_adds_what_is_new_and_lets_go_of_what_went(
    workspace: Workspace, tmp_path: Path
):
    back_up(tmp_path / "data", tmp_path / "backup")
    objects = tmp_path / "backup" / "objects" / "shop"
    first = {file: file.stat().st_ino for file in objects.iterdir()}
    workspace.delete_for_good(next(d.id for d in workspace.datasets() if d.file == "a.csv"))
    shop.add(workspace, "c.csv", {"orders": shop.orders([5])})
    back_up(tmp_path / "data", tmp_path / "backup")
    second = {file: file.stat().st_ino for file in objects.iterdir()}
    backup = first.keys() & second.keys()
    assert backup
    assert all(first[file] == second[file] for file in backup)
    with workspace.storage.manifest.read() as connection:
        from engagement.store.manifest import queries  # noqa: PLC0415

        assert {file.stem for file in second} == queries.needed(connection)["shop"]


def test_whoever_was_erased_stays_erased_where_the_newer_manifest_is_at_hand(
    workspace: Workspace, tmp_path: Path
):
    _erased_since(workspace, tmp_path)
    done = restore(tmp_path / "old.tar", tmp_path / "data", replace=True)
    assert (done.newer_manifest, done.people, done.files) == (True, 1, 1)
    _is_as_after_the_erasure(tmp_path)


@pytest.mark.postgres_in_gates
def test_a_newer_backup_tells_who_was_erased_since(workspace: Workspace, tmp_path: Path):
    _erased_since(workspace, tmp_path)
    back_up(tmp_path / "data", tmp_path / "new")
    lose(tmp_path)
    done = restore(
        tmp_path / "old.tar", tmp_path / "data", keys_file=tmp_path / "keys.json", newer=tmp_path / "new"
    )
    assert (done.newer_manifest, done.people, done.files) == (True, 1, 1)
    _is_as_after_the_erasure(tmp_path)


@pytest.mark.postgres_in_gates
def test_without_a_newer_manifest_it_is_said_that_the_erased_are_back(workspace: Workspace, tmp_path: Path):
    _erased_since(workspace, tmp_path)
    lose(tmp_path)
    command = [sys.executable, "-m", "engagement", "restore", "--data-dir", str(tmp_path / "data")]
    command[1:3] = ["-c", "import sys; from engagement.cli import main; sys.exit(main())"]
    command += ["--keys", str(tmp_path / "keys.json"), str(tmp_path / "old.tar")]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "Workspaces: 1; objects: 4." in ran.stdout
    assert "is back. Erase them again." in ran.stdout
    assert shop.numbers(open_workspace(tmp_path / "data")) == [1, 2, 3, 4, 12]


def test_a_place_that_holds_data_is_not_restored_over_unasked(workspace: Workspace, tmp_path: Path):
    back_up(tmp_path / "data", tmp_path / "b.tar")
    shop.add(workspace, "c.csv", {"orders": shop.orders([5])})
    with pytest.raises(StoreError, match="--replace"):
        restore(tmp_path / "b.tar", tmp_path / "data")
    assert shop.numbers(workspace) == [1, 2, 3, 4, 5, 12]


@pytest.mark.postgres_in_gates
def test_a_key_that_is_missing_or_another_is_refused_before_anything_changes(
    workspace: Workspace, tmp_path: Path
):
    assert workspace
    back_up(tmp_path / "data", tmp_path / "b.tar", keys_file=tmp_path / "keys.json")
    lose(tmp_path)
    for make in (lambda: None, lambda: open_workspace(tmp_path / "data")):
        make()
        with pytest.raises(StoreError, match="--keys FILE"):
            restore(tmp_path / "b.tar", tmp_path / "data")
    restore(tmp_path / "b.tar", tmp_path / "data", keys_file=tmp_path / "keys.json")
    assert shop.numbers(open_workspace(tmp_path / "data")) == [1, 2, 3, 4, 12]


@pytest.mark.postgres_in_gates(but=["lacks"])
@pytest.mark.parametrize("harm", ["cut", "lacks", "bent", "other", "none"])
def test_a_backup_that_is_not_whole_is_refused_and_nothing_changes(
    workspace: Workspace, tmp_path: Path, harm: str
):
    back_up(tmp_path / "data", tmp_path / "b")
    (some, *_) = sorted((tmp_path / "b" / "objects" / "shop").iterdir())
    source = tmp_path / "b"
    if harm == "cut":
        (source / "manifest.sqlite").write_bytes((source / "manifest.sqlite").read_bytes()[:5000])
    elif harm == "lacks":
        some.unlink()
    elif harm == "bent":
        some.write_bytes(some.read_bytes()[:-1] + b"x")
    elif harm == "other":
        source = tmp_path / "other.tar"
        with tarfile.open(source, "w") as archive:
            archive.add(some, arcname="photo.jpg")
    else:
        source = tmp_path / "nowhere.tar"
    before = numbers_and_more(workspace)
    with pytest.raises(StoreError):
        restore(source, tmp_path / "data", replace=True)
    assert numbers_and_more(workspace) == before
    assert not list((tmp_path / "data").glob(f"{private.PREFIX}*"))


@pytest.mark.postgres_in_gates
def test_a_backup_is_restored_where_python_knows_no_extraction_filters(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    seen = numbers_and_more(workspace)
    back_up(tmp_path / "data", tmp_path / "b.tar")

    # As in Python 3.11.2, whose `extractall` is not safe without one.
    for name in ("data_filter", "fully_trusted_filter", "tar_filter"):
        monkeypatch.delattr(tarfile, name, raising=False)
    monkeypatch.delattr(tarfile.TarFile, "extractall")
    restore(tmp_path / "b.tar", tmp_path / "data", replace=True)
    assert numbers_and_more(workspace) == seen


@pytest.mark.postgres_in_gates
@pytest.mark.parametrize(
    ("what", "name"),
    few(
        product(["empty", "foreign", "older", "none of any"], ["b", "b.tar"]),
        ("empty", "b"),
        ("foreign", "b"),
        ("older", "b.tar"),
        ("none of any", "b"),
    ),
)
def test_a_manifest_that_is_not_the_backups_own_is_refused_and_nothing_changes(
    workspace: Workspace, tmp_path: Path, what: str, name: str
):
    back_up(tmp_path / "data", tmp_path / "older")
    shop.add(workspace, "c.csv", {"orders": shop.orders([5])})
    back_up(tmp_path / "data", tmp_path / "b")
    other = Manifest(tmp_path / "empty", url="")
    other.close()
    if what == "foreign":
        foreign = Manifest(tmp_path / "foreign", url="")
        with foreign.write() as connection:
            connection.execute(sa.insert(schema.workspace).values(name="shop"))
        foreign.close()
    source = {"none of any": "empty"}.get(what, what)
    shutil.copy(tmp_path / source / "manifest.sqlite", tmp_path / "b" / "manifest.sqlite")
    if what == "none of any":  # as an older program would have marked it
        (tmp_path / "b" / "BACKUP").write_text(json.dumps({"keys": {}}))
    if name == "b.tar":
        with tarfile.open(tmp_path / name, "w") as archive:
            archive.add(tmp_path / "b", arcname=".")
    before = numbers_and_more(workspace)
    with pytest.raises(StoreError, match="nothing was changed"):
        restore(tmp_path / name, tmp_path / "data", replace=True)
    assert numbers_and_more(workspace) == before


def test_a_backup_of_an_older_program_is_still_restored(workspace: Workspace, tmp_path: Path):
    seen = numbers_and_more(workspace)
    back_up(tmp_path / "data", tmp_path / "b")
    content = json.loads((tmp_path / "b" / "BACKUP").read_text())
    (known,) = content["manifests"].values()
    (tmp_path / "b" / "BACKUP").write_text(json.dumps({"about": content["about"], "keys": known["keys"]}))
    with tarfile.open(tmp_path / "b.tar", "w") as archive:
        archive.add(tmp_path / "b", arcname=".")
    restore(tmp_path / "b.tar", tmp_path / "data", replace=True)
    assert numbers_and_more(workspace) == seen


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_damaged_manifest_gives_way_to_a_backup_that_is_whole_and_to_no_other(
    workspace: Workspace, tmp_path: Path
):
    seen = numbers_and_more(workspace)
    back_up(tmp_path / "data", tmp_path / "b.tar")
    workspace.storage.manifest.close()
    damage = b"not a database at all " * 300
    (tmp_path / "data" / "manifest.sqlite").write_bytes(damage)
    for source, replace in ((tmp_path / "b.tar", False), (tmp_path / "none.tar", True)):
        with pytest.raises(StoreError):
            restore(source, tmp_path / "data", replace=replace)
        assert (tmp_path / "data" / "manifest.sqlite").read_bytes() == damage
    restore(tmp_path / "b.tar", tmp_path / "data", replace=True)
    assert numbers_and_more(open_workspace(tmp_path / "data")) == seen


def test_an_archive_that_reaches_out_of_its_folder_is_refused(workspace: Workspace, tmp_path: Path):
    assert workspace
    (tmp_path / "evil").write_text("x")
    with tarfile.open(tmp_path / "b.tar", "w") as archive:
        archive.add(tmp_path / "evil", arcname="../../evil-was-here")
    with pytest.raises(StoreError, match="no whole backup"):
        restore(tmp_path / "b.tar", tmp_path / "data", replace=True)
    assert not (tmp_path / "evil-was-here").exists()


@pytest.mark.parametrize("place", ["data", "data/backup", "", "pictures"])
def test_a_backup_goes_to_no_place_that_holds_something_else(
    workspace: Workspace, tmp_path: Path, place: str
):
    assert workspace
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "me.jpg").touch()
    with pytest.raises(StoreError):
        back_up(tmp_path / "data", tmp_path / place)
    with pytest.raises(StoreError, match="keys"):
        back_up(tmp_path / "data", tmp_path / "b", keys_file=tmp_path / "b" / "keys.json")


def test_an_object_that_is_damaged_is_noticed_by_the_backup(workspace: Workspace, tmp_path: Path):
    (path,) = workspace.paths("orders")
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert digest_of(path) != path.stem
    with pytest.raises(StoreError, match="damaged"):
        back_up(tmp_path / "data", tmp_path / "b.tar")
    assert not (tmp_path / "b.tar").exists()


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_folders_backup_is_restored_into_a_database_and_back(
    workspace: Workspace, tmp_path: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch
):
    seen = numbers_and_more(workspace)
    back_up(tmp_path / "data", tmp_path / "1.tar", keys_file=tmp_path / "keys.json")
    with postgres.ready() as url:
        monkeypatch.setenv(DATABASE_URL.name, url)
        restore(tmp_path / "1.tar", tmp_path / "hosted", keys_file=tmp_path / "keys.json")
        assert numbers_and_more(open_workspace(tmp_path / "hosted")) == seen
        back_up(tmp_path / "hosted", tmp_path / "2.tar", keys_file=tmp_path / "keys.json")
    monkeypatch.delenv(DATABASE_URL.name)
    restore(tmp_path / "2.tar", tmp_path / "home", keys_file=tmp_path / "keys.json")
    assert numbers_and_more(open_workspace(tmp_path / "home")) == seen


def _keep_contact(workspace: Workspace) -> None:
    row = {"workspace_id": workspace.storage.id, "customer_key": 5, "address": "anna@example.com"}
    with workspace.storage.manifest.write() as connection:
        connection.execute(sa.insert(schema.contact).values(row))


def _bytes(folder: Path) -> list[bytes]:
    return [file.read_bytes() for file in folder.rglob("*") if file.is_file()]


def _erased_since(workspace: Workspace, tmp_path: Path) -> None:
    """Back up; then erase a person (customer 5 has order 12) and delete a file for good."""
    back_up(tmp_path / "data", tmp_path / "old.tar", contacts=True, keys_file=tmp_path / "keys.json")
    one_person.erase(workspace.storage, workspace.key, {5})
    workspace.delete_for_good(next(d.id for d in workspace.datasets() if d.file == "a.csv"))
    assert shop.numbers(workspace) == [3, 4]


def _is_as_after_the_erasure(tmp_path: Path) -> None:
    reopened = open_workspace(tmp_path / "data")
    assert shop.numbers(reopened) == [3, 4]
    assert [d.file for d in reopened.datasets()] == ["b.csv"]
    assert proofs.entries(reopened.storage)[-1].rows == {"orders": 1}
    with reopened.storage.manifest.read() as connection:
        assert suppressed.codes(connection, reopened.storage.id) == {suppressed.code(reopened.key, 5)}
    objects = (tmp_path / "data" / "objects" / "shop").iterdir()
    assert all(5 not in shop.read(path).column("customer_key").to_pylist() for path in objects)
