"""Objects in a bucket: two machines, one database, one bucket (a real HTTP server that speaks S3)."""

from __future__ import annotations

import os
import socketserver
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from moto.server import ThreadedMotoServer
from s3fs import S3FileSystem

from engagement.caching import kept_files
from engagement.settings import DATABASE_URL, KEYS_DIR, OBJECTS_URL
from engagement.store import StoreError, Workspace, open_workspace
from engagement.store.objects.bucket import RemoteObjects
from tests.cases import few
from tests.store import importer, shop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.postgres import Server

ROOT = Path(__file__).resolve().parents[3]
BUCKET = "orders-of-a-shop"


@dataclass(frozen=True, slots=True)
class Bucket:
    """The bucket as another program sees it."""

    client: Any

    def names(self) -> set[str]:
        listed = self.client.list_objects_v2(Bucket=BUCKET).get("Contents", [])
        return {entry["Key"] for entry in listed}

    def put(self, name: str, content: bytes) -> None:
        self.client.put_object(Bucket=BUCKET, Key=name, Body=content)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer("127.0.0.1", 0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    for name, value in {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "tests",
        "AWS_SECRET_ACCESS_KEY": "tests",
        "AWS_DEFAULT_REGION": "eu-central-1",
        OBJECTS_URL.name: f"s3://{BUCKET}/engagement",
    }.items():
        monkeypatch.setenv(name, value)
    S3FileSystem.clear_instance_cache()
    client = boto3.client("s3")
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    seen = Bucket(client)
    yield seen
    for name in seen.names():
        client.delete_object(Bucket=BUCKET, Key=name)
    client.delete_bucket(Bucket=BUCKET)
    client.close()


@pytest.fixture
def machines(
    bucket: Bucket, postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Path, Path]]:
    """The data folders of two machines that share a database, a bucket and the keys."""
    assert bucket
    with postgres.ready() as url:
        monkeypatch.setenv(DATABASE_URL.name, url)
        monkeypatch.setenv(KEYS_DIR.name, str(tmp_path / "keys"))
        yield tmp_path / "one", tmp_path / "two"


def copies(data_dir: Path) -> set[str]:
    return {file.stem for file in (data_dir / "cache" / "shop").iterdir()}


def in_bucket(bucket: Bucket) -> set[str]:
    return {Path(name).stem for name in bucket.names()}


def test_what_one_machine_adds_another_reads(machines: tuple[Path, Path], bucket: Bucket):
    one, two = map(open_workspace, machines)
    shop.add(one, "a.csv", {"orders": shop.orders([1, 2])}, reject="2026-02-30")
    shop.add(two, "b.csv", {"orders": shop.orders([2, 3])})
    assert shop.numbers(one) == shop.numbers(two) == [1, 2, 3]
    assert all(name.startswith("engagement/shop/") for name in bucket.names())
    assert two.rejects(two.datasets()[-1].id).num_rows == 1
    assert one.key == two.key


def test_a_copy_is_made_once_and_kept(machines: tuple[Path, Path], bucket: Bucket):
    one, two = map(open_workspace, machines)
    shop.add(one, "a.csv", {"orders": shop.orders([1, 2])})
    assert copies(machines[1]) == set()
    (path,) = two.paths("orders")
    made = path.stat().st_ino
    assert two.paths("orders") == [path]
    assert (path.stat().st_ino, {path.stem}) == (made, in_bucket(bucket))


def test_what_is_erased_goes_from_the_bucket_and_from_every_machine_that_looks(
    machines: tuple[Path, Path], bucket: Bucket
):
    one, two = map(open_workspace, machines)
    dataset = shop.add(one, "a.csv", {"orders": shop.orders([1, 77])})
    shop.add(one, "b.csv", {"orders": shop.orders([2])})
    assert shop.numbers(two) == [1, 2, 77]
    assert kept_files.write("figures", two.paths("orders"), [b"figures"])
    one.delete_for_good(dataset)
    assert shop.numbers(two) == [2]
    assert copies(machines[0]) == copies(machines[1]) == in_bucket(bucket)
    assert len(in_bucket(bucket)) == 1
    assert [*machines[1].rglob(f"*{kept_files.SUFFIX}")] == []


def test_a_machine_that_nobody_looks_at_lets_go_at_its_next_sweep(machines: tuple[Path, Path]):
    one, two = map(open_workspace, machines)
    dataset = shop.add(one, "a.csv", {"orders": shop.orders([77])})
    two.paths("orders")
    one.delete_for_good(dataset)
    assert len(copies(machines[1])) == 1
    two.sweep(grace_seconds=0)
    assert copies(machines[1]) == set()


