"""The manifest: which files came in, which versions there are, and which one stands.

A handful of SQL tables in one SQLite file (WAL, synced at every commit). Their types and keys are
kept to what PostgreSQL has too, for when the manifest lives there. Instants are ISO 8601 text in UTC.
"""

from __future__ import annotations

import secrets
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from engagement.locale import message
from engagement.store import schema
from engagement.store.objects import sync_folder
from engagement.store.records import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE: Final = "manifest.sqlite"
_BUSY_SECONDS: Final = 30


def insert(connection: sa.Connection, table: sa.Table, **values: object) -> int:
    """Insert one row and return its id."""
    return int(connection.execute(sa.insert(table).values(values).returning(table.c.id)).scalar_one())


class Manifest:
    """The manifest in `folder`, made on first use."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / FILE
        _make_once(self.file)
        self._engine = _engine(self.file)
        self._check_schema()

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Yield one consistent view of the manifest; writers beside it are not held up."""
        with _in_words(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """Be the only writer from the first statement on; commit at the end, or leave all as before."""
        engine = self._engine.execution_options(begin="BEGIN IMMEDIATE")
        with _in_words(), engine.begin() as connection:
            yield connection

    def scrub(self) -> None:
        """Take deleted rows out of the file's free pages and out of the write-ahead log."""
        self._outside_transactions("VACUUM")
        if self.empty_log():
            raise StoreError(
                message("The data are deleted, but a reader still holds the journal. Try once more.")
            )

    def empty_log(self) -> bool:
        """Move the write-ahead log into the file and free its room; True where a reader prevents it."""
        return bool(self._outside_transactions("PRAGMA wal_checkpoint(TRUNCATE)")[0][0])

    def _outside_transactions(self, statement: str) -> list[tuple[int, ...]]:
        with _in_words(), self._engine.connect() as connection:
            plain = connection.connection.driver_connection
            assert isinstance(plain, sqlite3.Connection)  # noqa: S101 - tells mypy which driver it is
            try:
                return plain.execute(statement).fetchall()
            except sqlite3.OperationalError as fault:
                raise sa.exc.OperationalError(statement, None, fault) from fault

    def _check_schema(self) -> None:
        with self.read() as connection:
            found = connection.scalar(sa.select(schema.about.c.schema))
        if found is not None and found < schema.SCHEMA:
            # Earlier schemas only lack tables.
            with self.write() as connection:
                schema.metadata.create_all(connection)
                connection.execute(sa.update(schema.about).values(schema=schema.SCHEMA))
        elif found != schema.SCHEMA:
            raise StoreError(message("The data folder was written by another version of this program."))


def _connect(file: Path) -> sqlite3.Connection:
    # isolation_level None: transactions begin where we say so, not where the driver guesses.
    connection = sqlite3.connect(file, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _engine(file: Path) -> sa.Engine:
    # A connection that stays open keeps the log's index on disk: on a full disk it could not be
    # made anew, and not even a reader would get in.
    engine = sa.create_engine(
        "sqlite://", creator=lambda: _connect(file), poolclass=sa.QueuePool, max_overflow=-1
    )

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


def _make_once(file: Path) -> None:
    """Make a whole manifest aside and link it into place, so that nobody opens half of one."""
    if file.exists():
        return
    aside = file.with_name(f"{file.name}.{secrets.token_hex(8)}.tmp")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _fill(aside)
        file.hardlink_to(aside)
    except FileExistsError:
        return  # another process was faster
    except OSError as fault:
        raise StoreError(message("The data folder cannot be written to.")) from fault
    finally:
        aside.unlink(missing_ok=True)
    sync_folder(file.parent)


def _fill(file: Path) -> None:
    engine = _engine(file)
    with _in_words(), engine.begin() as connection:
        schema.metadata.create_all(connection)
        connection.execute(sa.insert(schema.about).values(schema=schema.SCHEMA))
    engine.dispose()


@contextmanager
def _in_words() -> Iterator[None]:
    """Turn what a person can do something about into a sentence."""
    try:
        yield
    except sa.exc.OperationalError as fault:
        code = getattr(fault.orig, "sqlite_errorcode", 0) & 0xFF
        if code in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
            raise StoreError(
                message("The disk is full or cannot be written to. Nothing has changed.")
            ) from fault
        if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise StoreError(message("Another process is writing. Try again in a moment.")) from fault
        raise
