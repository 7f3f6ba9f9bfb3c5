from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from engagement.sources.importing.sandbox import read_files
from tests.sources.importing.test_sandbox import ORDERS, servers_of_readers

#: Its own, and that with which Arrow's memory goes back.
THREADS = 2


def test_the_server_that_has_read_its_own_files_keeps_no_thread_that_a_fork_would_lose(tmp_path):
    (tmp_path / "orders.csv").write_bytes(ORDERS)
    for _ in range(2):
        (found,) = read_files([(tmp_path / "orders.csv", "orders.csv")], key=b"k")
        assert found[0].report.rows_kept == 1
    threads = []
    for server in servers_of_readers():
        with suppress(OSError):  # that of another test may have ended meanwhile
            threads.append(len(list(Path(f"/proc/{server}/task").iterdir())))
    assert threads
    assert max(threads) <= THREADS
