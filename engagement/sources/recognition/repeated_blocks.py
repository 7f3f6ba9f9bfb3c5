"""A table that goes on beside itself, under the same headers again: "Order, Date, Total, Order, Date, Total".

People place the months of a year beside each other. The parts are put below each other before a table is
recognised.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.orders import columns as order_columns
from engagement.sources.text.column_names import normalise

if TYPE_CHECKING:
    from engagement.sources.model.raw_table import RawTable

#: The fewest columns of a part, and the fields that it must have: billing and shipping addresses have none.
_FEWEST: Final = 3
_EACH: Final = frozenset({"order_id", "date"})


def below_each_other(raw: RawTable) -> RawTable:
    """Return `raw` with its parts below each other, if all headers occur again in the same order."""
    width = _width(raw)
    if width is None or not order_columns.find(_part(raw, 0, width)).keys() >= _EACH:
        return raw
    parts = [_part(raw, start, width) for start in range(0, len(raw.columns), width)]
    told = message(
        "The headers occur {count} times beside each other: the parts are read as one table",
        count=len(parts),
    )
    return replace(
        parts[0],
        data=pa.concat_tables([part.data for part in parts]),
        lines=pa.concat_arrays([part.lines for part in parts]),
        warnings=(*raw.warnings, told),
    )


def _width(raw: RawTable) -> int | None:
    """Return the number of columns after which all headers begin anew; None if they do not."""
    headers = [normalise(name) for name in raw.header]
    if raw.overflow or len(headers) != len(raw.columns) or len(set(headers)) * 2 > len(headers):
        return None
    width = len(set(headers))
    again = len(headers) % width == 0 and headers == headers[:width] * (len(headers) // width)
    return width if width >= _FEWEST and all(headers) and again else None


def _part(raw: RawTable, start: int, width: int) -> RawTable:
    """Return the columns of one part, without rows in which it is blank."""
    data = pa.table(raw.data.columns[start : start + width], names=[str(place) for place in range(width)])
    blank = pc.is_null(data.column(0))
    for column in data.columns[1:]:
        blank = pc.and_(blank, pc.is_null(column))
    filled = pc.invert(blank).combine_chunks()
    return replace(
        raw,
        columns=raw.columns[:width],
        header=raw.header[:width],
        data=data.filter(filled),
        lines=raw.lines.filter(filled),
    )
