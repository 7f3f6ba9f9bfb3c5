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

    def also(self, other: FoldedData) -> FoldedData:
        """Return the data with the replacements of both."""
        return FoldedData(self, other.by, other.kept)

    def _dimensions(self, table: str) -> dict[str, nw.Expr]:
        dimensions = super()._dimensions(table)
        for by, kept_values in self._folds.items():
            if by in dimensions:
                dimension = dimensions[by]
                dimensions[by] = (
                    nw.when(dimension.is_in(kept_values)).then(dimension).otherwise(nw.lit(OTHER))
                )
        return dimensions
