"""What the store promises of PostgreSQL, and what it says when the server does not play along."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from engagement.settings import DATABASE_URL, OBJECTS_URL
from engagement.store import StoreError, open_workspace
from engagement.store.database import postgres as pg
from engagement.store.database import schema
from engagement.store.manifest.manifest import Manifest
from tests.store import shop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.postgres import Server

DISK_FULL = """
CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION USING ERRCODE = '{code}', MESSAGE = 'could not extend file'; END $$;
CREATE TRIGGER full_disk BEFORE INSERT ON version FOR EACH ROW EXECUTE FUNCTION full_disk();
"""


@pytest.fixture
def url(postgres: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with postgres.ready() as url:
        monkeypatch.setenv(DATABASE_URL.name, url)
        yield url


def name_of(url: str) -> str:
    return sa.make_url(url).database or ""


def test_a_reader_keeps_one_view_while_others_write_and_is_not_held_up(tmp_path: Path, url: str):
    workspace = open_workspace(tmp_path)
    with Manifest(tmp_path, url).read() as reader:
        ask = sa.select(sa.func.count()).select_from(schema.dataset)
        seen = [reader.scalar(ask)]
        with workspace.storage.manifest.write() as writer:
            assert writer.scalar(ask) == 0
            seen.append(reader.scalar(ask))
        shop.add(workspace, "a.csv", {"orders": shop.orders([1])})
        seen.append(reader.scalar(ask))
    assert seen == [0, 0, 0]
    assert len(workspace.datasets()) == 1


def test_a_writer_that_had_to_wait_sees_what_the_one_before_it_wrote(tmp_path: Path, url: str):
    """At REPEATABLE READ its view would be as old as its wait."""
    open_workspace(tmp_path)
    waiting, seen = threading.Event(), []
    count = sa.select(sa.func.count()).select_from(schema.setting)
    manifest = Manifest(tmp_path, url)

    def second() -> None:
        waiting.set()
        with manifest.write() as connection:
            seen.append(connection.scalar(count))

    with Manifest(tmp_path, url).write() as first:
        thread = threading.Thread(target=second)
        thread.start()
        waiting.wait()
        _until_somebody_waits(first)
        first.execute(sa.insert(schema.setting).values(workspace_id=1, name="k", value=10))
    thread.join()
    assert seen == [1]


def _until_somebody_waits(connection: sa.Connection) -> None:
    waits = sa.text(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database ="
        " (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    while not connection.scalar(waits):
        pass


def test_a_reader_cannot_write(tmp_path: Path, url: str):
    manifest = Manifest(tmp_path, url)
    with pytest.raises(StoreError, match="read only"), manifest.read() as connection:
        connection.execute(sa.insert(schema.workspace).values(name="x"))


def test_an_id_is_not_given_again_even_after_everything_was_deleted(tmp_path: Path, url: str):
    assert url
    workspace = open_workspace(tmp_path)
    first = shop.add(workspace, "a.csv", {"orders": shop.orders([1])})
    version = workspace.delete_for_good("everything").id
    assert shop.add(workspace, "a.csv", {"orders": shop.orders([1])}) > first
    assert workspace.version.id > version


@pytest.mark.parametrize("code", ["53100", "58030"])
def test_a_full_disk_of_the_server_is_said_and_nothing_changes(
    tmp_path: Path, url: str, postgres: Server, code: str
):
    workspace = open_workspace(tmp_path)
    before = workspace.version
    postgres.execute(DISK_FULL.format(code=code), name_of(url))
    with pytest.raises(StoreError, match="disk is full"):
        shop.add(workspace, "a.csv", {"orders": shop.orders([1])})
    assert workspace.version == before
    assert list((tmp_path / "objects" / "shop").iterdir()) == []


def test_a_writer_that_waits_too_long_is_told_so(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch):
    manifest = Manifest(tmp_path, url)
    pg.engine_at(url).dispose()
    pg.engine_at.forget()
    monkeypatch.setattr(pg, "_OPTIONS", "-c lock_timeout=50ms")
    impatient = Manifest(tmp_path, url)
    with (
        manifest.write(),
        pytest.raises(StoreError, match="Another process is writing"),
        impatient.write(),
    ):
        pass
    manifest._database.reading.dispose()


def test_a_lost_connection_is_said_once_and_then_made_anew(tmp_path: Path, url: str, postgres: Server):
    workspace = open_workspace(tmp_path)
    cut = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name_of(url)}'"  # noqa: S608
    cannot_be_reached = pytest.raises(StoreError, match="cannot be reached")
    with cannot_be_reached, workspace.storage.manifest.write() as connection:
        postgres.execute(cut)
        connection.execute(sa.select(1))
    assert workspace.datasets() == []
    postgres.execute(cut)
    assert shop.add(workspace, "a.csv", {"orders": shop.orders([1])}) == 1


def test_a_server_that_is_not_there_is_said(tmp_path: Path):
    with pytest.raises(StoreError, match="cannot be reached"):
        Manifest(tmp_path, f"postgresql+psycopg://nobody@/none?host={tmp_path}")


def test_a_user_who_may_not_make_tables_is_told_so(tmp_path: Path, postgres: Server):
    with postgres.database() as url:
        postgres.execute("CREATE ROLE visitor LOGIN", name_of(url))
        try:
            with pytest.raises(StoreError, match="does not let this user in"):
                Manifest(tmp_path, url.replace("tests@", "visitor@"))
        finally:
            pg.engine_at(url.replace("tests@", "visitor@")).dispose()
            postgres.execute("DROP ROLE visitor", name_of(url))


@pytest.mark.parametrize("address", ["postgres://a@b/c", "postgresql://a@b/c", "mysql://a@b/c", "x"])
def test_an_address_of_another_kind_is_refused_without_being_shown(tmp_path: Path, address: str):
    with pytest.raises(StoreError, match=r"ENGAGEMENT_DATABASE_URL has to begin with postgresql\+psycopg://"):
        Manifest(tmp_path, address)


def test_a_view_that_still_sees_deleted_rows_is_waited_for_and_then_told(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
):
    workspace = open_workspace(tmp_path)
    dataset = shop.add(workspace, "a.csv", {"orders": shop.orders([1])})
    monkeypatch.setattr(pg, "_WAIT_SECONDS", 0)
    with Manifest(tmp_path, url).read() as reader:
        reader.scalar(sa.select(schema.setting.c.name))
        with pytest.raises(StoreError, match="a reader still holds"):
            workspace.delete_for_good(dataset)
    assert open_workspace(tmp_path).datasets() == []


def test_the_server_keeps_no_samples_of_texts(tmp_path: Path, url: str, postgres: Server):
    workspace = open_workspace(tmp_path)
    for number in range(20):
        workspace.add(
            f"anna{number % 2}.csv", f"c{number}", [shop.imported({"orders": shop.orders([number])})]
        )
    postgres.execute("ANALYZE", name_of(url))
    sampled = postgres.execute(
        "SELECT count(*) FROM pg_stats WHERE schemaname = 'public'"
        " AND (most_common_vals::text LIKE '%anna%' OR histogram_bounds::text LIKE '%anna%')",
        name_of(url),
    )
    assert sampled == [(0,)]


def test_without_its_library_a_kind_of_storage_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for module in ("psycopg", "s3fs", "engagement.store.objects.bucket"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(StoreError, match=r"engagement\[postgres\]"):
        Manifest(tmp_path, "postgresql+psycopg://a@b/never asked before")
    monkeypatch.setenv(OBJECTS_URL.name, "s3://bucket")
    with pytest.raises(StoreError, match=r"engagement\[s3\]"):
        open_workspace(tmp_path)
