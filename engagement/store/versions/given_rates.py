"""The exchange rates that a person entered, stored in the manifest as exact text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from engagement.money.exchange_rates import rates_from_json, rates_to_json
from engagement.store.database import schema

if TYPE_CHECKING:
    from engagement.money.exchange_rates import Rates
    from engagement.store.manifest.workspace_storage import WorkspaceStorage


def exchange_rates(storage: WorkspaceStorage) -> Rates | None:
    """Return the exchange rates of the workspace; None without any."""
    return storage.manifest.remember(
        ("rates", storage.id), lambda connection: _stored_rates(connection, storage.id)
    )


def _stored_rates(connection: sa.Connection, workspace: int) -> Rates | None:
    stored = connection.scalar(sa.select(schema.rates.c.rates).filter_by(workspace_id=workspace))
    return None if stored is None else rates_from_json(stored)


def keep(storage: WorkspaceStorage, rates: Rates, who: str) -> None:
    """Store rates, replacing those before."""
    values = {"rates": rates_to_json(rates), "said_at": datetime.now(UTC).isoformat(), "who": who}
    with storage.manifest.write() as connection:
        connection.execute(sa.delete(schema.rates).filter_by(workspace_id=storage.id))
        connection.execute(sa.insert(schema.rates).values(workspace_id=storage.id, **values))


def forget(storage: WorkspaceStorage) -> None:
    """Delete the rates; each currency is separate again."""
    with storage.manifest.write() as connection:
        connection.execute(sa.delete(schema.rates).filter_by(workspace_id=storage.id))
