"""A version's tables out of those of its files: each merged, and what completes orders in its place.

Where a file only adds its rows, a new version folds it into what stands. Supplements
(`sources.supplements`) stand in no version as they are, so where some file has them, the tables that
they touch are put together from all files anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.sources import supplements
from engagement.store.merge import merge

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import pyarrow as pa


def together(names: Collection[str], there: Collection[str]) -> tuple[str, ...]:
    """Return the tables that are put together anew where files change tables of these `names`.

    `there` are the tables of all files, before and after. Nothing where no file has supplements.
    """
    if supplements.NAME not in {*names, *there} or set(supplements.TOGETHER).isdisjoint(names):
        return ()
    return supplements.TOGETHER


def put_together(
    parts: Mapping[str, Sequence[pa.Table]],
) -> tuple[dict[str, pa.Table], dict[str, tuple[int, ...]]]:
    """Merge each table's parts, oldest first, and put supplements in their places.

    Returns the tables that have rows, and per table and part how many older rows gave way to it.
    """
    merged = {name: merge(name, tables) for name, tables in parts.items() if tables}
    whole = supplements.put_together({name: one.table for name, one in merged.items()})
    rows = {name: merge(name, [table]).table for name, table in whole.items() if table.num_rows}
    return rows, {name: one.replaced for name, one in merged.items()}
