"""A version's tables out of those of its files: each merged, and what completes orders in its place.

Where a file only adds its rows, a new version folds it into what stands. Supplements
(`sources.orders.supplements`) stand in no version as they are, and a sale that two sources hold
(`store.sales`) stands there once; so where there are such, the tables that they touch are put together from
all files anew.
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
    """Return the tables that are put together anew where files change tables of these `names`.

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
    """Merge each table's parts, oldest first, put supplements in their places, count each sale once.

    `answers`: what a person says of two sources.
    Returns the tables that have rows, and per table and part how many older rows gave way to it.
    """
    merged = {name: merge(name, tables) for name, tables in parts.items() if tables}
    combined = supplements.put_together({name: merged_table.table for name, merged_table in merged.items()})
    combined = joined.count_each_sale_once(combined, answers)
    rows = {name: merge(name, [table]).table for name, table in combined.items() if table.num_rows}
    return rows, {name: merged_table.replaced for name, merged_table in merged.items()}
