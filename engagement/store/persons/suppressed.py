"""Erased people: their data in later files are dropped.

Only a code is stored: a hash of the pseudonym under a separate key, derived from the workspace's. Neither
the address nor the pseudonym is stored, and without the key file the code reveals nothing.
"""

from __future__ import annotations

import hmac
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from engagement.store.database import schema
from engagement.store.persons.persons import Persons

if TYPE_CHECKING:
    from collections.abc import Iterable

_PURPOSE: Final = b"engagement: people who were erased"


def code(key: bytes, pseudonym: int) -> str:
    """Return the code by which an erased person is recognised."""
    own_key = hmac.digest(key, _PURPOSE, "sha256")
    return hmac.digest(own_key, pseudonym.to_bytes(8, "big"), "sha256").hex()


def codes(connection: sa.Connection, workspace: int) -> frozenset[str]:
    """Return the codes of everybody erased from a workspace."""
    return frozenset(
        connection.scalars(sa.select(schema.suppressed.c.code).filter_by(workspace_id=workspace))
    )


def suppress(connection: sa.Connection, workspace: int, key: bytes, pseudonyms: Iterable[int]) -> None:
    """Store the codes of these people, so that later imports drop them."""
    new = {code(key, pseudonym) for pseudonym in pseudonyms} - codes(connection, workspace)
    if new:
        rows = [{"workspace_id": workspace, "code": c} for c in sorted(new)]
        connection.execute(sa.insert(schema.suppressed), rows)


def erased(key: bytes, codes: frozenset[str]) -> Persons:
    """Return the people with these codes."""
    return Persons(key, lru_cache(1 << 16)(lambda pseudonym: code(key, pseudonym) in codes))
