"""What people say of two sources of orders, in a version: whether a sale that both hold counts once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from engagement.store.database import schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.store.sales.joined import Answers, JoinedAnswer, SourcePair


def answers_of(connection: sa.Connection, version: int) -> Answers:
    """The answers that a version stands by."""
    table = schema.version_sales
    rows = connection.execute(sa.select(table).filter_by(version_id=version))
    return {(row.one, row.other): row.answer for row in rows}


def insert(connection: sa.Connection, version: int, given: Mapping[SourcePair, JoinedAnswer]) -> None:
    """Write the answers of a new version."""
    rows = [
        {"version_id": version, "one": one, "other": other, "answer": answer}
        for (one, other), answer in given.items()
    ]
    if rows:
        connection.execute(sa.insert(schema.version_sales), rows)
