"""The cells of a table in a link: counts of people, rounded at random but the same for the same people."""

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


#: A share needs this many times k people.
_ENOUGH: Final = 5


@dataclass(frozen=True, slots=True)
class RoundedCells:
    """Rounded counts of cells: `shown` are multiples of k, 0 for a rounded count below k.

    `named` is True for cells whose name (such as a product's) may be shown: their true and shown counts are
    at least k.
    """

    shown: Whole
    named: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rounding:
    """The rounding of a link: to multiples of `k`, at random by a `secret` of the shop."""

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
        """Return the shown count of each group (a mask over people); a person may be in several."""
        names = list(masks)
        inside = [np.flatnonzero(mask) for mask in masks.values()]
        cell = np.repeat(np.arange(len(names)), [members.size for members in inside])
        keys = people[np.concatenate(inside)] if inside else people[:0]
        return dict(zip(names, self.cells(table, names, cell, keys).shown.tolist(), strict=True))

    def share(self, part: Any, total: Any) -> Any:
        """Return a share of two shown counts, rounded to 0.01 and at most 1.

        NaN where the part is below k, or the whole below five times k, as rounding would dominate.
        """
        above, below = np.asarray(part, dtype=np.float64), np.asarray(total, dtype=np.float64)
        is_enough = (above > 0) & (below >= _ENOUGH * self.k)
        ratio = np.minimum(1.0, above / np.where(is_enough, below, 1.0))
        return np.where(is_enough, np.round(ratio, 2), np.nan)


def framed(name: str, columns: Mapping[str, Any]) -> pd.DataFrame:
    """Return a frame with all columns of a named table; those that links do not have are NaN."""
    rows = len(next(iter(columns.values())))
    all_columns = {
        column: columns.get(column, np.full(rows, np.nan)) for column in OF_CUSTOMERS[name].columns
    }
    return pd.DataFrame(all_columns)
