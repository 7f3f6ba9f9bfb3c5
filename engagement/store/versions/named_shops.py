"""The shop or brand of a file, if a person has named one.

The tables of the file are unchanged. The name belongs to a version: there it is in every row of the file
that can have one, so that orders of two shops with the same number are two orders, and undo reverts it.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import sqlalchemy as sa

from engagement.locale import message
from engagement.store.database import schema
from engagement.store.objects.errors import StoreError
from engagement.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Tables whose rows carry the name of a shop.
TABLES_WITH_SHOP: Final = tuple(t.name for t in TABLES.values() if any(c.name == "shop" for c in t.columns))
LONGEST: Final = 60


def names(connection: sa.Connection, version: int) -> dict[int, str]:
    """The names that people gave to files of a version, by dataset."""
    table = schema.version_shop
    rows = connection.execute(sa.select(table.c.dataset_id, table.c.name).filter_by(version_id=version))
    return {row.dataset_id: row.name for row in rows}


def insert(connection: sa.Connection, version: int, titles: Mapping[int, str]) -> None:
    """Write the names of a new version."""
    rows = [{"version_id": version, "dataset_id": i, "name": name} for i, name in titles.items()]
    if rows:
        connection.execute(sa.insert(schema.version_shop), rows)


def with_shop_name(table: pa.Table, name: str | None) -> pa.Table:
    """Return a file's table with the shop's name in every row; as it is without a name or a place for it."""
    if name is None or "shop" not in table.column_names:
        return table
    index = table.column_names.index("shop")
    return table.set_column(index, "shop", pa.repeat(pa.scalar(name, pa.string()), table.num_rows))


def as_name(text: str) -> str:
    """Return a name on one line, "" for none; refuse one that is too long to be a name."""
    printable = "".join(" " if unicodedata.category(c).startswith(("C", "Z")) else c for c in text)
    name = " ".join(printable.split())
    if len(name) > LONGEST:
        raise StoreError(message("A shop's name has at most {most} characters.", most=LONGEST))
    return name
