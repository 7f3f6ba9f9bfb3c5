"""Migrations of older manifests, in one transaction (alembic).

One file under versions/ for each change of the tables. A new manifest is made from the tables as they
are (`schema.make`), which is a third of the work; both ways end at the same (tests/store).
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from engagement.store.database import schema

#: alembic keeps what it works on in globals of the process.
_ONE_AT_A_TIME = threading.Lock()


def upgrade(connection: sa.Connection) -> None:
    """Run what is lacking. Whoever calls is the only writer, and commits."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = connection
    with _ONE_AT_A_TIME:
        command.upgrade(config, "head")
    connection.execute(sa.delete(schema.about))
    connection.execute(sa.insert(schema.about).values(schema=schema.SCHEMA))
