"""The days on which an order was delivered and refunded, whatever the platform calls the columns.

A promised day of delivery does not count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import pyarrow as pa
import pyarrow.compute as pc

from engagement.sources.values.looks import are_days
from engagement.sources.words.fold import fold
from engagement.sources.words.word_files import words

if TYPE_CHECKING:
    from engagement.sources.columns.typed import Cells

Event = Literal["delivered", "refunded"]
_NAMES: Final = {event: frozenset(map(fold, names)) for event, names in words("event-days").items()}
_SAMPLE: Final = 300


def event_days(cells: Cells, event: Event) -> pa.Int32Array:
    """Return the day on which each row's order was delivered or refunded, in days since 1970.

    Null if the file does not state it. Of several columns the first one with a value counts.
    """
    days = pa.nulls(cells.raw.rows, pa.int32())
    for place, name in enumerate(cells.raw.columns):
        if fold(name) in _NAMES[event] and _holds_days(cells, place):
            days = pc.coalesce(days, cells.instant(name).cast(pa.date32()).cast(pa.int32()))
    return days


def _holds_days(cells: Cells, place: int) -> bool:
    texts = [text for text in cells.evidence.distinct(place).cleaned if text]
    return bool(texts) and are_days(texts[:_SAMPLE])
