"""Settings of an owner, stored by name as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from engagement.store.database import schema

if TYPE_CHECKING:
    from collections.abc import Mapping


def read(connection: sa.Connection, workspace: int, name: str) -> Any:
    """Return the stored value; None where there is none."""
    return connection.scalar(sa.select(schema.setting.c.value).filter_by(workspace_id=workspace, name=name))


def write(connection: sa.Connection, workspace: int, name: str, *, value: Any) -> None:
    """Store a value, replacing the one before."""
    connection.execute(sa.delete(schema.setting).filter_by(workspace_id=workspace, name=name))
    connection.execute(sa.insert(schema.setting).values(workspace_id=workspace, name=name, value=value))


def choices_with_prefix(connection: sa.Connection, workspace: int, prefix: str) -> Mapping[str, Any]:
    """Return all values whose name begins with `prefix`, keyed and sorted by name."""
    table = schema.setting.c
    ask = sa.select(table.name, table.value).where(
        table.workspace_id == workspace, table.name.startswith(prefix, autoescape=True)
    )
    return {row.name: row.value for row in connection.execute(ask.order_by(table.name))}


def forget_named(connection: sa.Connection, workspace: int, prefix: str) -> None:
    """Delete all values whose name begins with `prefix`."""
    forget(connection, workspace, *choices_with_prefix(connection, workspace, prefix))


def forget(connection: sa.Connection, workspace: int, *names: str) -> bool:
    """Delete values; return whether any existed."""
    table = schema.setting
    delete = sa.delete(table).where(table.c.workspace_id == workspace, table.c.name.in_(names))
    return bool(connection.execute(delete).rowcount)
