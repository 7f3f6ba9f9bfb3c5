"""The manifest in one SQLite file: WAL, synced at every commit, created completely or not at all."""

from __future__ import annotations

import sqlite3
from functools import cache, partial
from itertools import count
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy.util import LRUCache

from engagement import private
from engagement.locale import message
from engagement.store.objects.errors import StoreError, disk_full
from engagement.store.objects.folder import sync_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engagement.locale import Message

FILE: Final = "manifest.sqlite"
DAMAGED: Final = message(
    "The manifest in the data folder is damaged. Restore the last backup with --replace, or "
    "move the data folder away to begin anew."
)
_BUSY_SECONDS: Final = 30
#: Compiled statements of this process, shared by the manifests of all folders.
_COMPILED: Final[LRUCache[Any, Any]] = LRUCache(500)


def remove(folder: Path) -> None:
    """Remove the file in `folder` with its journal, when a backup replaces a damaged one."""
    for file in folder.glob(f"{FILE}*"):
        file.unlink(missing_ok=True)


class SqliteDatabase:
    """The file in `folder`, which `fill` creates on first use."""

    def __init__(self, folder: Path, fill: Callable[[sa.Connection], None]) -> None:
        self._file = folder / FILE
        self._fill = fill
        self._make_if_missing()
        engine = _engine(self._file)
        self.reading = engine
        self.writing = engine.execution_options(writes=True)
        self._watching: sqlite3.Connection | None = None
        self._watchers = count()
        self._watcher = 0
        self._watched = Lock()

    def lock(self, connection: sa.Connection) -> None:
        """Do nothing: BEGIN IMMEDIATE has made this connection the only writer."""

    def state(self) -> tuple[int, int] | None:
        """Return SQLite's change counter as seen by a connection that never writes, and that connection.

        Each connection counts from a different start.
        """
        with self._watched:
            try:
                if self._watching is None:
                    self._watching, self._watcher = _connect(self._file), next(self._watchers)
                return self._watcher, int(self._watching.execute("PRAGMA data_version").fetchall()[0][0])
            except sqlite3.Error:  # readers get a descriptive error
                return None

    def close(self) -> None:
        """Close all connections; the next use opens new ones."""
        self.reading.dispose()
        with self._watched:
            if self._watching is not None:
                self._watching.close()
            self._watching = None

    def scrub(self) -> None:
        """Remove deleted rows from the file's free pages and from the write-ahead log."""
        self._outside_transactions("VACUUM")
        if self._outside_transactions("PRAGMA wal_checkpoint(TRUNCATE)")[0][0]:
            raise StoreError(
                message("The data are deleted, but a reader still holds the journal. Try once more.")
            )

    def make_room(self) -> None:
        """Move the write-ahead log into the file as far as readers allow, and free its space."""
        self._outside_transactions("PRAGMA wal_checkpoint(TRUNCATE)")

    def last_ids(self, connection: sa.Connection, _tables: list[str]) -> dict[str, int]:
        """Return the highest id that each table has ever assigned."""
        rows = connection.execute(sa.text("SELECT name, seq FROM sqlite_sequence"))
        return {row.name: row.seq for row in rows}

    def never_reuse_ids(self, connection: sa.Connection, ids: dict[str, int]) -> None:
        """Reserve all ids up to these, so that no table assigns one of them again."""
        for table, last in ids.items():
            values = {"table": table, "last": last}
            moved = sa.text("UPDATE sqlite_sequence SET seq = max(seq, :last) WHERE name = :table")
            if not connection.execute(moved, values).rowcount:
                connection.execute(sa.text("INSERT INTO sqlite_sequence VALUES (:table, :last)"), values)

    def sentence(self, fault: sa.exc.DBAPIError) -> Message | None:
        """Return a sentence for faults that a person can act on; None for a fault of the program."""
        code = getattr(fault.orig, "sqlite_errorcode", 0) & 0xFF
        if code in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
            return disk_full()
        if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            return message("Another process is writing. Try again in a moment.")
        if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
            return message("The data folder cannot be written to.")
        if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            return DAMAGED
        return None

    def _outside_transactions(self, statement: str) -> list[tuple[int, ...]]:
        with self.reading.connect() as connection:
            plain = connection.connection.driver_connection
            assert isinstance(plain, sqlite3.Connection)  # noqa: S101 - tells mypy which driver it is
            try:
                return plain.execute(statement).fetchall()
            except sqlite3.OperationalError as fault:
                raise sa.exc.OperationalError(statement, None, fault) from fault

    def _make_if_missing(self) -> None:
        """Create a manifest elsewhere and link it into place, so that no process opens half of one."""
        if self._file.exists():
            return
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with private.folder(self._file.parent) as aside:
                engine = _engine(aside / FILE)
                with engine.execution_options(writes=True).begin() as connection:
                    self._fill(connection)
                engine.dispose()
                self._file.hardlink_to(aside / FILE)
        except FileExistsError:
            return  # another process was faster
        except (OSError, sa.exc.OperationalError) as fault:
            raise StoreError(message("The data folder cannot be written to.")) from fault
        sync_folder(self._file.parent)


class _Connection(sqlite3.Connection):
    """A connection that is closed with its last reference, when its manifest is no longer used.

    Python 3.13 warns about plain connections that end this way.
    """

    def __del__(self) -> None:
        self.close()


def _connect(file: Path) -> sqlite3.Connection:
    # isolation_level None: transactions begin explicitly, not by the driver's heuristics.
    connection = sqlite3.connect(
        file, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False, factory=_Connection
    )
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


@cache
def _alike() -> sa.Engine:
    """Return an engine without a file whose dialect all files share, so that it is initialised once."""
    engine = sa.create_engine("sqlite://")
    engine.connect().close()
    engine.dispose()
    return engine


def _engine(file: Path) -> sa.Engine:
    # A connection that stays open keeps the log's index on disk: on a full disk it could not be created
    # again, and not even readers could connect.
    alike = _alike()
    connect: Callable[[], Any] = partial(_connect, file)  # SQLAlchemy's own type has no driver connection
    engine = sa.Engine(
        sa.QueuePool(connect, max_overflow=-1, dialect=alike.dialect),
        alike.dialect,
        alike.url,
        hide_parameters=True,  # errors contain no values
        execution_options={"compiled_cache": _COMPILED},
    )

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
