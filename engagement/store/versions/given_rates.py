"""The rates of exchange that a person gave, in the manifest: one table of them, as text, exact."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from engagement.money.exchange_rates import rates_from_json, rates_to_json
from engagement.store.database import schema

if TYPE_CHECKING:
    from engagement.money.exchange_rates import Rates
    from engagement.store.manifest.workspace_storage import WorkspaceStorage


def exchange_rates(room: WorkspaceStorage) -> Rates | None:
    """The rates of the workspace; None where nobody gave any."""
    return room.manifest.remember(("rates", room.id), lambda connection: _kept(connection, room.id))


def _kept(connection: sa.Connection, workspace: int) -> Rates | None:
    found = connection.scalar(sa.select(schema.rates.c.rates).filter_by(workspace_id=workspace))
    return None if found is None else rates_from_json(found)


def keep(room: WorkspaceStorage, rates: Rates, who: str) -> None:
    """Keep rates in the place of those before."""
    values = {"rates": rates_to_json(rates), "said_at": datetime.now(UTC).isoformat(), "who": who}
    with room.manifest.write() as connection:
        connection.execute(sa.delete(schema.rates).filter_by(workspace_id=room.id))
        connection.execute(sa.insert(schema.rates).values(workspace_id=room.id, **values))


def forget(room: WorkspaceStorage) -> None:
    """Forget the rates; every currency is apart again."""
    with room.manifest.write() as connection:
        connection.execute(sa.delete(schema.rates).filter_by(workspace_id=room.id))
