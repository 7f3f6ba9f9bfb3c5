"""Data in which the rare values of a dimension are merged into one, so that splits add up to the total."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from engagement.metrics.core.data import Data
from engagement.metrics.model import OTHER

if TYPE_CHECKING:
    from collections.abc import Sequence


class FoldedData(Data):
    """The same tables, with all values of the dimension `by` other than `values` replaced by `OTHER`.

    Every result (a breakdown, a filter by `OTHER`, the interval of all others) is computed from rows, as in
    the original data.
    """

    def __init__(self, data: Data, by: str, values: Sequence[str]) -> None:
        super().__init__(data.engine, data.sources, data.families)
        self.digest, self.rates = data.digest, data.rates
        self.whole = data.whole  # not affected by any replacement
        self.by, self.kept = by, tuple(values)
        self._folds = {**getattr(data, "_folds", {}), by: tuple(values)}
        self._unfolded = data.unfolded

    def also(self, other: FoldedData) -> FoldedData:
        """Return the data with the replacements of both."""
        return FoldedData(self, other.by, other.kept)

    @property
    def unfolded(self) -> Data:
        """The data with all values."""
        return self._unfolded

    def folded(self, by: str, value: nw.Expr) -> nw.Expr:
        """Return `OTHER` in place of a value that is not among those of its dimension."""
        kept_values = self._folds.get(by)
        if kept_values is None:
            return value
        return nw.when(value.is_in(kept_values)).then(value).otherwise(nw.lit(OTHER))

    def _dimensions(self, table: str) -> dict[str, nw.Expr]:
        dimensions = super()._dimensions(table)
        return {by: self.folded(by, dimension) for by, dimension in dimensions.items()}
