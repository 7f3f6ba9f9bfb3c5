"""A Spark session, local or on a cluster."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

#: Shuffle partitions of a local session; few, because a shop's groups are small compared with a task's
#: cost.
_PARTS: Final = "4"
_LOCAL: Final = "local[*]"


class SparkMissingError(Exception):
    """Spark cannot be started here. The text is for a log; the caller translates it for people."""


def session(remote: str = "") -> SparkSession:
    """Return a session: of the cluster at a Spark Connect address ("sc://host:15002"), else a local one.

    Raises SparkMissingError without PySpark, or if Java is missing or no cluster answers.
    """
    try:
        from pyspark.errors import PySparkException  # noqa: PLC0415 - an extra
        from pyspark.sql import SparkSession  # noqa: PLC0415
    except ImportError as error:
        raise SparkMissingError("PySpark is not installed") from error
    # PySpark warns about pandas 3; the uses made here are compared by tests.
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    builder = SparkSession.builder.appName("Engagement")
    # Days are numbers and instants are UTC in every table; a session's time zone must not shift them.
    shared = {"spark.sql.session.timeZone": "UTC", "spark.sql.ansi.enabled": "true"}
    local = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": _PARTS,
        "spark.log.level": "ERROR",
    }
    try:
        builder = builder.remote(remote) if remote else builder.master(_LOCAL)
        for name, value in {**shared, **({} if remote else local)}.items():
            builder = builder.config(name, value)
        return builder.getOrCreate()
    except (PySparkException, OSError, RuntimeError) as error:
        raise SparkMissingError(str(error)) from error
