"""Whatever was killed in its midst: once the server has started again, nothing of it is left anywhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING

import pytest

from engagement import private
from engagement.store import open_workspace, workspaces
from engagement.store.manifest import queries
from engagement.store.upkeep import leftovers
from engagement.store.upkeep.backup import back_up
from tests.store import shop, steps

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLANTED = "planted.secret@example.com"
#: What a folder of data, or a backup in a folder, is made of.
_PARTS = {"manifest.sqlite", "manifest.sqlite-wal", "manifest.sqlite-shm", "objects", "keys", "BACKUP"}

_READER = """
import os, signal, sys
from pathlib import Path
from engagement.sources.importing.sandbox import read_files

def kill(step):
    if {when}:
        os.kill(os.getpid(), signal.SIGKILL)

read_files([(Path(sys.argv[1]), "orders.csv")], key=bytes(32), progress=kill)
"""


@pytest.fixture(scope="module")
def killer() -> Iterator[steps.Killer]:
    with steps.Killer() as started:
        yield started


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def furnish(data: Path) -> None:
    """A shop of which an older backup lies beside it."""
    workspace = open_workspace(data)
    steps.before(workspace)
    steps.beside(data, "new").mkdir()
    back_up(data, steps.beside(data, "new") / "b")  # the folder that the next backup renews
    back_up(data, steps.beside(data, "old") / "b.tar", keys_file=steps.beside(data, "old") / "keys.json")
    shop.add(workspace, "since.csv", {"orders": shop.orders([8])}, reject=PLANTED)
    workspace.storage.manifest.close()


def strays(data: Path) -> set[str]:
    """Files of a data folder that are no part of it, and objects that nothing needs."""
    if not data.exists():
        return set()
    result = {file.name for file in data.iterdir()} - _PARTS
    for folder in (data / "objects").glob("*"):
        needed: set[str] = set()
        if folder.name in workspaces(data):
            storage = open_workspace(data, folder.name).storage
            with storage.manifest.read() as connection:
                needed = queries.referenced(connection, storage.id)
        result |= {file.name for file in folder.iterdir()} - {f"{digest}.parquet" for digest in needed}
    return result


_EVERY = [*steps.CHANGES, *steps.COPIES]
_SOME = ["append", "back up to a file", "restore into an empty place"]


@pytest.mark.parametrize(
    ("change", "every"),
    [
        (_SOME[0], 37),
        *(pytest.param(change, 37, marks=pytest.mark.gate) for change in _SOME[1:]),
        *(pytest.param(change, 1, marks=pytest.mark.gate) for change in _EVERY),
    ],
)
def test_what_is_killed_at_a_step_leaves_nothing_once_the_server_has_started_again(
    tmp_path: Path, killer: steps.Killer, temporary: Path, change: str, every: int
):
    furnish(tmp_path / "start")
    kills, killed = 0, True
    while killed:
        data = tmp_path / f"at-{kills}"
        for name in ("", "-old", "-new"):
            shutil.copytree(tmp_path / f"start{name}", tmp_path / f"{data.name}{name}")
        at = kills * every
        killed = killer.change(data, "", change, die_at=at, temporary=str(temporary))["killed"]
        kills += killed
        for place in (data, steps.beside(data, "else")):
            leftovers.clear_up(place)
            assert strays(place) == set(), (change, at)
        assert list(temporary.iterdir()) == [], (change, at)
        private.sweep(steps.beside(data, "new"))  # as the next backup does
        assert {file.name for file in steps.beside(data, "new").iterdir()} <= {"b", "b.tar"}
    assert kills > 10 // every
    print(f"{change}: {kills} kills, nothing left of any")  # noqa: T201


@pytest.mark.parametrize("when", ["not step.done", "step.done"])
def test_a_process_that_is_killed_while_it_reads_a_file_leaves_nothing(
    tmp_path: Path, temporary: Path, when: str
):
    rows = [f"{n},2026-01-{n % 28 + 1:02},{PLANTED},12.50,EUR" for n in range(20_000)]
    file = tmp_path / "orders.csv"
    file.write_text(
        "\n".join(["Order ID,Created at,Email,Total,Currency", f"x,never,{PLANTED},?,EUR", *rows])
    )
    environment = {**os.environ, "TMPDIR": str(temporary)}
    command = [sys.executable, "-c", _READER.format(when=when), str(file)]
    ended = subprocess.run(command, env=environment, check=False)
    assert ended.returncode == -9
    assert list(temporary.iterdir())
    leftovers.clear_up(tmp_path / "data")
    assert list(temporary.iterdir()) == []


def test_an_object_that_a_restore_had_not_named_yet_goes_though_no_row_names_its_workspace(tmp_path: Path):
    data = tmp_path / "data"
    open_workspace(data)
    half = data / "objects" / "restored" / "0123456789abcdef.tmp"
    half.parent.mkdir()
    half.write_text(PLANTED)
    killed = data / f"{private.PREFIX}killed"
    killed.mkdir(mode=0o700)
    leftovers.note(data, killed, {"restored": {"0" * 64}})
    leftovers.clear_up(data)
    assert not half.exists()
    assert not killed.exists()


def test_what_is_older_than_a_workspace_is_none_of_its_leftovers(tmp_path: Path):
    objects = tmp_path / "data" / "objects" / "shop"
    objects.mkdir(parents=True)
    others = objects / f"{'0' * 64}.parquet"
    others.write_bytes(b"of another manifest, which somebody forgot to name")
    os.utime(others, (1_600_000_000, 1_600_000_000))
    open_workspace(tmp_path / "data")
    leftovers.clear_up(tmp_path / "data")
    assert others.exists()
