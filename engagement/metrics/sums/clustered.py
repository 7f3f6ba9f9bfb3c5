"""Values in clusters, with the group of each: the input of a median by customer."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.metrics.sums.group_sums import FROM, GROUP, TO, collect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from engagement.engine import Frame
    from engagement.metrics.sums.group_sums import Cut
    from engagement.statistics.interval import Array

#: The fewest values of a segment for a comparison.
SMALL: Final = 30


@dataclass(frozen=True, slots=True)
class Clustered:
    """Values in ascending order, each with its `cluster` and its groups `first`..`last`.

    In a breakdown first and last are the value's segment, in a trend the periods whose windows hold it.
    """

    labels: tuple[str | None, ...]
    values: Array
    cluster: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    complement: bool = False

    def __len__(self) -> int:
        return len(self.labels)

    def others(self) -> Clustered:
        """Return, for each group, the values of all the other groups together."""
        return replace(self, complement=True)

    def each(self) -> Iterator[tuple[Array, NDArray[np.int64]]]:
        """Yield values and their clusters, group by group; nothing for the others of a small segment."""
        if self.first is self.last and not self.complement:
            yield from self._segments()
            return
        for group in range(len(self)):
            inside = (self.first <= group) & (self.last >= group)
            is_chosen = ~inside if self.complement else inside
            if self.complement and np.count_nonzero(inside) < SMALL:
                # Small segments are not compared, and there may be thousands of them.
                is_chosen = np.zeros_like(inside)
            yield self.values[is_chosen], self.cluster[is_chosen]

    def clusters(self) -> Array:
        """Return the number of different clusters of each group."""
        return np.asarray([np.unique(cluster).size for _, cluster in self.each()], dtype=np.float64)

    def _segments(self) -> Iterator[tuple[Array, NDArray[np.int64]]]:
        order = np.argsort(self.first, kind="stable")
        edges = np.searchsorted(self.first[order], np.arange(len(self) + 1))
        for start, stop in itertools.pairwise(edges):
            yield self.values[order[start:stop]], self.cluster[order[start:stop]]


def clustered(rows: Frame, cut: Cut, value: nw.Expr, key: str = "customer_key") -> Clustered:
    """Return the values of rows, clustered by `key`; a row without a key is a cluster by itself.

    `rows` have the columns that `Scope.grouped` added for this cut; rows without a value are left out.
    """
    valued = rows.with_columns(value_=value.cast(nw.Float64)).filter(~nw.col("value_").is_null())
    keys = [FROM, TO] if cut.along else [GROUP] if cut.by else []
    columns = collect(
        valued.with_columns(alone_=nw.col(key).is_null()).select("value_", "alone_", key, *keys)
    )
    values = np.asarray(columns["value_"], dtype=np.float64)
    alone = np.asarray(columns["alone_"], dtype=bool)
    cluster, _ = pd.factorize(columns[key])
    cluster = np.where(alone, values.size + np.arange(values.size), cluster)
    labels: tuple[str | None, ...] = (None,)
    first = last = np.zeros(values.size, dtype=np.int64)
    if cut.along is not None:
        labels = (None,) * cut.along.count
        first, last = (np.asarray(columns[edge], dtype=np.int64) for edge in (FROM, TO))
    elif cut.by is not None:
        names, first = np.unique(columns[GROUP].astype(str), return_inverse=True)
        labels, last = tuple(str(name) or None for name in names), first
    order = np.argsort(values, kind="stable")
    opens = first[order]
    closes = opens if first is last else last[order]
    return Clustered(labels, values[order], cluster[order].astype(np.int64), opens, closes)
