"""Columns of a platform's order export under a name that the platform does not use.

Somebody renamed or translated a header, or a new version did. Without the column the orders would silently
lose their customers, states or money, as the rest of the file still looks like the platform's own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engagement.locale import message
from engagement.sources.orders import columns as order_columns

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from engagement.sources.columns.typed import Cells
    from engagement.sources.formats.described.order_columns import Names, OrderColumns


def fields(columns: OrderColumns) -> Mapping[str, Names]:
    """Return the column names of a description by field."""
    return {
        "order_id": columns.order,
        "date": columns.instant,
        "amount": columns.gross,
        "email": columns.email,
        "customer": columns.ident,
        "phone": columns.phone,
        "status": columns.status,
        "refunded": columns.refunded,
        "currency": columns.currency,
        "quantity": columns.quantity,
        "product": columns.product,
    }


def all_of(columns: OrderColumns) -> frozenset[str]:
    """Return all column names of a description."""
    known_names: set[str] = set()
    for part in (getattr(columns, name) for name in columns.__slots__):
        names = (
            (
                name
                for known_name in part
                for name in ((known_name,) if isinstance(known_name, str) else known_name)
            )
            if (isinstance(part, tuple))
            else ()
        )
        known_names.update(names)
    return frozenset(known_names)


def read_as_known(cells: Cells, wanted: Mapping[str, Names], known: Collection[str]) -> Cells:
    """Return `cells` with columns renamed to the names that the platform uses.

    `wanted` has the platform's names of each field. A field without such a column gets a column whose whole
    name or whose values indicate the field. This is reported, and a person may reject it. Columns in `known`
    are never renamed.
    """
    missing = {field: names[0] for field, names in wanted.items() if names and not cells.has(*names)}
    if not missing:
        return cells
    used_places = {
        cells.place((name,)) for name in (*known, *(other for names in wanted.values() for other in names))
    }
    hidden = tuple("" if place in used_places else name for place, name in enumerate(cells.raw.columns))
    renamed: dict[str, str] = {}
    for known_name in order_columns.found_columns(replace(cells.raw, columns=hidden)):
        if (
            known_name.role in missing
            and known_name.by in ("name", "values")
            and _may_be_used(cells, known_name.column, missing[known_name.role])
        ):
            renamed[known_name.column] = missing[known_name.role]
    return cells.called(renamed)


def _may_be_used(cells: Cells, column: str, name: str) -> bool:
    sentence = message(
        "This export has no column {name}; {column} is read in its place", name=name, column=column
    )
    return cells.doubt("role", "used", sentence, column=column) == "used"
