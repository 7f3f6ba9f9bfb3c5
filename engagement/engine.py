"""Where a table is scanned: DuckDB in memory, or a pandas frame in memory.

A metric is written once, over a narwhals lazy frame, and runs on whatever `scan` returns. On one machine
that is a locked-down DuckDB: it reads the Parquet files of the store and nothing else, loads no extension,
and spills to a folder of its own within a limit.
"""

from __future__ import annotations

import os
import sys
import threading
import weakref
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from engagement import private, tables
from engagement.caching.bound_steps import BoundSteps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

#: The source of a table: Parquet files, an Arrow table, or a pandas frame.
TableSource: TypeAlias = "pa.Table | pd.DataFrame | Sequence[Path]"
Frame: TypeAlias = "nw.LazyFrame[Any]"

_MEMORY: Final = "4GB"
_SPILL: Final = "20GB"
#: The most rows of a batch.
_BATCH: Final = 1_000_000
#: The number of files whose columns are cached.
_SCHEMAS: Final = 512

# At each step of each query DuckDB searches all expressions for texts that are also names of columns, to
# warn about confusion: a tenth of a figure's time. narwhals always says which of the two it means. A DuckDB
# version without this step is left as it is.
_RELATION: Final = sys.modules.get("duckdb._relation")
if hasattr(_RELATION, "_warn_on_literal_names"):
    vars(_RELATION)["_warn_on_literal_names"] = lambda _expression, _columns: None

# A DuckDB version without this function is left as it is.
_SEAM: Final = sys.modules.get("duckdb._seam")
if _SEAM is not None and hasattr(_SEAM, "bind"):
    vars(_SEAM)["bind"] = BoundSteps(_SEAM.bind).bind


class Engine:
    """A DuckDB in memory that only reads files in `directories`, with one cursor per thread."""

    def __init__(
        self,
        directories: Sequence[Path] = (),
        *,
        memory_limit: str = _MEMORY,
        threads: int | None = None,
        temporary: Path | None = None,
    ) -> None:
        spill = private.make(temporary)
        # An engine that is dropped from a cache is not closed explicitly.
        self._end = weakref.finalize(self, private.remove, spill)
        allowed = [str(folder.resolve()) for folder in directories]
        config: Mapping[str, str | list[str]] = {
            "memory_limit": memory_limit,
            "threads": str(threads or os.cpu_count() or 1),
            "temp_directory": str(spill),
            "max_temp_directory_size": _SPILL,
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "python_enable_replacements": "false",
            "preserve_insertion_order": "false",
        }
        self._connection = duckdb.connect(":memory:", config=dict(config))
        # The last three in this order: locked settings can no longer be changed.
        self._connection.execute("SET allowed_directories = ?", [allowed])
        self._connection.execute("SET enable_external_access = false")
        self._connection.execute("SET lock_configuration = true")
        self._threads = threading.local()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return this thread's own cursor; a connection must not be shared between threads."""
        if not hasattr(self._threads, "cursor"):
            self._threads.cursor = self._connection.cursor()
        cursor: duckdb.DuckDBPyConnection = self._threads.cursor
        return cursor

    def scan(self, name: str, source: TableSource) -> Frame:
        """Return a canonical table as a lazy frame. Use it on the thread that called this method.

        A column that an older version did not write is null. A source without files gives an empty table.
        """
        frame = self._scanned(name, source)
        if name not in tables.TABLES:
            return frame
        existing = columns(source, name)
        later = {n: t for n, t in _later(name) if n not in existing}
        return frame.with_columns(**{n: nw.lit(None).cast(t) for n, t in later.items()}) if later else frame

    def frame_name(self, column: str) -> str:
        """Return the name under which a column of a source appears in this engine's frames."""
        return column

    def _scanned(self, name: str, source: TableSource) -> Frame:
        if isinstance(source, pd.DataFrame):
            return nw.from_native(source).lazy()
        if isinstance(source, pa.Table):
            return nw.from_native(self.cursor().from_arrow(source))
        if not source:
            return nw.from_native(self.cursor().from_arrow(tables.empty(name)))
        files = [str(path.resolve()) for path in source]
        return nw.from_native(self.cursor().read_parquet(files, union_by_name=True, hive_partitioning=False))

    def beside(self, rows: Frame, table: pa.Table) -> Frame:
        """Return an Arrow table as a lazy frame that can be joined to `rows`, on the calling thread."""
        if rows.implementation.is_pandas():
            # Both sides of a join must have the same kind of columns, numpy's or Arrow's.
            kinds = rows.to_native().dtypes
            arrow = any(isinstance(kind, pd.ArrowDtype) for kind in kinds)
            frame = table.to_pandas(types_mapper=pd.ArrowDtype if arrow else None)
            in_memory: Frame = nw.from_native(frame).lazy()
            return in_memory
        beside: Frame = nw.from_native(self.cursor().from_arrow(table))
        return beside

    def close(self) -> None:
        """Close the connection and delete the folder of spilled data."""
        self._connection.close()
        self._end()


def batches(frame: Frame) -> Iterator[pa.Table | pa.RecordBatch]:
    """Run a lazy frame and yield its rows in parts, one at least, so that they need not be in memory twice.

    Read all parts before anything else is asked on this thread.
    """
    native = frame.to_native()
    if isinstance(native, duckdb.DuckDBPyRelation):
        reader = native.to_arrow_reader(_BATCH)
        yield reader.schema.empty_table()
        yield from reader
    else:
        yield frame.collect("pyarrow").to_native()


#: Columns added to a table after the first release, with their types.
_LATER: Final = {
    "orders": (
        ("discounted", nw.Boolean()),
        ("tax", nw.Int64()),
        ("shipping", nw.Int64()),
        ("discount", nw.Int64()),
        ("tip", nw.Int64()),
        ("delivered_day", nw.Int32()),
        ("refund_day", nw.Int32()),
    )
}


def _later(name: str) -> tuple[tuple[str, nw.Boolean | nw.Int32 | nw.Int64], ...]:
    return _LATER.get(name, ())


def columns(source: TableSource, name: str) -> tuple[str, ...]:
    """Return the column names of a source; reads metadata only, no row."""
    if isinstance(source, pd.DataFrame):
        return tuple(str(c) for c in source.columns)
    if isinstance(source, pa.Table):
        return tuple(source.column_names)
    names = dict.fromkeys(name for path in source for name in _names_in(path))
    return tuple(names) or tuple(tables.empty(name).column_names)


def _names_in(path: Path) -> tuple[str, ...]:
    """Return the column names of a Parquet file; cached, because a page asks hundreds of times."""
    status = path.stat()
    return _names_of(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=_SCHEMAS)
def _names_of(path: Path, _written: int, _size: int) -> tuple[str, ...]:
    return tuple(pq.read_schema(path).names)
