"""Small choices of an owner, by name, as JSON."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from engagement.store.database import schema


def read(connection: sa.Connection, workspace: int, name: str) -> Any:
    """Return what was chosen; None where nothing was."""
    return connection.scalar(sa.select(schema.setting.c.value).filter_by(workspace_id=workspace, name=name))


def write(connection: sa.Connection, workspace: int, name: str, *, value: Any) -> None:
    """Keep a choice in the place of the one before."""
    connection.execute(sa.delete(schema.setting).filter_by(workspace_id=workspace, name=name))
    connection.execute(sa.insert(schema.setting).values(workspace_id=workspace, name=name, value=value))
