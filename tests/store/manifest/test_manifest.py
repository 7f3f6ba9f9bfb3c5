"""What is remembered of a manifest holds for as long as nobody has written, and not a moment longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from engagement.store import open_workspace
from engagement.store.manifest.manifest import Manifest
from engagement.store.versions.titles import rename, titles
from tests.store import shop

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.usefixtures("backend")
def test_what_another_has_written_is_read_at_once(tmp_path: Path):
    here, elsewhere = open_workspace(tmp_path), open_workspace(tmp_path)
    assert (titles(here.storage.manifest), here.datasets()) == ({}, [])
    rename(elsewhere.storage, "Bean and Leaf")
    shop.add(elsewhere, "a.csv", {"orders": shop.orders([1, 2])})
    assert titles(here.storage.manifest) == {"shop": "Bean and Leaf"}
    assert [dataset.file for dataset in here.datasets()] == ["a.csv"]
    assert here.version == elsewhere.version
    assert shop.numbers(here) == [1, 2]


def test_nothing_is_read_twice_until_somebody_writes(tmp_path: Path):
    storage = open_workspace(tmp_path).storage
    statements = []

    def one(connection: sa.Connection) -> int:
        statements.append(connection.scalar(sa.text("SELECT 1")))
        return len(statements)

    assert [storage.manifest.remember("one", one) for _ in range(3)] == [1, 1, 1]
    with Manifest(tmp_path).write() as connection:
        connection.execute(sa.text("UPDATE setting SET name = name"))
    rename(open_workspace(tmp_path).storage, "Bean and Leaf")
    assert [storage.manifest.remember("one", one) for _ in range(2)] == [2, 2]
    storage.manifest.close()
    assert storage.manifest.remember("one", one) == 3


def test_what_was_being_read_while_all_was_closed_is_not_told_afterwards(tmp_path: Path):
    storage = open_workspace(tmp_path).storage

    def title(connection: sa.Connection) -> str | None:
        result = connection.scalar(sa.text("SELECT value FROM setting WHERE name = 'title'"))
        storage.manifest.close()
        return result

    assert storage.manifest.remember("title", title) is None
    rename(open_workspace(tmp_path).storage, "Bean and Leaf")
    assert storage.manifest.remember("title", title) is not None


def test_a_write_that_is_taken_back_counts_as_one_too(tmp_path: Path):
    manifest = open_workspace(tmp_path).storage.manifest
    before = manifest.writes
    with pytest.raises(ZeroDivisionError), manifest.write():
        _ = 1 / 0
    assert manifest.writes == before + 1
