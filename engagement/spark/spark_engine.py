"""The engine that scans tables by Spark. Metrics are written for narwhals frames and run on it unchanged."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from engagement import private, tables
from engagement.engine import Engine

if TYPE_CHECKING:
    from pathlib import Path

    from pyspark.sql import SparkSession

    from engagement.engine import Frame, TableSource


class SparkEngine(Engine):
    """Scans tables with Spark.

    Tables in memory are written once as Parquet into `folder` and read from there; every worker of a
    cluster must see that folder. `close` removes it and leaves the session open.
    """

    def __init__(self, spark: SparkSession, folder: Path) -> None:
        self._spark = spark
        self._folder = private.make(folder)
        self._written: dict[int, tuple[object, Any]] = {}
        self._lock = threading.Lock()

    def frame_name(self, column: str) -> str:
        """Return a column's name with "." and "`" replaced, which Spark reads as parts of nested names."""
        return column.replace(".", "\u00b7").replace("`", "'")

    def _scanned(self, name: str, source: TableSource) -> Frame:
        if isinstance(source, pa.Table):
            return self._frame_of(source)
        if isinstance(source, pd.DataFrame):
            return self._frame_of(pa.Table.from_pandas(source, preserve_index=False))
        if not source:
            return self._frame_of(tables.empty(name))
        paths = [str(path.resolve()) for path in source]
        return self._spelt(self._spark.read.option("mergeSchema", "true").parquet(*paths))

    def beside(self, rows: Frame, table: pa.Table) -> Frame:  # noqa: ARG002 - all of Spark's rows join
        """Return an Arrow table as a lazy frame of this session that can be joined to `rows`."""
        frame: Frame = nw.from_native(self._spark.createDataFrame(table))
        return frame

    def _frame_of(self, table: pa.Table) -> Frame:
        with self._lock:
            if id(table) not in self._written:
                path = self._folder / f"{len(self._written)}.parquet"
                pq.write_table(table, path)
                # The table is kept, so that no other one gets its id.
                self._written[id(table)] = (table, self._spark.read.parquet(str(path)))
            return self._spelt(self._written[id(table)][1])

    def _spelt(self, rows: Any) -> Frame:
        frame: Frame = nw.from_native(rows.toDF(*map(self.frame_name, rows.columns)))
        return frame

    def close(self) -> None:
        """Remove the folder of written tables; the session stays open, as others may use it."""
        private.remove(self._folder)
