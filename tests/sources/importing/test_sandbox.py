from __future__ import annotations

import os
import select
import signal
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engagement.sources.importing import fork_server, sandbox
from engagement.sources.importing.sandbox import Progress, read_files, write_rows
from engagement.sources.model.raw_table import SourceError
from engagement.sources.text.limits import MIB, Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

ORDERS = b"Order ID,Created at,Email,Total,Currency\n1,2026-05-01,ava@example.com,12.50,EUR\n,,,x,\n"


@pytest.fixture
def files(tmp_path):
    (tmp_path / "good").write_bytes(ORDERS)
    (tmp_path / "bad").write_bytes(b"%PDF-1.7")
    (tmp_path / "large").write_bytes(b"a,b\n" + b"1,2\n'3,4\n" * 1_500_000)
    return {path.name: (path, f"{path.name}.csv") for path in tmp_path.iterdir()}


def test_each_file_gives_its_tables_or_its_sentence(files):
    told: list[Progress] = []
    result = read_files([files["bad"], files["good"]], key=b"k", progress=told.append)
    assert isinstance(result[0], SourceError)
    assert "PDF" in str(result[0])
    imported = result[1][0]
    assert imported.report.file == "good.csv"
    assert imported.tables["orders"].num_rows == 1
    assert imported.rejects.num_rows == 1
    steps = list(dict.fromkeys((step.file, step.done) for step in told))
    assert steps == [(0, False), (0, True), (1, False), (1, True)]


def test_a_file_that_needs_too_much_costs_only_itself(files):
    result = read_files(
        [files["large"], files["good"]], key=b"k", limits=Limits(memory_bytes=600 * MIB, cpu_seconds=20)
    )
    assert "memory" in str(result[0])
    assert result[1][0].report.rows_kept == 1


def test_a_file_that_takes_too_long_is_named_with_the_limit(files):
    result = read_files([files["large"], files["good"]], key=b"k", limits=Limits(cpu_seconds=2))
    assert "more than 2 seconds" in str(result[0])
    assert result[1][0].report.rows_kept == 1


def test_whoever_waits_may_stop_waiting(files):
    def stop(_: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_files([files["large"]], key=b"k", progress=stop)
    result = read_files([files["large"]], key=b"k", limits=Limits(wall_seconds=0.05))
    assert "seconds" in str(result[0])


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
    result = write_rows([files["good"], files["bad"]], folder)
    path, sheet = result[0][0]
    assert path.read_bytes().startswith(b"Order ID,Created at,Email,Total,Currency\r\n1,")
    assert sheet is None
    assert isinstance(result[1], SourceError)


def below(process: int | str = "self") -> Iterator[int]:
    """All processes that descend from one."""
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):  # it may have ended meanwhile
            for number in map(int, children.read_text().split()):
                yield number
                yield from below(number)


def servers_of_readers() -> Iterator[int]:
    """The processes below this one that wait to read files; other tests may have some that end meanwhile."""
    for number in below():
        with suppress(OSError):
            if b"fork_server" in Path(f"/proc/{number}/cmdline").read_bytes():
                yield number


@pytest.mark.parametrize("forks", [True, False])
def test_the_child_knows_none_of_the_servers_secrets(files, monkeypatch, forks):
    monkeypatch.setattr(sandbox, "_FORKS", forks)
    monkeypatch.setenv("ENGAGEMENT_SECRET", "kF83hs-Lq02mVx_7TzPw41RnYb95cGdE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "invented")
    fork_server.end()  # or it has begun before there were secrets
    known: dict[int, bytes] = {}

    def look(_: Progress) -> None:
        for number in below():
            with suppress(OSError):
                known[number] = Path(f"/proc/{number}/environ").read_bytes()

    (found,) = read_files([files["good"]], key=b"k", progress=look)
    assert found[0].report.rows_kept == 1
    # The test's own process may have other children, of other tests.
    readers = [environment for environment in known.values() if b"PYTHONUTF8=1" in environment]
    assert len(readers) >= (3 if forks else 1), "the server, the minder, the child"
    assert not any(b"ENGAGEMENT_SECRET" in reader or b"AWS_" in reader for reader in readers)


def test_a_server_that_was_killed_is_started_anew_and_no_child_outlives_its_file(files):
    (first,) = read_files([files["good"]], key=b"k")
    server = next(servers_of_readers())
    for number in below(server):
        with suppress(ProcessLookupError):
            ended = os.pidfd_open(number)
            assert select.select([ended], [], [], 60)[0]
            os.close(ended)
    os.kill(server, signal.SIGKILL)
    (second,) = read_files([files["good"]], key=b"k")
    assert first[0].report == second[0].report


def test_a_child_that_is_killed_is_told_of_and_the_next_file_is_read(files):
    def kill(step: Progress) -> None:
        if step.file == 0 and not step.done:
            for number in below():
                with suppress(OSError):
                    if Path(f"/proc/{number}/oom_score_adj").read_text() == "1000\n":
                        os.kill(number, signal.SIGKILL)

    result = read_files([files["large"], files["good"]], key=b"k", progress=kill)
    assert "more memory than this machine has" in str(result[0])
    assert result[1][0].report.rows_kept == 1
