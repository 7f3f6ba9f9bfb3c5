"""Rows of a breakdown that are the sum of its others: "All" beside mobile and desktop, each day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.columns.rows_without_data import TOTAL

if TYPE_CHECKING:
    from engagement.sources.columns.typed import Cells

#: The most values of a breakdown that are checked, the fewest days that prove a sum, and the fewest others.
_MOST: Final = 100
_ENOUGH: Final = 5
_OTHERS: Final = 2


def set_aside(cells: Cells, column: str, day: pa.Array, counts: pa.Array) -> None:
    """Set aside the rows with a value of `column` that on every day is the sum of all other rows."""
    texts = cells.text(column)
    usable = np.asarray(pc.and_(pc.and_(pc.is_valid(texts), pc.is_valid(day)), pc.is_valid(counts)))
    usable &= np.asarray(cells.kept)
    rows = pa.array(np.flatnonzero(usable))
    values, days = texts.take(rows).dictionary_encode(), day.take(rows).dictionary_encode()
    size = (len(days.dictionary), len(values.dictionary))
    if not _OTHERS < size[1] <= _MOST or size[0] < _ENOUGH:
        return
    place = (np.asarray(days.indices), np.asarray(values.indices))
    sums, times = np.zeros(size), np.zeros(size, np.int64)
    np.add.at(sums, place, np.asarray(counts.take(rows), np.float64))
    np.add.at(times, place, 1)
    whole = sums.sum(axis=1)
    rest = times.sum(axis=1)[:, None] - times
    is_sum = (2 * sums == whole[:, None]) & (times == 1) & (rest >= _OTHERS) & (whole > 0)[:, None]
    found = np.flatnonzero(is_sum.all(axis=0))
    if len(found):
        named = values.dictionary.take(pa.array(found))
        cells.set_aside(pc.fill_null(pc.is_in(texts, named), False), TOTAL, column)
