"""The manifest: the imported files, the versions of the data, and which version is current.

It consists of a few SQL tables (`store.database.schema`) in one SQLite file beside the objects or, if
`ENGAGEMENT_DATABASE_URL` names one, in a PostgreSQL database that several processes share. Both allow any
number of readers, each with one consistent view, and one writer at a time.
"""

from __future__ import annotations

from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, ClassVar, Final, Protocol, TypeVar

import sqlalchemy as sa

from engagement import settings
from engagement.locale import message
from engagement.store.database import schema, sqlite
from engagement.store.objects.errors import StoreError, lacks

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator
    from pathlib import Path

    from engagement.locale import Message

Read = TypeVar("Read")

#: The most results that a manifest caches; a page needs a dozen per shop.
_REMEMBERED: Final = 512


class Database(Protocol):
    """The operations that differ between SQLite and PostgreSQL."""

    @property
    def reading(self) -> sa.Engine:
        """The engine for transactions that read one consistent view."""

    @property
    def writing(self) -> sa.Engine:
        """The engine for transactions that write."""

    def lock(self, connection: sa.Connection) -> None:
        """Make this transaction the only writer until it ends."""

    def state(self) -> Hashable:
        """Return a value that changes with every write; None if finding out costs a query."""

    def close(self) -> None:
        """Close all connections; the next use opens new ones."""

    def scrub(self) -> None:
        """Remove deleted rows from the database's files. Raises `StoreError` while a reader holds them."""

    def make_room(self) -> None:
        """Free the space that can be freed, so that deleting works on a full disk."""

    def last_ids(self, connection: sa.Connection, tables: list[str]) -> dict[str, int]:
        """Return the highest id that each table has ever assigned."""

    def never_reuse_ids(self, connection: sa.Connection, ids: dict[str, int]) -> None:
        """Reserve all ids up to these, so that no table assigns one of them again."""

    def sentence(self, fault: sa.exc.DBAPIError) -> Message | None:
        """Return a sentence for faults that a person can act on, such as a full disk; None for others."""


def insert(connection: sa.Connection, table: sa.Table, **values: object) -> int:
    """Insert one row and return its id."""
    return int(connection.execute(sa.insert(table).values(values).returning(table.c.id)).scalar_one())


class Manifest:
    """The manifest of a data folder, created on first use and migrated if it is older.

    `url` "" is the SQLite file in `folder`; None reads the environment. Several manifests of one process
    may be of the same folder.
    """

    #: The number of writes of this process to any manifest.
    _writes: ClassVar[int] = 0
    _counting: ClassVar[Lock] = Lock()

    def __init__(self, folder: Path, url: str | None = None) -> None:
        url = settings.DATABASE_URL.read() if url is None else url
        self._database = _database(folder, url)
        self._remembered: tuple[Hashable, dict[Hashable, object]] = (None, {})
        self._bring_up_to_date()

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Yield a connection with one consistent view of the manifest; it does not block writers."""
        with self._in_words(), self._database.reading.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """Yield a connection that is the only writer; commit at the end, roll back on an exception."""
        try:
            with self._in_words(), self._database.writing.begin() as connection:
                self._database.lock(connection)
                yield connection
        finally:
            self._remembered = (None, {})
            with Manifest._counting:
                Manifest._writes += 1

    @property
    def writes(self) -> int:
        """The number of writes of this process to any manifest; results read before may be outdated."""
        return Manifest._writes

    def remember(self, key: Hashable, read: Callable[[sa.Connection], Read]) -> Read:
        """Return the cached result of `read` if no process has written since; else read it.

        Callers share the result and must not change it. Where writes cannot be detected cheaply, it is
        read each time.
        """
        state = self._database.state()  # before reading: writes in the meantime make it outdated
        remembered = self._remembered[1] if self._remembered[0] == state else {}
        if state is not None and key in remembered:
            return remembered[key]  # type: ignore[return-value] # it was read by this key's own function
        with self.read() as connection:
            result = read(connection)
        if state is not None:
            remembered = remembered if len(remembered) < _REMEMBERED else {}
            self._remembered = (state, {**remembered, key: result})
        return result

    def close(self) -> None:
        """Close all connections; the next use opens new ones."""
        self._database.close()
        self._remembered = (None, {})

    def scrub(self) -> None:
        """Remove deleted rows from the database's files, free pages included."""
        with self._in_words():
            self._database.scrub()

    def make_room(self) -> None:
        """Free the space that can be freed, ignoring failures, so that deleting works on a full disk."""
        with self._in_words():
            self._database.make_room()

    def last_ids(self, connection: sa.Connection) -> dict[str, int]:
        """Return the highest id that each table has ever assigned."""
        return self._database.last_ids(connection, schema.counted())

    def never_reuse_ids(self, connection: sa.Connection, ids: dict[str, int]) -> None:
        """Reserve all ids up to these, so that no table assigns one of them again."""
        self._database.never_reuse_ids(connection, ids)

    def _bring_up_to_date(self) -> None:
        with self.read() as connection:
            schema_number = schema.found_in(connection)
        if schema_number is not None and schema_number > schema.SCHEMA:
            raise StoreError(message("The data folder was written by another version of this program."))
        if schema_number != schema.SCHEMA:
            with self.write() as connection:
                migrate(connection)

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """Replace faults that a person can act on by a sentence."""
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
    """Return whether the manifest exists already; in a PostgreSQL database it always does."""
    return bool(settings.DATABASE_URL.read()) or (folder / sqlite.FILE).exists()


def migrate(connection: sa.Connection) -> None:
    """Create the tables, or what they lack, within a transaction that is the only writer."""
    schema_number = schema.found_in(connection)  # another process may have done it already
    if schema_number == schema.SCHEMA:
        return
    if schema_number is None:
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
