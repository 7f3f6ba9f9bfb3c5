"""Convert instants with a UTC offset to the shop's time zone, which decides the day.

A shop's own clock has one offset, which changes by an hour twice a year; such instants are read as written.
Instants in UTC, or with several offsets, are not in the shop's time: they are converted to one zone, which
a person may choose.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.columns.row_groups import has_clock
from engagement.sources.words.word_files import any_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from engagement.sources.columns.named import Columns
    from engagement.sources.values.texts import Distinct

#: The zones offered; the most used ones of the file languages.
ZONES: Final = (
    *("UTC", "Europe/London", "Europe/Lisbon", "Europe/Madrid", "Europe/Paris", "Europe/Rome"),
    *("Europe/Berlin", "Europe/Amsterdam", "Europe/Stockholm", "Europe/Warsaw", "Europe/Athens"),
    *("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Mexico_City"),
    *("America/Bogota", "America/Santiago", "America/Argentina/Buenos_Aires", "America/Sao_Paulo"),
    *("Asia/Dubai", "Asia/Kolkata", "Asia/Jakarta", "Asia/Tokyo", "Australia/Sydney"),
)
UTC: Final = "UTC"
_ZONE: Final = r":\d{2}(?:[.,]\d+)? ?(?:UTC|GMT)? ?(?P<zone>[Zz]|UTC|GMT|[+-]\d{2}:?\d{2})(?: ?\([^)]*\))?$"
_GREENWICH: Final = re.compile(rf"(?<![^\W_])(?:{any_of('zones', 'greenwich')})(?![^\W_])", re.IGNORECASE)
_HOUR: Final = 60


def in_shop_zone(
    columns: Columns, place: int, column: Distinct, values: pa.TimestampArray
) -> pa.TimestampArray:
    """Return local instants: as written if that is the shop's time, else converted to one zone."""
    offsets = _offsets(column)
    known_offsets = [] if offsets is None else sorted(set(offsets.drop_null().to_pylist()))
    name = columns.raw.columns[place]
    if not known_offsets and _GREENWICH.search(name) is not None:
        offsets, known_offsets = pa.array([0] * len(column), pa.int64()), [0]
    is_own_clock = len(known_offsets) == 1 and known_offsets != [0]
    if offsets is None or not known_offsets or is_own_clock or not has_clock(values):
        return values
    if known_offsets == [0]:
        sentence = message("The times of {column} are in UTC, and so are the days of the orders", column=name)
    elif len(known_offsets) == 2 and known_offsets[1] - known_offsets[0] == _HOUR:
        return values  # the offsets of one place in winter and in summer
    else:
        sentence = message(
            "The times of {column} come from several time zones; they are all read in UTC", column=name
        )
    samples = [text for text in column.cleaned[:3] if text]
    zone = columns.doubt("zone", UTC, sentence, column=name, samples=samples, choices=ZONES) or UTC
    return _in_zone(values, offsets.take(column.indices), zone)


def are_own_clock(zones: Collection[str], name: str) -> bool:
    """Return whether instants with these zones behind them, "" for none, are in the shop's own time.

    `name` is the column's. Whatever is not as clear as this is left to `in_shop_zone`.
    """
    offsets = sorted({_minutes(zone) for zone in zones if zone})
    if not offsets:
        return _GREENWICH.search(name) is None
    if len(offsets) == 1:
        return offsets != [0]
    return len(offsets) == 2 and offsets[1] - offsets[0] == _HOUR


def _offsets(column: Distinct) -> pa.Int64Array | None:
    """Return minutes from UTC for each distinct text, null if it has none; None if no text has one."""
    zones = pc.struct_field(pc.extract_regex(column.trimmed, _ZONE), "zone")
    if zones.null_count == len(zones):
        return None
    spelled = zones.dictionary_encode()
    minutes = [_minutes(zone) for zone in spelled.dictionary.to_pylist()]
    return pa.array(minutes, pa.int64()).take(spelled.indices)


def _minutes(zone: str) -> int:
    digits = zone[1:].replace(":", "")
    if not digits.isdigit():
        return 0
    size = int(digits[:2]) * _HOUR + int(digits[2:])
    return -size if zone[0] == "-" else size


def _in_zone(values: pa.TimestampArray, offsets: pa.Int64Array, zone: str) -> pa.TimestampArray:
    """Return local instants with these UTC `offsets` in minutes as local instants of `zone`.

    Instants without an offset are in UTC.
    """
    shift = pc.multiply(pc.fill_null(offsets, 0), pa.scalar(60_000_000, pa.int64())).cast(pa.duration("us"))
    moments = pc.subtract(values, shift)
    try:
        local = pc.local_timestamp(pc.assume_timezone(moments, UTC).cast(pa.timestamp("us", zone)))
    except (pa.ArrowInvalid, pa.ArrowException):
        return moments  # the system does not know a zone of this name: instants are in UTC
    has_offset = np.asarray(pc.is_valid(offsets))
    return pc.if_else(pa.array(has_offset), local, values)
