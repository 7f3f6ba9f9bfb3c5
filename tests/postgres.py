"""A private PostgreSQL server for the tests: real, on a socket in a temporary folder, gone afterwards."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import psycopg
import pytest
import sqlalchemy as sa

from engagement.store.database.postgres import engine_at
from engagement.store.manifest.manifest import Manifest
from tests import memory

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Where distributions put the server's programs, which are not on the path.
_PLACES: Final = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
)
_ROOT: Final = 0
_HAS_STRATEGIES: Final = 150_000
#: A test's server need not outlive a power cut; what is killed in the tests is the client.
_SETTINGS: Final = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "60",
    "autovacuum_naptime": "1h",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "64MB",
}
#: Room in memory. A database is 300 files, and each test has one of its own: on some disks that costs
#: five times as much of the processor, and in all more than what the tests do with it.
_ENOUGH: Final = 512 << 20


def programs() -> Path | None:
    """The folder with `initdb` and `postgres`; None where PostgreSQL is not installed."""
    result = shutil.which("initdb")
    if result is not None:
        return Path(result).resolve().parent
    folders = [f for place in _PLACES for f in Path("/").glob(place[1:]) if (f / "initdb").exists()]
    return max(folders, default=None)


class Server:
    """A running server. `database()` is an empty one, `ready()` has the manifest's tables."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = itertools.count()
        self._has_template = False
        ((version,),) = self.execute("SELECT current_setting('server_version_num')::integer")
        # What older ones always do.
        self._copying = "STRATEGY FILE_COPY" if version >= _HAS_STRATEGIES else ""

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://tests@/{name}?host={self.folder}"

    def execute(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        with psycopg.connect(
            host=str(self.folder), user="tests", dbname=database, autocommit=True
        ) as connection:
            cursor = connection.execute(statement)  # type: ignore[call-overload]
            return cursor.fetchall() if cursor.description else []

    @contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """Yield the address of a database of one's own, for as long as it is needed."""
        name = f"t{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template} {self._copying}")
        engine, opened = engine_at(self.url(name)), list[psycopg.Connection[Any]]()
        sa.event.listen(engine, "connect", lambda connection, _: opened.append(connection))
        try:
            yield self.url(name)
        finally:
            engine_at(self.url(name)).dispose()
            # What a thread still held, or an error's traceback, comes back to no pool after this.
            for connection in opened:
                connection.close()
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def ready(self) -> Iterator[str]:
        """Yield the address of a database that holds an empty manifest."""
        if not self._has_template:
            self.execute("CREATE DATABASE ready")
            Manifest(self.folder, self.url("ready"))
            engine_at(self.url("ready")).dispose()
            self._has_template = True
        with self.database("ready") as url:
            yield url


@contextmanager
def server() -> Iterator[Server]:
    """Make a cluster, serve it as a user without rights, and take both away."""
    result = programs()
    if result is None:
        pytest.skip("PostgreSQL is not installed")
    # Not in pytest's own folder: no other user may enter that.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=memory.folder(_ENOUGH)))
    try:
        if os.getuid() == _ROOT:
            user = pwd.getpwnam("postgres")
            os.chown(folder, user.pw_uid, user.pw_gid)
        data = folder / "data"
        options = ["--no-sync", "--auth=trust", "--username=tests", "--encoding=UTF8", "--locale=C.UTF-8"]
        subprocess.run(
            [*_as_nobody(), result / "initdb", *options, "-D", data],
            check=True,
            capture_output=True,
            cwd=folder,
        )
        settings = [f"-c{name}={value}" for name, value in _SETTINGS.items()]
        command = [*_as_nobody(), result / "postgres", "-D", data, "-k", folder, *settings]
        with (folder / "log").open("wb") as log:
            running = subprocess.Popen(command, stderr=log, stdout=log, cwd=folder)
        try:
            _wait_until_ready(result, folder, running)
            yield Server(folder)
        finally:
            running.terminate()
            running.kill() if running.poll() is None and _stuck(running) else None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_nobody() -> list[str]:
    """The server refuses to run as root; and it goes when the tests are killed."""
    if os.getuid() != _ROOT:
        return []
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--pdeathsig=QUIT"]


def _wait_until_ready(found: Path, folder: Path, running: subprocess.Popen[bytes]) -> None:
    while subprocess.run([found / "pg_isready", "-q", "-h", folder, "-t", "30"], check=False).returncode:
        if running.poll() is not None:
            pytest.fail((folder / "log").read_text())


def _stuck(running: subprocess.Popen[bytes]) -> bool:
    try:
        running.wait(timeout=120)
    except subprocess.TimeoutExpired:
        return True
    return False
