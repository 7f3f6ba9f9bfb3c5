"""The manifest: which files came in, which versions there are, and which one stands.

A handful of SQL tables (`store.schema`) in one SQLite file beside the objects or, where
`ENGAGEMENT_DATABASE_URL` names one, in a PostgreSQL database that several processes share. Both are
asked the same way: any number of readers, each with one consistent view, and one writer at a time.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import sqlalchemy as sa

from engagement import settings
from engagement.locale import message
from engagement.store.database import schema, sqlite
from engagement.store.objects.errors import StoreError, lacks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engagement.locale import Message


class Database(Protocol):
    """What differs between SQLite and PostgreSQL."""

    @property
    def reading(self) -> sa.Engine:
        """For transactions that read one consistent view."""

    @property
    def writing(self) -> sa.Engine:
        """For transactions that write."""

    def lock(self, connection: sa.Connection) -> None:
        """Be the only writer until the transaction ends."""

    def scrub(self) -> None:
        """Take deleted rows from the disk."""

    def make_room(self) -> None:
        """Free what can be freed, so that deleting works on a full disk."""

    def last_ids(self, connection: sa.Connection, tables: list[str]) -> dict[str, int]:
        """Return the highest id that each table has ever given."""

    def never_again(self, connection: sa.Connection, ids: dict[str, int]) -> None:
        """Let no table give an id up to these again."""

    def sentence(self, fault: sa.exc.DBAPIError) -> Message | None:
        """Say what a person can do something about."""


def insert(connection: sa.Connection, table: sa.Table, **values: object) -> int:
    """Insert one row and return its id."""
    return int(connection.execute(sa.insert(table).values(values).returning(table.c.id)).scalar_one())


class Manifest:
    """The manifest of a data folder, made on first use and brought up to date where it is older.

    `url` "" is the SQLite file in `folder`; None asks the environment.
    """

    def __init__(self, folder: Path, url: str | None = None) -> None:
        url = settings.DATABASE_URL.read() if url is None else url
        self._database = _database(folder, url)
        self._bring_up_to_date()

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Yield one consistent view of the manifest; writers beside it are not held up."""
        with self._in_words(), self._database.reading.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """Be the only writer from the first statement on; commit at the end, or leave all as before."""
        with self._in_words(), self._database.writing.begin() as connection:
            self._database.lock(connection)
            yield connection

    def close(self) -> None:
        """Let go of all connections; the next use makes new ones."""
        self._database.reading.dispose()

    def scrub(self) -> None:
        """Take deleted rows from the database's files, not only from its tables."""
        with self._in_words():
            self._database.scrub()

    def make_room(self) -> None:
        """Free what can be freed without a word, so that deleting works on a full disk."""
        with self._in_words():
            self._database.make_room()

    def last_ids(self, connection: sa.Connection) -> dict[str, int]:
        """Return the highest id that each table has ever given."""
        return self._database.last_ids(connection, schema.counted())

    def never_again(self, connection: sa.Connection, ids: dict[str, int]) -> None:
        """Let no table give an id up to these again."""
        self._database.never_again(connection, ids)

    def _bring_up_to_date(self) -> None:
        with self.read() as connection:
            found = schema.found_in(connection)
        if found is not None and found > schema.SCHEMA:
            raise StoreError(message("The data folder was written by another version of this program."))
        if found != schema.SCHEMA:
            with self.write() as connection:
                migrate(connection)

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """Turn what a person can do something about into a sentence."""
        try:
            yield
        except sa.exc.DBAPIError as fault:
            sentence = self._database.sentence(fault)
            if sentence is None:
                raise
            raise StoreError(sentence) from fault
        except sa.exc.TimeoutError as fault:
            raise StoreError(
                message("The database takes no more connections just now. Try again in a moment.")
            ) from fault


def exists(folder: Path) -> bool:
    """Whether there is a manifest already; in a database there always is one, made when it is asked."""
    return bool(settings.DATABASE_URL.read()) or (folder / sqlite.FILE).exists()


def migrate(connection: sa.Connection) -> None:
    """Make the tables or what they lack, within a transaction of the only writer."""
    found = schema.found_in(connection)  # another process may have been faster
    if found == schema.SCHEMA:
        return
    if found is None:
        schema.make(connection)
    else:
        from engagement.store.database.migrations import upgrade  # noqa: PLC0415 - needed once a version of the program

        upgrade(connection)
    if connection.dialect.name == "postgresql":
        from engagement.store.database.postgres import without_statistics  # noqa: PLC0415 - only where it is chosen

        without_statistics(connection, schema.metadata)


def _database(folder: Path, url: str) -> Database:
    if not url:
        return sqlite.SqliteDatabase(folder, migrate)
    from engagement.store.database import postgres  # noqa: PLC0415 - only where it is chosen

    if not url.startswith(f"{postgres.SCHEME}://"):
        raise StoreError(
            message(
                "{name} has to begin with {scheme}.",
                name=settings.DATABASE_URL.name,
                scheme=f"{postgres.SCHEME}://",
            )
        )
    try:
        return postgres.PostgresDatabase(url)
    except ImportError as fault:
        raise lacks("postgres") from fault
