"""Small choices of an owner, by name, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from engagement.store.database import schema

if TYPE_CHECKING:
    from collections.abc import Mapping


def read(connection: sa.Connection, workspace: int, name: str) -> Any:
    """Return what was chosen; None where nothing was."""
    return connection.scalar(sa.select(schema.setting.c.value).filter_by(workspace_id=workspace, name=name))


def write(connection: sa.Connection, workspace: int, name: str, *, value: Any) -> None:
    """Keep a choice in the place of the one before."""
    connection.execute(sa.delete(schema.setting).filter_by(workspace_id=workspace, name=name))
    connection.execute(sa.insert(schema.setting).values(workspace_id=workspace, name=name, value=value))


def named(connection: sa.Connection, workspace: int, prefix: str) -> Mapping[str, Any]:
    """Return all choices whose name begins so, by name, in the order of names."""
    table = schema.setting.c
    ask = sa.select(table.name, table.value).where(
        table.workspace_id == workspace, table.name.startswith(prefix, autoescape=True)
    )
    return {row.name: row.value for row in connection.execute(ask.order_by(table.name))}


def forget_named(connection: sa.Connection, workspace: int, prefix: str) -> None:
    """Take all choices away whose name begins so."""
    forget(connection, workspace, *named(connection, workspace, prefix))


def forget(connection: sa.Connection, workspace: int, *names: str) -> bool:
    """Take choices away; return whether there was any of them."""
    table = schema.setting
    gone = sa.delete(table).where(table.c.workspace_id == workspace, table.c.name.in_(names))
    return bool(connection.execute(gone).rowcount)