def test_an_object_that_is_not_what_its_name_says_is_refused_and_not_kept(
    machines: tuple[Path, Path], bucket: Bucket
):
    one, two = map(open_workspace, machines)
    shop.add(one, "a.csv", {"orders": shop.orders([1])})
    (name,) = bucket.names()
    bucket.put(name, b"PAR1 something else PAR1")
    with pytest.raises(StoreError, match="is damaged"):
        two.paths("orders")
    assert copies(machines[1]) == set()


def test_a_lost_object_is_said_and_not_waited_for(machines: tuple[Path, Path], bucket: Bucket):
    one, two = map(open_workspace, machines)
    shop.add(one, "a.csv", {"orders": shop.orders([1])})
    (name,) = bucket.names()
    bucket.client.delete_object(Bucket=BUCKET, Key=name)
    for impossible in (lambda: two.version, lambda: shop.add(two, "b.csv", {"orders": shop.orders([2])})):
        with pytest.raises(StoreError, match="missing"):
            impossible()


def test_sweeping_takes_what_nothing_needs_once_it_is_old_enough(machines: tuple[Path, Path], bucket: Bucket):
    workspace = open_workspace(machines[0])
    shop.add(workspace, "a.csv", {"orders": shop.orders([1])})
    names = bucket.names()
    bucket.put(f"engagement/shop/{'0' * 64}.parquet", b"left by an import that was killed")
    bucket.put("engagement/shop/of another program.txt", b"stays")
    workspace.sweep()
    assert len(bucket.names()) == len(names) + 2
    assert workspace.sweep(grace_seconds=-1) == 1
    assert bucket.names() == names | {"engagement/shop/of another program.txt"}


def test_copies_are_bounded_but_those_in_use_stay(bucket: Bucket, tmp_path: Path):
    assert bucket
    objects = RemoteObjects(tmp_path / "cache", f"s3://{BUCKET}/bounded", cache_bytes=1)
    objects.prepare()
    digests = [objects.write(shop.orders([n])) for n in range(3)]
    old, in_use, fetched = digests
    os.utime(objects.path(old), (0, 0))
    objects.path(fetched).unlink()
    objects.fetch(fetched)
    assert [objects.path(d).exists() for d in (old, in_use, fetched)] == [False, True, True]
    assert objects.fetch(old).exists()


@pytest.mark.gate
def test_two_machines_that_import_at_once_both_get_all_their_files_in(machines: tuple[Path, Path]):
    command = [sys.executable, "-m", "tests.store.importer"]
    writers = [
        subprocess.Popen(
            [*command, data_dir, str(first), str(first + 2)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for data_dir, first in zip(machines, (0, 100), strict=True)
    ]
    listed = [writer.communicate(timeout=300)[0].split() for writer in writers]
    assert listed == [["ready", *map(str, range(first, first + 2))] for first in (0, 100)]
    expected = sorted(n for file in (0, 1, 100, 101) for n in importer.numbers(file, 50))
    for data_dir in machines:
        assert sorted(shop.numbers(open_workspace(data_dir))) == expected


class HangsUp(socketserver.BaseRequestHandler):
    """Whoever calls finds nobody, and is counted."""

    calls = 0

    def handle(self) -> None:
        HangsUp.calls += 1


@pytest.fixture
def nobody() -> Iterator[str]:
    """The address of a server that answers no call."""
    HangsUp.calls = 0
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), HangsUp) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("tries", few([1, S3FileSystem.retries], 1))
def test_a_bucket_that_cannot_be_reached_is_said_and_nothing_changes(
    machines: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, nobody: str, tries: int
):
    monkeypatch.setattr(S3FileSystem, "retries", tries)
    workspace = open_workspace(machines[0])
    before = workspace.version
    monkeypatch.setenv("AWS_ENDPOINT_URL", nobody)
    S3FileSystem.clear_instance_cache()
    cut_off: Workspace = open_workspace(machines[1])
    with pytest.raises(StoreError, match="cannot be reached"):
        shop.add(cut_off, "a.csv", {"orders": shop.orders([1])})
    assert HangsUp.calls <= 20 * tries
    assert workspace.version == before
    S3FileSystem.clear_instance_cache()


@pytest.mark.parametrize("url", ["http://example.com/objects", "gs://bucket/objects"])
def test_a_place_that_is_no_folder_and_no_bucket_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
):
    monkeypatch.setenv(OBJECTS_URL.name, url)
    with pytest.raises(StoreError, match=OBJECTS_URL.name):
        open_workspace(tmp_path)


def test_objects_may_lie_in_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(OBJECTS_URL.name, str(tmp_path / "shared"))
    workspace = open_workspace(tmp_path / "data")
    shop.add(workspace, "a.csv", {"orders": shop.orders([1])})
    assert workspace.paths("orders")[0].parent == tmp_path / "shared" / "shop"
    assert not (tmp_path / "data" / "objects").exists()
