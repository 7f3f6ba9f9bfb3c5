"""Which products are of a kind or a vendor, and which variants of a product."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from engagement.metrics.holding import contents
from engagement.metrics.sums.group_sums import collect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.metrics.holding.contents import OrderTables


def products_within(
    data: OrderTables, split: str, dimension: str, values: Sequence[str]
) -> frozenset[str] | None:
    """Return the segments of a split by products that have one of the values of a dimension of lines.

    None where a split is not by product, or the dimension is not one of lines.
    """
    if split == dimension and split in contents.DIMENSIONS:
        return frozenset(values)
    if split not in {contents.PRODUCT, contents.PARENT} or dimension not in contents.DIMENSIONS:
        return None
    return data.remember(
        ("within", split, dimension, tuple(values)), lambda: _read(data, split, dimension, values)
    )


def _read(data: OrderTables, split: str, dimension: str, values: Sequence[str]) -> frozenset[str]:
    parent_of = contents.parent_names(data)
    lines = data.frame("lines")
    if dimension in {contents.KIND, contents.VENDOR}:
        lines = contents.by_column(data, lines, "vendor" if dimension == contents.VENDOR else "type")
        lines = lines.filter(nw.col("value_").is_in([*values]))
    frame = collect(lines.select(name_=contents.product_name()).unique())
    names = [str(name) for name in frame["name_"] if name is not None]
    if dimension == contents.PARENT:
        names = [name for name in names if parent_of.get(name, name) in values]
    if dimension == contents.PRODUCT:
        names = [name for name in names if name in values]
    return frozenset(names if split == contents.PRODUCT else (parent_of.get(name, name) for name in names))
