"""Columns of instants written the way that programs write them, typed at the speed of Arrow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.model.spill import put_aside
from engagement.sources.values.texts import is_missing, letters

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.sources.values.dates import Order
    from engagement.sources.values.texts import Distinct

    Letters = NDArray[np.uint8]

# The wall clock to the second; whatever follows is an offset, which is dropped.
_ISO: Final = r"^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}( ?[+-]\d{2}:?\d{2}| ?Z| UTC)?$"
#: Where digits and marks stand in such a text.
_DIGITS: Final = [0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18]
_MARKS: Final = ((4, ord("-")), (7, ord("-")), (13, ord(":")), (16, ord(":")))
_SPACE: Final = ord(" ")
_TEE: Final = ord("T")
_TO_THE_SECOND: Final = 19
_ZONE: Final = re.compile(rb" ?([+-]\d{2}:?\d{2}|Z|(?<= )UTC|)\Z")
#: The most spellings of zones in a column.
_FEW_ZONES: Final = 8
# 12/1/2010 8:26, 01.12.2010 08:26:30, 1-12-2010, with one separator throughout.
_NUMERIC: Final = (
    r"^(?P<first>\d{{1,2}}){mark}(?P<second>\d{{1,2}}){mark}(?P<year>\d{{4}})"
    r"(?: (?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::(?P<moment>\d{{2}}))?)?$"
)


def written_alike(column: pa.ChunkedArray) -> tuple[pa.Array, frozenset[str]] | None:
    """Type a column that is ISO 8601 to the second, each cell as long as the others; else None.

    Returns the instants and the zones that stand behind them, "" for none. It is not asked which texts are
    the same: that would cost many times as much.
    """
    parts: list[pa.Array] = []
    zones: set[str] = set()
    for chunk in column.chunks:
        texts = _as_matrix(chunk)
        instants = None if texts is None else _instants(texts)
        behind = None if texts is None else _behind(texts)
        if texts is None or instants is None or behind is None:
            return None
        values = np.zeros(len(chunk), np.int64)
        empty = np.asarray(chunk.is_null())
        values[~empty] = instants
        parts.append(pa.array(values, mask=empty).cast(pa.timestamp("us")))
        zones |= behind
    if column.null_count == len(column):
        return None
    return pa.chunked_array(parts).combine_chunks(), frozenset(zones)


def _as_matrix(chunk: pa.StringArray) -> Letters | None:
    """Return the bytes of the texts, a row for each that is not null; None if they differ in length."""
    codes, starts, ends = letters(chunk)
    given = np.asarray(chunk.is_valid())
    lengths = (ends - starts)[given]
    if not len(lengths):
        return np.zeros((0, _TO_THE_SECOND), np.uint8)
    size = int(lengths[0])
    between = int(ends[-1] - starts[0]) == size * len(lengths)
    if size < _TO_THE_SECOND or not between or (lengths != size).any():
        return None
    return codes[starts[0] : ends[-1]].reshape(-1, size)


def _instants(texts: Letters) -> NDArray[np.int64] | None:
    """Return microseconds since 1970; None if something is not written so, or no day or time."""
    marks = all((texts[:, place] == mark).all() for place, mark in _MARKS)
    if not marks or not ((texts[:, 10] == _SPACE) | (texts[:, 10] == _TEE)).all():
        return None
    digits = texts[:, _DIGITS] - np.uint8(ord("0"))
    if (digits > 9).any():
        return None
    tens = digits[:, 0::2] * np.uint8(10) + digits[:, 1::2]
    century, year, month, day, hour, minute, second = (tens[:, place].astype(np.int64) for place in range(7))
    year += century * 100
    months = (year - 1970) * 12 + month - 1
    first = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    next_first = (months + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    days = first + day - 1
    exists = (century > 9) & (month >= 1) & (month <= 12) & (day >= 1) & (days < next_first)
    if not (exists & (hour < 24) & (minute < 60) & (second < 60)).all():
        return None
    instants: NDArray[np.int64] = (((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000_000
    return instants


def _behind(texts: Letters) -> frozenset[str] | None:
    """Return the zones behind the seconds; None if something else stands there, or very many."""
    behind = texts[:, _TO_THE_SECOND:]
    others = np.ones(len(texts), bool)
    zones: set[str] = set()
    while others.any() and len(zones) < _FEW_ZONES:
        one = behind[np.argmax(others)]
        zone = _ZONE.match(one.tobytes())
        if zone is None:
            return None
        zones.add(zone.group(1).decode("ascii"))
        others &= (behind != one).any(axis=1)
    return None if others.any() else frozenset(zones)


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
