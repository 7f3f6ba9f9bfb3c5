"""Days that stand alone above the rows of each, in a table kept by hand: "3 February 2026", then its orders.

The day becomes a column of these rows, before a table is recognised.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.orders.columns import sample
from engagement.sources.orders.values import are_moments
from engagement.sources.values.looks import is_day
from engagement.sources.values.texts import clean

if TYPE_CHECKING:
    from engagement.sources.model.raw_table import RawTable

    Mask = np.ndarray[Any, np.dtype[np.bool_]]

#: The name of the column, which all vocabularies know.
_NAME: Final = "Date"
#: The fewest headings, and the fewest cells of a row below one.
_FEWEST: Final = 2


def spread(raw: RawTable) -> RawTable:
    """Return `raw` with the day above each group of rows in a column of these rows; else unchanged."""
    place = None if raw.overflow or raw.rows <= _FEWEST else _heading(raw)
    if place is None:
        return raw
    filled = np.zeros(raw.rows, np.int32)
    for column in raw.data.columns:
        filled += np.asarray(column.is_valid())
    texts = raw.data.column(place)
    alone = (filled == 1) & np.asarray(texts.is_valid())
    days = {text for text in pc.unique(texts.filter(pa.array(alone))).to_pylist() if is_day(clean(text))}
    heads = alone & np.asarray(pc.is_in(texts, pa.array(sorted(days), pa.string())))
    below = ~heads & (filled > 0)
    if heads.sum() < _FEWEST or not below.any() or np.median(filled[below]) < _FEWEST:
        return raw
    day = texts.combine_chunks().take(pa.array(_above(heads)))
    kept = pa.array(~heads)
    rest = raw.with_rows(raw.data.filter(kept), raw.lines.filter(kept))
    if any(are_moments(sample(rest, other)) for other in range(len(rest.columns))):
        return raw
    told = message("The days that stand alone above rows are those of the rows below, like {day}", day=day[0])
    return replace(_with_days(rest, place, day.filter(kept)), warnings=(*raw.warnings, told))


def _heading(raw: RawTable) -> int | None:
    """Return the index of the only cell of the first row, if it is a day."""
    first = [place for place, column in enumerate(raw.data.columns) if column[0].is_valid]
    return first[0] if len(first) == 1 and is_day(clean(raw.data.column(first[0])[0].as_py())) else None


def _above(heads: Mask) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return the index of the last heading above each row."""
    return np.maximum.accumulate(np.where(heads, np.arange(len(heads)), 0))


def _with_days(rest: RawTable, place: int, days: pa.StringArray) -> RawTable:
    """Return the rows with their days, in the headings' own column if it is blank, else in a new one."""
    columns = list(rest.data.columns)
    if columns[place].null_count == rest.rows:
        columns[place] = days
        return replace(rest, data=pa.table(columns, names=rest.data.column_names))
    names = [*rest.data.column_names, str(len(columns))]
    return replace(
        rest,
        data=pa.table([*columns, days], names=names),
        columns=(*rest.columns, _NAME),
        header=(*rest.header, _NAME),
    )
