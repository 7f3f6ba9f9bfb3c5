"""Migrations of older manifests, in one transaction (alembic).

One file under versions/ for each change of the tables. A new manifest is created directly from the current
tables (`schema.make`), which takes a third of the time; the result is the same (tests/store).
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from engagement.store.database import schema

#: alembic keeps its state in globals of the process.
_ONE_AT_A_TIME = threading.Lock()


def upgrade(connection: sa.Connection) -> None:
    """Run the missing migrations. The caller must be the only writer, and commits."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = connection
    with _ONE_AT_A_TIME:
        command.upgrade(config, "head")
    connection.execute(sa.delete(schema.about))
    connection.execute(sa.insert(schema.about).values(schema=schema.SCHEMA))
