"""A version's tables from those of its files: merged, with supplements added to their orders.

A file that only adds rows is merged into the current tables. Supplements (`sources.orders.supplements`) are
in no version themselves, and a sale that two sources have (`store.sales`) is there once; so if there are
any, the tables concerned are rebuilt from all files.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from engagement.sources.orders import supplements
from engagement.store.sales import joined
from engagement.store.versions.merge import merge

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import pyarrow as pa

    from engagement.store.sales.joined import JoinedAnswer, SourcePair


def together(names: Collection[str], present: Collection[str], *, several: bool) -> tuple[str, ...]:
    """Return the tables that are rebuilt if files change tables of these `names`.

    `present` are the tables of all files, before and after; `several`: their orders may come from several
    sources.
    """
    anew: dict[str, None] = {}
    if supplements.NAME in {*names, *present} and not set(supplements.TOGETHER).isdisjoint(names):
        anew |= dict.fromkeys(supplements.TOGETHER)
    if several and not {"orders", "lines"}.isdisjoint({*names, *anew}):
        anew |= dict.fromkeys(joined.TOUCHED)
    return tuple(anew)


def put_together(
    parts: Mapping[str, Sequence[pa.Table]], answers: Mapping[SourcePair, JoinedAnswer] = MappingProxyType({})
) -> tuple[dict[str, pa.Table], dict[str, tuple[int, ...]]]:
    """Merge each table's parts, oldest first, apply supplements, and count each sale once.

    `answers`: a person's answers on two sources. Returns the tables that have rows, and by table and part
    how many older rows it replaced.
    """
    merged = {name: merge(name, tables) for name, tables in parts.items() if tables}
    combined = supplements.put_together({name: merged_table.table for name, merged_table in merged.items()})
    combined = joined.count_each_sale_once(combined, answers)
    rows = {name: merge(name, [table]).table for name, table in combined.items() if table.num_rows}
    return rows, {name: merged_table.replaced for name, merged_table in merged.items()}
