from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from engagement.sources.importing.sandbox import Progress, read_files, write_rows
from engagement.sources.model.raw_table import SourceError
from engagement.sources.text.limits import MIB, Limits

ORDERS = b"Order ID,Created at,Email,Total,Currency\n1,2026-05-01,ava@example.com,12.50,EUR\n,,,x,\n"


@pytest.fixture
def files(tmp_path):
    (tmp_path / "good").write_bytes(ORDERS)
    (tmp_path / "bad").write_bytes(b"%PDF-1.7")
    (tmp_path / "large").write_bytes(b"a,b\n" + b"1,2\n'3,4\n" * 1_500_000)
    return {path.name: (path, f"{path.name}.csv") for path in tmp_path.iterdir()}


def test_each_file_gives_its_tables_or_its_sentence(files):
    told: list[Progress] = []
    found = read_files([files["bad"], files["good"]], key=b"k", progress=told.append)
    assert isinstance(found[0], SourceError)
    assert "PDF" in str(found[0])
    imported = found[1][0]
    assert imported.report.file == "good.csv"
    assert imported.tables["orders"].num_rows == 1
    assert imported.rejects.num_rows == 1
    steps = list(dict.fromkeys((step.file, step.done) for step in told))
    assert steps == [(0, False), (0, True), (1, False), (1, True)]


def test_a_file_that_needs_too_much_costs_only_itself(files):
    found = read_files(
        [files["large"], files["good"]], key=b"k", limits=Limits(memory_bytes=600 * MIB, cpu_seconds=20)
    )
    assert "memory" in str(found[0])
    assert found[1][0].report.rows_kept == 1


def test_a_file_that_takes_too_long_is_named_with_the_limit(files):
    found = read_files([files["large"], files["good"]], key=b"k", limits=Limits(cpu_seconds=2))
    assert "more than 2 seconds" in str(found[0])
    assert found[1][0].report.rows_kept == 1


def test_whoever_waits_may_stop_waiting(files):
    def stop(_: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_files([files["large"]], key=b"k", progress=stop)
    found = read_files([files["large"]], key=b"k", limits=Limits(wall_seconds=0.05))
    assert "seconds" in str(found[0])


def test_a_long_file_says_which_row_is_read_of_about_how_many(tmp_path):
    rows = 100_000
    large = tmp_path / "large"
    large.write_bytes(
        b"Order ID,Created at,Email,Total,Currency\n"
        + b"".join(b"%d,2026-05-01,ava%d@example.com,12.50,EUR\n" % (n, n) for n in range(rows))
    )
    told: list[Progress] = []
    (found,) = read_files([(large, "large.csv")], key=b"k", progress=told.append)
    assert found[0].report.rows_kept == rows
    places = [step.place for step in told if step.place.rows]
    assert places
    assert all(0 < place.row <= place.rows == rows for place in places)
    assert [place.row for place in places] == sorted(place.row for place in places)
    assert max(place.columns for place in places) > 0


def test_raw_rows_are_written_by_the_child(files, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    found = write_rows([files["good"], files["bad"]], folder)
    path, sheet = found[0][0]
    assert path.read_bytes().startswith(b"Order ID,Created at,Email,Total,Currency\r\n1,")
    assert sheet is None
    assert isinstance(found[1], SourceError)


def test_the_child_knows_none_of_the_servers_secrets(files, monkeypatch):
    monkeypatch.setenv("ENGAGEMENT_SECRET", "kF83hs-Lq02mVx_7TzPw41RnYb95cGdE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "invented")
    known: list[bytes] = []

    def look(_: Progress) -> None:
        for child in Path("/proc/self/task").glob("*/children"):
            for number in child.read_text().split():
                with suppress(OSError):  # it may have ended meanwhile
                    known.append(Path(f"/proc/{number}/environ").read_bytes())

    read_files([files["good"]], key=b"k", progress=look)
    # The test's own process may have other children, of other tests.
    readers = [environment for environment in known if b"PYTHONUTF8=1" in environment]
    assert readers
    assert not any(b"ENGAGEMENT_SECRET" in reader or b"AWS_" in reader for reader in readers)
