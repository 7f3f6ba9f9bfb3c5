"""A table's cells as a link shows them: how many people stand in each, rounded by who they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from engagement.metrics.views.registry import OF_CUSTOMERS
from engagement.statistics.disclosure.random_rounding import cell_sums, record_keys, rounded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from numpy.typing import NDArray

    Whole = NDArray[np.int64]


#: A share is told of so many times k people.
_ENOUGH: Final = 5


@dataclass(frozen=True, slots=True)
class RoundedCells:
    """Cells of people: `shown` are multiples of k, 0 where it is under k.

    `named` says which may be told by a name that comes from their people alone, as that of a product: k
    people or more stand there, and are shown.
    """

    shown: Whole
    named: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rounding:
    """How a link rounds: to multiples of `k`, by a `secret` of the shop."""

    k: int
    secret: bytes

    def keys(self, people: Whole) -> NDArray[np.uint64]:
        """Return the record keys of people."""
        return record_keys(people, self.secret)

    def cells(self, table: str, names: Sequence[str], cell: Whole, keys: NDArray[np.uint64]) -> RoundedCells:
        """Return the cells of a table by their stable `names`.

        `cell` and `keys` have an entry for each person in each cell, once.
        """
        counts, sums = cell_sums(cell, keys, len(names))
        stable = [f"{table} {name}" for name in names]
        shown = rounded(counts, sums, stable, self.k, self.secret)
        return RoundedCells(shown, (counts >= self.k) & (shown >= self.k))

    def groups(
        self, table: str, people: NDArray[np.uint64], masks: Mapping[str, NDArray[np.bool_]]
    ) -> dict[str, int]:
        """Return how many people each group is shown with; a person may stand in several."""
        names = list(masks)
        inside = [np.flatnonzero(mask) for mask in masks.values()]
        cell = np.repeat(np.arange(len(names)), [of.size for of in inside])
        keys = people[np.concatenate(inside)] if inside else people[:0]
        return dict(zip(names, self.cells(table, names, cell, keys).shown.tolist(), strict=True))

    def share(self, part: Any, whole: Any) -> Any:
        """Return a share of two shown counts in whole per cent, at most 1.

        NaN where the part is under k, and of fewer than five times k: rounding would make it up.
        """
        above, below = np.asarray(part, dtype=np.float64), np.asarray(whole, dtype=np.float64)
        known = (above > 0) & (below >= _ENOUGH * self.k)
        found = np.minimum(1.0, above / np.where(known, below, 1.0))
        return np.where(known, np.round(found, 2), np.nan)


def framed(name: str, columns: Mapping[str, Any]) -> pd.DataFrame:
    """Return a frame with all columns of a named table; what a link does not tell is NaN."""
    rows = len(next(iter(columns.values())))
    every = {column: columns.get(column, np.full(rows, np.nan)) for column in OF_CUSTOMERS[name].columns}
    return pd.DataFrame(every)
