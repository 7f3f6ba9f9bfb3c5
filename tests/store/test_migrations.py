"""Manifests of older programs are brought up to date by themselves, whole, once, and newer ones refused."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from engagement.settings import DATABASE_URL
from engagement.store import StoreError, open_workspace, workspaces
from engagement.store.database import schema
from engagement.store.database.migrations import upgrade
from engagement.store.manifest import manifest
from engagement.store.manifest.manifest import Manifest
from tests.store import shop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.postgres import Server

#: What each schema lacked of schema 10's tables; before 4 there were no migrations.
_OF_FIVE = [
    *("membership", "bundle", "link", "audit", "retention", "suppressed", "proof", "contact", "setting"),
    "alembic_version",
]
_OF_NINE = ["mail_sending", "mail_recipient", "mail_schedule"]
_OF_EIGHT = [*_OF_NINE, "token"]
_OF_SEVEN = [*_OF_EIGHT, "also_known"]
_OF_SIX = [*_OF_SEVEN, "told", "withdrawn", "version_sales"]
_LACKING = {
    9: _OF_NINE,
    8: _OF_EIGHT,
    7: _OF_SEVEN,
    6: [*_OF_SEVEN, "told", "withdrawn"],
    5: _OF_SIX,
    4: [*_OF_SIX, *_OF_FIVE],
    3: [*_OF_SIX, *_OF_FIVE, "rates", "version_shop"],
    2: [*_OF_SIX, *_OF_FIVE, "rates", "version_shop", "step", "version_note"],
    1: [*_OF_SIX, *_OF_FIVE, "rates", "version_shop", "step", "version_note", "recipe"],
}


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder whose manifest is still to be made."""
    if request.param == "sqlite":
        monkeypatch.delenv(DATABASE_URL.name, raising=False)
        yield tmp_path
        return
    server: Server = request.getfixturevalue("postgres")
    with server.database() as url:
        monkeypatch.setenv(DATABASE_URL.name, url)
        yield tmp_path


def make_older(data_dir: Path, found: int) -> None:
    """Leave what a program of that schema would have left."""
    with Manifest(data_dir).write() as connection:
        for table in _LACKING[found]:
            connection.execute(sa.text(f"DROP TABLE {table}"))
        if "alembic_version" not in _LACKING[found]:
            stamp = sa.text("UPDATE alembic_version SET version_num = :found")
            connection.execute(stamp, {"found": f"schema_{found}"})
        connection.execute(sa.update(schema.about).values(schema=found))


def tables(data_dir: Path) -> set[str]:
    with Manifest(data_dir).read() as connection:
        return set(sa.inspect(connection).get_table_names())


def shape(connection: sa.Connection) -> dict[str, object]:
    """Every table with its columns, keys, uniques and indexes, whatever their order."""
    seen = sa.inspect(connection)
    return {
        table: [
            sorted(str(part) for part in parts)
            for parts in (
                [{**column, "type": repr(column["type"])} for column in seen.get_columns(table)],
                [seen.get_pk_constraint(table)],
                seen.get_foreign_keys(table),
                seen.get_unique_constraints(table),
                seen.get_indexes(table),
            )
        ]
        for table in seen.get_table_names()
    }


def test_the_migrations_make_the_tables_of_a_new_manifest(empty: Path):
    """Both ways there are: all migrations from nothing, and the tables as they are now."""
    with Manifest(empty).write() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []
        new, counted = shape(connection), with_ids_of_their_own(connection)
        stamped = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
        for table in ("alembic_version", *(table.name for table in reversed(schema.metadata.sorted_tables))):
            connection.execute(sa.text(f"DROP TABLE {table}"))
        assert not shape(connection)
        upgrade(connection)
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []
        assert (shape(connection), with_ids_of_their_own(connection)) == (new, counted)
        assert connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == stamped
    assert new.keys() == {*schema.metadata.tables, "alembic_version"}


def with_ids_of_their_own(connection: sa.Connection) -> set[str]:
    """Tables of SQLite that never give an id again; in PostgreSQL the default of a column does that."""
    if connection.dialect.name != "sqlite":
        return set()
    created = connection.execute(sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")).all()
    return {row.name for row in created if row.sql and "AUTOINCREMENT" in row.sql}


def test_in_sqlite_no_id_is_ever_given_again(tmp_path: Path):
    with Manifest(tmp_path, url="").read() as connection:
        assert with_ids_of_their_own(connection) == set(schema.counted())


@pytest.mark.postgres_in_gates(but=[1, 8])
@pytest.mark.parametrize("found", _LACKING)
def test_an_older_manifest_is_brought_up_to_date_and_keeps_its_files(empty: Path, found: int):
    dataset = shop.add(open_workspace(empty), "a.csv", {"orders": shop.orders([1, 2])})
    make_older(empty, found)
    workspace = open_workspace(empty)
    assert (workspace.datasets()[0].id, shop.numbers(workspace)) == (dataset, [1, 2])
    workspace.name_shop(dataset, "Berlin")
    workspace.undo()
    assert str(workspace.log()[0].what) == "Undone: Assigned a shop: a.csv"
    assert tables(empty) == {*schema.metadata.tables, "alembic_version"}


def test_tables_that_were_made_before_there_were_migrations_are_left_as_they_are(empty: Path):
    with Manifest(empty).write() as connection:
        connection.execute(sa.text("DROP TABLE alembic_version"))
        connection.execute(sa.text("DROP TABLE setting"))
        connection.execute(sa.update(schema.about).values(schema=4))
    open_workspace(empty)
    assert "setting" in tables(empty)


def test_a_newer_manifest_is_refused_and_left_as_it_is(empty: Path):
    with Manifest(empty).write() as connection:
        connection.execute(sa.update(schema.about).values(schema=schema.SCHEMA + 1))
    for impossible in (lambda: open_workspace(empty), lambda: workspaces(empty)):
        with pytest.raises(StoreError, match="another version of this program"):
            impossible()


def test_a_migration_that_fails_leaves_the_manifest_as_it_was(empty: Path, monkeypatch: pytest.MonkeyPatch):
    open_workspace(empty)
    make_older(empty, 4)
    before = _tables_unasked(empty)
    monkeypatch.setattr("engagement.store.database.migrations.command.upgrade", _half)
    with pytest.raises(ZeroDivisionError):
        Manifest(empty)
    assert _tables_unasked(empty) == before
    monkeypatch.undo()


@pytest.mark.parametrize("before", [None, 4])
def test_of_those_that_open_an_old_manifest_at_once_one_migrates_it(empty: Path, before: int | None):
    if before is not None:
        open_workspace(empty)
        make_older(empty, before)
    at_once = Barrier(4)

    def open_it(_: int) -> int:
        at_once.wait()
        return open_workspace(empty).version.id

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(open_it, range(4))) == {1}
    with Manifest(empty).read() as connection:
        assert connection.scalars(sa.text("SELECT version_num FROM alembic_version")).all() == [
            f"schema_{schema.SCHEMA}"
        ]


def _half(config: object, _to: str) -> None:
    """Make one table, then break."""
    connection: sa.Connection = config.attributes["connection"]  # type: ignore[attr-defined]
    schema.audit.create(connection)
    raise ZeroDivisionError


def _tables_unasked(data_dir: Path) -> set[str]:
    """The tables as they are, without opening the manifest, which would migrate it."""
    database = manifest._database(data_dir, os.environ.get(DATABASE_URL.name, ""))
    with database.reading.begin() as connection:
        return set(sa.inspect(connection).get_table_names())
