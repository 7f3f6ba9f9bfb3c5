"""Killed processes, full disks and writers at once: nothing is lost, nothing is torn."""

from __future__ import annotations

import hashlib
import random
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import Self

import pytest

from engagement.store import Workspace, open_workspace
from engagement.store.database.sqlite import FILE
from engagement.store.manifest import queries
from tests.store import importer, shop

pytestmark = pytest.mark.usefixtures("backend")
ROOT = Path(__file__).resolve().parents[2]


def start(data_dir: Path, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store.importer", str(data_dir), *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str]) -> list[str]:
    """What it printed after "ready"."""
    out, _ = process.communicate(timeout=300)
    return out.split("\n")[1:-1]


def files(workspace: Workspace) -> set[int]:
    return {int(d.file.removesuffix(".csv")) for d in workspace.datasets()}


def is_whole(workspace: Workspace, data_dir: Path, orders: int = 50) -> bool:
    """Every file's every order is there once, and the objects' bytes are those of their names."""
    expected = sorted(n for f in files(workspace) for n in importer.numbers(f, orders))
    objects = workspace.version.tables.values()
    return (
        sorted(shop.numbers(workspace)) == expected
        and is_sound(data_dir)
        and all(hashlib.sha256(o.read_bytes()).hexdigest() == o.stem for o in objects)
    )


def is_sound(data_dir: Path) -> bool:
    """SQLite's own check of its file; a server checks its own."""
    if not (data_dir / FILE).exists():
        return True
    with closing(sqlite3.connect(data_dir / FILE)) as manifest:
        return manifest.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def leftovers(workspace: Workspace, data_dir: Path) -> set[str]:
    """Files that no version and no dataset names, and names without a file, once the history is shortened.

    A process that is killed between its import and its own sweep leaves one version too many, which the
    next sweep forgets: what is named is asked after it.
    """
    workspace.sweep(grace_seconds=0)
    with workspace.storage.manifest.read() as connection:
        named = queries.referenced(connection, workspace.storage.id)
    there = {f.name for f in (data_dir / "objects" / "shop").iterdir()}
    return there ^ {f"{name}.parquet" for name in named}


@pytest.mark.postgres_in_gates(but=["commit"])
@pytest.mark.parametrize("step", ["rename", "record", "commit"])
def test_a_kill_at_any_step_leaves_all_as_it_was(tmp_path: Path, step: str):
    workspace = open_workspace(tmp_path)
    shop.add(workspace, "0.csv", {"orders": shop.orders(importer.numbers(0, 50))})
    before = workspace.version
    process = start(tmp_path, 1, 2, "--die-at", step)
    assert finish(process) == []
    assert process.returncode == -9
    assert workspace.version == before
    assert is_whole(workspace, tmp_path)
    assert leftovers(workspace, tmp_path) == set()


@pytest.mark.postgres_in_gates
def test_a_full_disk_leaves_all_as_it_was_and_says_so(tmp_path: Path):
    workspace = open_workspace(tmp_path)
    shop.add(workspace, "0.csv", {"orders": shop.orders(importer.numbers(0, 5000))})
    before = workspace.version
    answer = finish(start(tmp_path, 1, 2, "--orders", 5000, "--largest-file", 20_000))
    assert answer == ["The disk is full or cannot be written to. Nothing has changed."]
    assert workspace.version == before
    assert len(list((tmp_path / "objects" / "shop").iterdir())) == 1


def test_two_processes_that_import_at_once_both_get_all_their_files_in(tmp_path: Path):
    writers = [start(tmp_path, first, first + 2) for first in (0, 100)]
    listed = [finish(w) for w in writers]
    assert listed == [[str(f) for f in range(first, first + 2)] for first in (0, 100)]
    workspace = open_workspace(tmp_path)
    assert files(workspace) == {*range(2), *range(100, 102)}
    assert is_whole(workspace, tmp_path)


def test_threads_of_one_process_that_import_at_once_lose_nothing(tmp_path: Path):
    workspace = open_workspace(tmp_path)

    def add(file: int) -> None:
        shop.add(workspace, f"{file}.csv", {"orders": shop.orders(importer.numbers(file, 50))})

    threads = [threading.Thread(target=add, args=(file,)) for file in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert files(workspace) == {0, 1, 2, 3}
    assert is_whole(workspace, tmp_path)


class Reader(threading.Thread):
    """Reads the version that stands, whole, again and again; keeps what it found torn."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__()
        self.workspace = open_workspace(data_dir)
        self.stop = threading.Event()
        self.readings = 0
        self.torn: list[str] = []

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self.join()

    def run(self) -> None:
        while not self.stop.wait(0.01):
            version = self.workspace.version
            for name, path in version.tables.items():
                if shop.read(path).num_rows != version.rows[name]:
                    self.torn.append(f"{version.id} {name}")
            self.readings += 1


@pytest.mark.gate
def test_thirty_kills_at_random_moments_with_a_reader_beside_lose_and_tear_nothing(tmp_path: Path):
    workspace, dice = open_workspace(tmp_path), random.Random(2026)  # noqa: S311
    confirmed: set[int] = set()
    with Reader(tmp_path) as reader:
        for kill in range(30):
            process = start(tmp_path, kill * 1000, kill * 1000 + 999, "--orders", 2000)
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(timeout=dice.uniform(0, 1.5))
            process.kill()
            confirmed |= {int(line) for line in process.communicate()[0].split()}
            assert confirmed <= files(workspace)
            # One import per kill may have been committed and not yet told.
            assert len(files(workspace)) <= len(confirmed) + kill + 1
            assert is_whole(workspace, tmp_path, orders=2000)
    assert reader.torn == []
    assert reader.readings > 30
    assert leftovers(workspace, tmp_path) == set()
    print(f"30 kills, {len(confirmed)} imports confirmed, {reader.readings} readings beside, none torn")  # noqa: T201
