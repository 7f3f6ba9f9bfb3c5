"""The metrics and named tables that may be published, by their definitions; nothing else ever is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.metrics.core.publishing import Guarded, GuardedTable
from engagement.metrics.views.registry import DEFINITIONS, OF_CUSTOMERS
from engagement.metrics.views.registry import TABLES as NAMED

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The figures of people, by key.
GUARDED: Final[Mapping[str, Guarded]] = {
    key: definition.publishing
    for key, definition in DEFINITIONS.items()
    if isinstance(definition.publishing, Guarded)
}

#: The named tables that may be published, by name.
TABLES: Final[Mapping[str, GuardedTable]] = {
    name: publishing
    for name, publishing in (
        *((name, family.tables[name].publishing) for name, family in NAMED.items()),
        *((name, table.publishing) for name, table in OF_CUSTOMERS.items()),
    )
    if isinstance(publishing, GuardedTable)
}


def is_public(key: str) -> bool:
    """Return whether a metric is about public data (posts of networks) and needs no guard."""
    return key in DEFINITIONS and DEFINITIONS[key].publishing == "public"
