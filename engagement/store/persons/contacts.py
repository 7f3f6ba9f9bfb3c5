"""Contact details of people, in a table that stays empty unless an owner turns it on.

A contact is an e-mail address or, for people whom files name by phone number alone, that number in E.164. No
object, bundle or log ever holds one. Turning the table off deletes it; erasing a person deletes theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import sqlalchemy as sa

from engagement.store.database import schema
from engagement.store.journal import audit
from engagement.store.manifest import owner_choices
from engagement.store.persons import suppressed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray

    from engagement.store.manifest.workspace_storage import WorkspaceStorage

_SETTING: Final = "contacts"
#: The value of the setting if phone numbers are stored, too; older versions stored True.
_WITH_PHONES: Final = "with_phones"
#: Every e-mail address contains it, and no phone number does.
AT: Final = "@"
_SETTINGS: Final = (True, _WITH_PHONES)
#: The number of rows per statement.
_BATCH_ROWS: Final = 5_000


def are_stored(storage: WorkspaceStorage) -> bool:
    """Return whether contacts are stored; off unless an owner turned it on."""
    with storage.manifest.read() as connection:
        return owner_choices.read(connection, storage.id, _SETTING) in _SETTINGS


def begin(storage: WorkspaceStorage, who: str = "") -> None:
    """Store the contacts of files imported from now on."""
    with storage.manifest.write() as connection:
        owner_choices.write(connection, storage.id, _SETTING, value=_WITH_PHONES)
        audit.write(connection, storage.id, who, "kept_addresses")


def end(storage: WorkspaceStorage, who: str = "") -> None:
    """Stop storing contacts, and delete all."""
    storage.manifest.make_room()
    with storage.manifest.write() as connection:
        owner_choices.write(connection, storage.id, _SETTING, value=False)
        forget(connection, storage.id)
        audit.write(connection, storage.id, who, "deleted_addresses")
    storage.manifest.scrub()


def count(storage: WorkspaceStorage) -> int:
    """Return the number of contacts."""
    ask = sa.select(sa.func.count()).select_from(schema.contact).filter_by(workspace_id=storage.id)
    with storage.manifest.read() as connection:
        return connection.scalar(ask) or 0


def table(storage: WorkspaceStorage) -> pa.Table:
    """Return all contacts: `customer_key` and `address`, sorted by address."""
    contact = schema.contact
    ask = sa.select(contact.c.customer_key, contact.c.address).filter_by(workspace_id=storage.id)
    with storage.manifest.read() as connection:
        rows = connection.execute(ask.order_by(contact.c.address)).all()
    return pa.table(
        {
            "customer_key": pa.array([row.customer_key for row in rows], pa.int64()),
            "address": pa.array([row.address for row in rows], pa.string()),
        }
    )


def keys(storage: WorkspaceStorage, *, phones: bool) -> NDArray[np.int64]:
    """Return the people with a stored e-mail address or, with `phones`, a phone number; ascending."""
    contact = schema.contact
    ask = (
        sa.select(contact.c.customer_key).filter_by(workspace_id=storage.id).order_by(contact.c.customer_key)
    )
    is_mail = contact.c.address.contains(AT, autoescape=True)
    with storage.manifest.read() as connection:
        people = connection.scalars(ask.where(sa.not_(is_mail) if phones else is_mail))
        return np.fromiter(people, np.int64)


def contacts_between(storage: WorkspaceStorage, first: int, last: int) -> dict[int, str]:
    """Return the contacts of the pseudonyms from `first` to `last`, both included."""
    contact = schema.contact
    ask = sa.select(contact.c.customer_key, contact.c.address).filter_by(workspace_id=storage.id)
    with storage.manifest.read() as connection:
        rows = connection.execute(ask.where(contact.c.customer_key.between(first, last)))
        return {row.customer_key: row.address for row in rows}


def addresses_of(storage: WorkspaceStorage, keys: Collection[int]) -> list[str]:
    """Return the contacts of these people; for small numbers of people."""
    contact = schema.contact
    ask = sa.select(contact.c.address).where(contact.c.customer_key.in_(list(keys)))
    with storage.manifest.read() as connection:
        return list(connection.scalars(ask.filter_by(workspace_id=storage.id)))


def keep(connection: sa.Connection, workspace: int, key: bytes, addresses: Mapping[int, str]) -> None:
    """Store the contacts of an import by pseudonym, if that is turned on; never those of erased people."""
    setting = owner_choices.read(connection, workspace, _SETTING) if addresses else None
    if setting not in _SETTINGS:
        return
    if setting is True:
        addresses = {k: address for k, address in addresses.items() if AT in address}
    erased = suppressed.codes(connection, workspace)
    allowed = {k: address for k, address in addresses.items() if suppressed.code(key, k) not in erased}
    forget(connection, workspace, allowed)
    rows = [{"workspace_id": workspace, "customer_key": k, "address": a} for k, a in allowed.items()]
    if rows:
        connection.execute(sa.insert(schema.contact), rows)


def forget(connection: sa.Connection, workspace: int, keys: Collection[int] | None = None) -> int:
    """Delete the contacts of these people, or all (None); return how many were deleted."""
    drop = sa.delete(schema.contact).filter_by(workspace_id=workspace)
    if keys is None:
        return connection.execute(drop).rowcount
    listed = sorted(keys)
    return sum(
        connection.execute(
            drop.where(schema.contact.c.customer_key.in_(listed[start : start + _BATCH_ROWS]))
        ).rowcount
        for start in range(0, len(listed), _BATCH_ROWS)
    )
