"""Columns of instants written the way that programs write them, typed at the speed of Arrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.model.spill import put_aside
from engagement.sources.values.texts import is_missing

if TYPE_CHECKING:
    from engagement.sources.values.dates import Order
    from engagement.sources.values.texts import Distinct

# The wall clock to the second; whatever follows is an offset, which is dropped.
_ISO: Final = r"^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}( ?[+-]\d{2}:?\d{2}| ?Z| UTC)?$"
# 12/1/2010 8:26, 01.12.2010 08:26:30, 1-12-2010, with one separator throughout.
_NUMERIC: Final = (
    r"^(?P<first>\d{{1,2}}){mark}(?P<second>\d{{1,2}}){mark}(?P<year>\d{{4}})"
    r"(?: (?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::(?P<moment>\d{{2}}))?)?$"
)


def iso_8601(column: Distinct) -> pa.Array | None:
    """Type a column that is ISO 8601 to the second from end to end; None where it is not.

    Gives what `dates.parse` gives for each text, only faster.
    """
    texts = _written(column, 16)
    if texts is None or not pc.all(pc.match_substring_regex(texts, _ISO)).as_py():
        return None
    clocks = pc.replace_substring(pc.utf8_slice_codeunits(texts, 0, 19), "T", " ")
    try:
        values = clocks.cast(pa.timestamp("us"))
    except pa.ArrowInvalid:
        return None  # a day that does not exist: the slow way says which
    return put_aside(values.take(column.indices))


def numeric_dates(column: Distinct, order: Order) -> pa.Array | None:
    """Type a column of numeric dates with the year last; None where it is not one from end to end.

    Gives what `dates.parse` gives for each text in that order of day and month, only faster.
    """
    texts = _written(column, 8)
    if texts is None:
        return None
    mark = texts.drop_null()[0].as_py().lstrip("0123456789")[:1]
    if mark not in ("/", ".", "-"):
        return None
    parts = pc.extract_regex(texts, _NUMERIC.format(mark=f"\\{mark}"))
    if parts.null_count > texts.null_count:
        return None
    first, second, year, hour, minute, moment = (_as_integers(part) for part in parts.flatten())
    day, month = (first, second) if order == "day" else (second, first)
    start = (year - 1970).astype("datetime64[Y]").astype("datetime64[M]") + (month - 1).astype(
        "timedelta64[M]"
    )
    days = start.astype("datetime64[D]") + (day - 1).astype("timedelta64[D]")
    exists = (month >= 1) & (month <= 12) & (day >= 1) & (year >= 1) & (days.astype("datetime64[M]") == start)
    is_time = (hour < 24) & (minute < 60) & (moment < 60)
    empty = np.asarray(pc.is_null(texts))
    if not np.all((exists & is_time) | empty):
        return None  # the slow way says which
    values = days.astype("datetime64[us]") + (hour * 3600 + minute * 60 + moment).astype("timedelta64[s]")
    return put_aside(pa.array(values, pa.timestamp("us"), mask=empty).take(column.indices))


def _written(column: Distinct, shortest: int) -> pa.StringArray | None:
    """The texts of a column, null where one says that there is no value; None: some are too short."""
    texts = column.trimmed
    short = pc.less(pc.binary_length(texts), shortest)
    if pc.any(short).as_py():
        if not all(is_missing(text) for text in texts.filter(short).to_pylist()):
            return None
        texts = pc.if_else(short, None, texts)
    return None if texts.null_count == len(texts) else texts


def _as_integers(digits: pa.StringArray) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Texts of digits as numbers; nothing is 0."""
    texts = pc.if_else(pc.equal(digits, ""), "0", digits).fill_null("0")
    return np.asarray(texts.cast(pa.int64()))
