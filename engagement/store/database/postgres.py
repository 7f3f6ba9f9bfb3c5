"""The manifest in PostgreSQL: one writer by an advisory lock, readers on a snapshot.

Writers hold one lock for the whole transaction and run at READ COMMITTED: nobody else writes, so every
statement sees the same data. At REPEATABLE READ the snapshot would be as old as the wait for the lock, and
with SERIALIZABLE two writers would both work and one of them would be rolled back.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from engagement.caching.one_per_process import run_once
from engagement.locale import message
from engagement.store.objects.errors import StoreError, disk_full

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engagement.locale import Message

SCHEME: Final = "postgresql+psycopg"
#: The number of the advisory lock. A database has one manifest, so any fixed number will do.
_LOCK: Final = sa.select(sa.func.pg_advisory_xact_lock(7_310_579_639_418_446_195))
_WAIT_SECONDS: Final = 30
#: A machine that failed while writing must not hold the lock for hours.
_OPTIONS: Final = (
    f"-c lock_timeout={_WAIT_SECONDS}s -c synchronous_commit=on "
    "-c tcp_keepalives_idle=60 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=6"
)
_CONNECT_SECONDS: Final = 10
_FULL: Final = frozenset({"53100", "58030"})
_LOCKED: Final = frozenset({"55P03", "40001", "40P01", "57014"})
_CROWDED: Final = frozenset({"53300", "53400"})
_FORBIDDEN: Final = frozenset({"42501", "25006", "28000", "28P01", "3D000"})


class PostgresDatabase:
    """The database at `url`; all manifests of one process share its connections."""

    def __init__(self, url: str) -> None:
        engine = engine_at(url)
        self.reading = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self.writing = engine.execution_options(isolation_level="READ COMMITTED", writes=True)
        self._alone = engine.execution_options(isolation_level="AUTOCOMMIT")

    def lock(self, connection: sa.Connection) -> None:
        """Wait until this transaction is the only one that writes."""
        connection.execute(_LOCK)

    def state(self) -> int | None:
        """Return None: asking the server costs as much as reading."""
        return None

    def close(self) -> None:
        """Close all connections; the next use opens new ones."""
        self.reading.dispose()

    def scrub(self) -> None:
        """Rewrite the tables, so that their files contain no deleted rows.

        The write-ahead log and its archives belong to the server: they contain deleted rows until the
        server removes them.
        """
        with self._alone.connect() as connection:
            if not _alone_in_time(connection):
                raise StoreError(
                    message("The data are deleted, but a reader still holds the journal. Try once more.")
                )
            for table in sa.inspect(connection).get_table_names():
                connection.exec_driver_sql(f'VACUUM (FULL) "{table}"')

    def make_room(self) -> None:
        """Do nothing: the server maintains its log itself."""

    def last_ids(self, connection: sa.Connection, tables: Iterable[str]) -> dict[str, int]:
        """Return the highest id that each table has ever assigned."""
        return {table: _last_of(connection, table) for table in tables}

    def never_reuse_ids(self, connection: sa.Connection, ids: dict[str, int]) -> None:
        """Reserve all ids up to these, so that no table assigns one of them again."""
        for table, last in ids.items():
            if last > _last_of(connection, table):
                connection.execute(sa.select(sa.func.setval(f"{table}_id_seq", last)))

    def sentence(self, fault: sa.exc.DBAPIError) -> Message | None:
        """Return a sentence for faults that a person can act on; None for a fault of the program."""
        state = getattr(fault.orig, "sqlstate", None)
        if state in _FULL:
            return disk_full()
        if state in _LOCKED:
            return message("Another process is writing. Try again in a moment.")
        if state in _CROWDED:
            return message("The database takes no more connections just now. Try again in a moment.")
        if state in _FORBIDDEN:
            return message("The database does not let this user in, or lets it read only.")
        if fault.connection_invalidated or (state is None and isinstance(fault, sa.exc.OperationalError)):
            return message("The database cannot be reached. Try again in a moment.")
        return None


def without_statistics(connection: sa.Connection, metadata: sa.MetaData) -> None:
    """Stop the server from sampling text columns: samples would outlive an erasure; no plan needs them."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, sa.Text | sa.JSON):
                connection.exec_driver_sql(
                    f'ALTER TABLE "{table.name}" ALTER COLUMN "{column.name}" SET STATISTICS 0'
                )


@run_once
def engine_at(url: str) -> sa.Engine:
    """Return this process's only engine for a database. Connections are tested before use."""
    return sa.create_engine(
        url,
        hide_parameters=True,  # errors contain no values
        pool_size=5,
        max_overflow=15,
        pool_timeout=_WAIT_SECONDS,
        pool_pre_ping=True,
        connect_args={"options": _OPTIONS, "connect_timeout": _CONNECT_SECONDS},
    )


def _last_of(connection: sa.Connection, table: str) -> int:
    ask = sa.text("SELECT pg_sequence_last_value(CAST(:sequence AS regclass))")
    return connection.scalar(ask, {"sequence": f"{table}_id_seq"}) or 0


def _alone_in_time(connection: sa.Connection) -> bool:
    """Wait until every snapshot that may still see deleted rows has ended; False if one stays open."""
    now = connection.scalar(sa.text("SELECT pg_current_xact_id()::text"))
    older = sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND age(backend_xmin) >= age(CAST(:now AS xid8)::xid)"
    )
    deadline = time.monotonic() + _WAIT_SECONDS
    while connection.scalar(older, {"now": now}):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
