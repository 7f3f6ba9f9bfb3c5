"""People's answers, by version, on whether sales that two sources of orders share count once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from engagement.store.database import schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.store.sales.joined import Answers, JoinedAnswer, SourcePair


def answers_of(connection: sa.Connection, version: int) -> Answers:
    """Return the answers of a version."""
    table = schema.version_sales
    rows = connection.execute(sa.select(table).filter_by(version_id=version))
    return {(row.one, row.other): row.answer for row in rows}


def insert(connection: sa.Connection, version: int, answers: Mapping[SourcePair, JoinedAnswer]) -> None:
    """Write the answers of a new version."""
    rows = [
        {"version_id": version, "one": first, "other": other, "answer": answer}
        for (first, other), answer in answers.items()
    ]
    if rows:
        connection.execute(sa.insert(schema.version_sales), rows)
