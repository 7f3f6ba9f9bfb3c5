"""A Spark session on this machine or of a cluster."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

#: Shuffle partitions of a local session; few, as a shop's groups are small beside the cost of a task.
_PARTS: Final = "4"
_LOCAL: Final = "local[*]"


class SparkMissingError(Exception):
    """Spark cannot be started here. The text is for a log; the caller words it for people."""


def session(remote: str = "") -> SparkSession:
    """Return a session: of the cluster at a Spark Connect address ("sc://host:15002"), else a local one.

    Raises SparkMissingError without PySpark, or where no Java or no cluster answers.
    """
    try:
        from pyspark.errors import PySparkException  # noqa: PLC0415 - an extra
        from pyspark.sql import SparkSession  # noqa: PLC0415
    except ImportError as error:
        raise SparkMissingError("PySpark is not installed") from error
    # What PySpark does with frames of pandas 3 is compared by tests; no other use is made of it.
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    builder = SparkSession.builder.appName("Engagement")
    # Days are numbers and instants are UTC in every table; a session's own zone must not move them.
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
